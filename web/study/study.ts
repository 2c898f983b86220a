/** The study page: one card at a time of those that are due, and the reader's progress. Its root is `#kb-study`. */

import { Client } from "../ui/client.ts";
import { actionButton, element } from "../ui/dom.ts";
import { fromDisk, loadScript, type Site } from "../state/site.ts";
import { EMPTY } from "../state/url-state.ts";
import { bookmarkAndNote } from "./bookmark.ts";
import { cardText, embeddedPage, prefetch, sectionElements, questionUrl, type CardText } from "./card.ts";
import { choicesIn, quiz } from "./choices.ts";
import { questionsOf, translator, type Question, type Translate, type StudyData } from "./data.ts";
import {
  randomQuestion,
  filterQuestions,
  dueCards,
  nextDue,
  nextUnknown,
  readFilter,
  countStages,
  writeFilter,
  type DeckFilter,
} from "./deck.ts";
import { duration } from "./duration.ts";
import { filterBar } from "./filter-bar.ts";
import { gradeButtons } from "./grades.ts";
import { actionOf } from "./keys.ts";
import { progress } from "./progress.ts";
import { GRADES, type CardRecord, type GradeName, type Review } from "./records.ts";
import { reviewCard, intervalsAfter, stageOf } from "./schedule.ts";
import { titleOf } from "./follow.ts";
import { savingView } from "./saving.ts";
import { Store } from "./store.ts";

/** Version of the search bundles. */
declare const SEARCH: string;

/** Most results of a search to study; each must be fetched from a chunked index. */
const MAX_RESULTS = 200;
/** Number of cards to fetch in advance. */
const MAX_PREFETCHED = 20;
/** Longest delay of a timer (a signed 32-bit number of milliseconds). */
const MAX_TIMER = 2 ** 31 - 1;

interface StudyContext {
  readonly root: HTMLElement;
  readonly site: Site;
  readonly t: Translate;
  readonly data: StudyData;
  readonly store: Store;
}

interface HistoryEntry {
  readonly question: Question;
  readonly before: CardRecord | undefined;
  readonly review: Review;
}

class Study {
  readonly #questions: readonly Question[];
  readonly #byId: ReadonlyMap<string, Question>;
  readonly #card = element("div", { class: "kb-card", tabindex: "-1" });
  readonly #status = element("p", { class: "kb-study__counts", role: "status" });
  readonly #progressView = element("div", { class: "kb-study__reached" });
  readonly #message = element("p", { class: "kb-study__message", role: "status" });
  #filter: DeckFilter;
  #searchResults: ReadonlySet<string> | undefined;
  #current: Question | undefined;
  /** True if the reader chose this card, whether due or not. */
  #isChosen = false;
  #shown = false;
  #history: HistoryEntry[] = [];
  #client: Client | undefined;
  #timer = 0;

  constructor(private readonly context: StudyContext) {
    this.#questions = questionsOf(context.data);
    this.#byId = new Map(this.#questions.map((question) => [question.id, question]));
    this.#filter = readFilter(location.search);
  }

  async start(): Promise<void> {
    const { root, store, data, t } = this.context;
    await store.follow(data.moved, this.#titles);
    root.replaceChildren(
      filterBar(
        this.#questions,
        data,
        t,
        () => this.#filter,
        (changed) => void this.#changeFilter(changed),
      ),
      this.#status,
      this.#card,
      this.#tools(),
      this.#progressView,
      savingView(data.title, t, store, this.#message, (how) => this.#progressChanged(how)),
    );
    root.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("keydown", this.#pageKey);
    document.addEventListener("visibilitychange", this.#onVisibilityChange);
    if (this.#filter.query) await this.#search(this.#filter.query);
    const parameters = new URLSearchParams(location.search);
    const requested = this.#byId.get(parameters.get("question") ?? "");
    const after = parameters.get("after");
    if (requested) await this.#showChosen(requested);
    else if (after !== null) await this.#showChosen(nextUnknown(this.#selected, store.cards, after));
    else if (parameters.has("random")) await this.#showChosen(randomQuestion(this.#selected, "", Math.random()));
    else await this.#next();
    root.dataset["state"] = "ready";
    if (navigator.serviceWorker?.controller) void this.#prefetch();
  }

  /** Fetches the next cards one by one, so that the service worker has them cached when the network is gone. */
  async #prefetch(): Promise<void> {
    for (const { id } of dueCards(this.#selected, this.context.store.cards, Date.now()).slice(0, MAX_PREFETCHED))
      await cardText(this.context.site, id).catch(() => undefined);
  }

  get #titles(): ReadonlyMap<string, string> {
    return new Map(this.#questions.map(({ id, label }) => [id, titleOf(label)]));
  }

  get #selected(): readonly Question[] {
    return filterQuestions(this.#questions, this.#filter, this.context.store.bookmarks, this.#searchResults);
  }

  // --- filters ----------------------------------------------------------------------------------------------------

  async #changeFilter(changed: Partial<DeckFilter>): Promise<void> {
    if (changed.query !== undefined) await this.#search(changed.query);
    this.#filter = { ...this.#filter, ...changed };
    const parameters = writeFilter(this.#filter);
    history.replaceState(history.state, "", `${location.pathname}${parameters ? `?${parameters}` : ""}`);
    await this.#next();
  }

  async #search(query: string): Promise<void> {
    if (!query) {
      this.#searchResults = undefined;
      return;
    }
    this.#client ??= new Client(this.context.site);
    const client = this.#client;
    this.#searchResults = await new Promise<ReadonlySet<string>>((resolve) => {
      client.onAnswer(
        (_, answer) => resolve(new Set(answer.results.map(({ id }) => id))),
        () => resolve(new Set()),
      );
      client.ask({ ...EMPTY, query }, MAX_RESULTS);
    });
  }

  // --- the card ---------------------------------------------------------------------------------------------------

  /** Shows the first due card and updates the counts; `except` comes last. */
  async #next(except = ""): Promise<void> {
    const waiting = this.#count();
    const next = waiting.find(({ id }) => id !== except) ?? waiting[0];
    this.#isChosen = false;
    if (next) await this.#show(next);
    else this.#done();
  }

  async #showChosen(question: Question | undefined): Promise<void> {
    this.#count();
    this.#isChosen = true;
    if (question) await this.#show(question);
    else this.#done();
  }

  #count(): readonly Question[] {
    const { root, t, store, site } = this.context;
    const now = Date.now(),
      selected = this.#selected,
      waiting = dueCards(selected, store.cards, now);
    const counts = countStages(waiting, store.cards);
    root.dataset["due"] = String(waiting.length);
    this.#status.replaceChildren(element("strong", {}, t("due", { n: waiting.length })), ` ${t("counts", { ...counts })}`);
    this.#progressView.replaceChildren(...progress(this.context.data, this.#questions, store, t, site.language));
    clearTimeout(this.#timer);
    const next = nextDue(selected, store.cards, now);
    if (next) this.#timer = window.setTimeout(() => this.#refreshDue(), Math.min(next.at - now + 500, MAX_TIMER));
    return waiting;
  }

  /** Updates the counts when a card becomes due while the page is open. */
  #refreshDue(): void {
    if (!this.context.root.isConnected) return;
    if (this.#current) this.#count();
    else void this.#next();
  }

  readonly #onVisibilityChange = (): void => {
    if (!this.context.root.isConnected) document.removeEventListener("visibilitychange", this.#onVisibilityChange);
    else if (document.visibilityState === "visible") this.#refreshDue();
  };

  async #show(question: Question): Promise<void> {
    const { site, t, data, store } = this.context;
    this.#current = question;
    this.#shown = false;
    this.#card.dataset["question"] = question.id;
    this.#card.setAttribute("aria-busy", "true");
    const text = fromDisk() ? undefined : await cardText(site, question.id).catch(() => null);
    if (this.#current !== question) return;
    this.#card.removeAttribute("aria-busy");
    const topics = data.topics.filter(([id]) => question.topics.includes(id)).map(([, name]) => name);
    const stage = stageOf(store.cards.get(question.id));
    const head = element(
      "div",
      { class: "kb-card__head" },
      element("p", { class: "kb-card__topics" }, element("span", { class: `kb-stage kb-stage--${stage}` }, t(stage)), topics.join(" · ")),
      bookmarkAndNote(question, store, t),
    );
    const title = element("h2", { class: "kb-card__title" }, element("a", { href: questionUrl(site, question.id) }, question.label));
    if (text === null) {
      this.#card.replaceChildren(
        head,
        title,
        element("p", {}, t("failed")),
        this.#button("retry", () => void this.#show(question)),
      );
      return;
    }
    this.#card.replaceChildren(head, title, ...(text?.prompt ? [text.prompt] : []), ...this.#revealArea(question, text));
    const following = dueCards(this.#selected, store.cards, Date.now()).find(({ id }) => id !== question.id);
    if (following && !fromDisk()) prefetch(site, following.id);
  }

  /** The button that reveals the answer, the answer, and the grades. */
  #revealArea(question: Question, text: CardText | undefined): HTMLElement[] {
    const { t, store, site } = this.context;
    const answer = element("div", { class: "kb-card__answer", "data-kb-answer": "", hidden: "", tabindex: "-1" });
    const reveal = element(
      "button",
      { type: "button", class: "kb-button kb-button--main", "data-kb": "reveal" },
      t("reveal"),
      " ",
      element("kbd", { "aria-hidden": "true" }, t("space")),
    );
    const intervals = intervalsAfter(store.cards.get(question.id), Date.now());
    const grades = gradeButtons(intervals, site.language, t, (name) => void this.#grade(name));
    const turn = (): void => {
      if (this.#shown) return;
      this.#shown = true;
      reveal.hidden = true;
      answer.hidden = false;
      grades.group.hidden = false;
      answer.focus({ preventScroll: true });
    };
    reveal.addEventListener("click", turn);
    const found =
      text &&
      choicesIn(
        text.prompt,
        text.sections.map((section) => section.text),
      );
    const words = { choose: t("choose_answer"), check: t("check"), right: t("right"), wrong: t("wrong") };
    const choices =
      found &&
      quiz(found, words, (right) => {
        turn();
        grades.suggest(right);
      });
    if (found?.list && text?.prompt?.contains(found.list)) found.list.hidden = true;
    answer.append(...(text ? sectionElements(text) : [embeddedPage(site, question)]));
    return [...(choices ? [choices] : []), reveal, answer, grades.group];
  }

  async #grade(grade: GradeName): Promise<void> {
    const question = this.#current;
    if (!question || !this.#shown) return;
    const { store, t } = this.context;
    this.#shown = false;
    const now = Date.now(),
      before = store.cards.get(question.id);
    const review = { id: question.id, time: now, grade: GRADES.indexOf(grade) + 1 };
    const picked = this.#isChosen;
    this.#history.push({ question, before, review });
    this.#message.textContent = "";
    await store.grade({ ...reviewCard(question.id, before, grade, now), title: titleOf(question.label) }, review).catch(() => {
      this.#message.textContent = t("unkept");
    });
    if (picked && this.#filter.query === "" && new URLSearchParams(location.search).has("question"))
      history.replaceState(history.state, "", location.pathname);
    await this.#next(question.id);
    this.#card.focus({ preventScroll: true });
    const top = this.context.root.getBoundingClientRect().top;
    if (top < 0) this.context.root.scrollIntoView();
  }

  async #undo(): Promise<void> {
    const last = this.#history.pop();
    if (!last) return;
    await this.context.store.undo(last.before, last.review);
    await this.#showChosen(last.question);
  }

  #done(): void {
    const { t, store, site } = this.context;
    this.#current = undefined;
    delete this.#card.dataset["question"];
    const selected = this.#selected,
      now = Date.now(),
      next = nextDue(selected, store.cards, now);
    if (!selected.length) {
      const lines = [
        element("p", { class: "kb-card__done" }, t("nothing")),
        element("p", {}, t(this.#filter.bookmarked ? "nothing_marked" : "nothing_advice")),
      ];
      this.#card.replaceChildren(...lines);
      return;
    }
    this.#card.replaceChildren(
      element("p", { class: "kb-card__done" }, t("done")),
      ...(next
        ? [
            element("p", {}, t("next_due", { time: duration(next.at - now, site.language) })),
            this.#button("ahead", () => void this.#showChosen(next.question)),
          ]
        : []),
    );
  }

  #button(key: string, action: () => void, attributes: Readonly<Record<string, string>> = {}): HTMLButtonElement {
    return actionButton(this.context.t(key), action, { class: "kb-button", ...attributes });
  }

  // --- below the card -----------------------------------------------------------------------------------------------

  #tools(): HTMLElement {
    return element(
      "div",
      { class: "kb-study__tools" },
      this.#button("skip", () => void this.#next(this.#current?.id), { "data-kb": "skip" }),
      this.#button("unknown", () => void this.#showChosen(nextUnknown(this.#selected, this.context.store.cards, this.#current?.id ?? "")), {
        "data-kb": "unknown",
      }),
      this.#button("random", () => void this.#showChosen(randomQuestion(this.#selected, this.#current?.id ?? "", Math.random())), {
        "data-kb": "random",
      }),
      this.#button("undo", () => void this.#undo(), { "data-kb": "undo" }),
    );
  }

  // --- saved progress -------------------------------------------------------------------------------------------------

  async #progressChanged(how: "imported" | "cleared"): Promise<void> {
    if (how === "cleared") this.#history = [];
    else await this.context.store.follow(this.context.data.moved, this.#titles);
    await this.#next();
  }

  // --- keys ---------------------------------------------------------------------------------------------------------

  readonly #pageKey = (event: KeyboardEvent): void => {
    if (!this.context.root.isConnected) document.removeEventListener("keydown", this.#pageKey);
    else if (!this.context.root.contains(event.target as Node)) this.#key(event);
  };

  #key(event: KeyboardEvent): void {
    const action = actionOf(event, this.#shown);
    if (!action) return;
    if (action === "reveal") this.#card.querySelector<HTMLButtonElement>("[data-kb=reveal]")?.click();
    else if (action === "undo") void this.#undo();
    else void this.#grade(action);
    event.preventDefault();
  }
}

async function load(root: HTMLElement): Promise<StudyData> {
  const loaded = new Promise<StudyData>((resolve) => {
    globalThis.kbStudyData = resolve;
  });
  await loadScript(new URL(root.dataset["cards"]!, location.href).href);
  return loaded;
}

async function main(root: HTMLElement): Promise<void> {
  const site = { root: root.dataset["root"]!, version: SEARCH, language: root.dataset["language"] ?? "zh" };
  const [data, store] = await Promise.all([load(root), Store.open(site.root)]);
  await new Study({ root, site, data, store, t: translator(data.strings, site.language) }).start();
}

const root = document.getElementById("kb-study");
if (root && root.dataset["state"] === "loading") {
  root.dataset["state"] = "starting";
  main(root).catch(() => {
    root.dataset["state"] = "failed";
  });
}
