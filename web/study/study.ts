/** The study page: a card at a time from those that are due, and what a reader has reached. Its root is `#kb-study`. */

import { Client } from "../ui/client.ts";
import { element } from "../ui/dom.ts";
import { fromDisk, loadScript, type Site } from "../state/site.ts";
import { EMPTY } from "../state/url-state.ts";
import { cardText, prefetch, questionUrl, type CardText } from "./card.ts";
import { optionsIn, quiz } from "./choices.ts";
import { questionsOf, speaker, type Question, type Say, type StudyData } from "./data.ts";
import { anyOf, chosen, daily, due, nextDue, nextUnknown, readChoice, tally, writeChoice, type Choice } from "./deck.ts";
import { bar, legend, plot } from "./progress.ts";
import { GRADES, type CardRecord, type GradeName, type Review } from "./records.ts";
import { graded, restsAfter, stageOf } from "./schedule.ts";
import { titleOf } from "./follow.ts";
import { parseProgress, Store } from "./store.ts";

/** Version of the search's bundles. */
declare const SEARCH: string;

const WEEKS = 8;
/** The best results of a search that are studied; an index in pieces has to fetch each of them. */
const MOST_FOUND = 200;
/** How many of the next cards are read before they are asked for. */
const MOST_AHEAD = 20;
/** Timers do not run longer than this (a signed 32-bit number of milliseconds). */
const LONGEST_TIMER = 2 ** 31 - 1;
const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

interface Page {
  readonly root: HTMLElement;
  readonly site: Site;
  readonly say: Say;
  readonly data: StudyData;
  readonly store: Store;
}

interface Graded {
  readonly question: Question;
  readonly before: CardRecord | undefined;
  readonly review: Review;
}

class Study {
  readonly #questions: readonly Question[];
  readonly #byId: ReadonlyMap<string, Question>;
  readonly #card = element("div", { class: "kb-card", tabindex: "-1" });
  readonly #status = element("p", { class: "kb-study__counts", role: "status" });
  readonly #reached = element("div", { class: "kb-study__reached" });
  readonly #message = element("p", { class: "kb-study__message", role: "status" });
  #choice: Choice;
  #found: ReadonlySet<string> | undefined;
  #current: Question | undefined;
  /** Whether the reader asked for this card, due or not. */
  #picked = false;
  #shown = false;
  #history: Graded[] = [];
  #client: Client | undefined;
  #timer = 0;

  constructor(private readonly page: Page) {
    this.#questions = questionsOf(page.data);
    this.#byId = new Map(this.#questions.map((question) => [question.id, question]));
    this.#choice = readChoice(location.search);
  }

  async start(): Promise<void> {
    const { root, store, data } = this.page;
    await store.follow(data.moved, this.#titles);
    root.replaceChildren(this.#filters(), this.#status, this.#card, this.#tools(), this.#reached, this.#saving());
    root.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("keydown", this.#pageKey);
    document.addEventListener("visibilitychange", this.#visible);
    if (this.#choice.query) await this.#search(this.#choice.query);
    const parameters = new URLSearchParams(location.search);
    const wished = this.#byId.get(parameters.get("question") ?? "");
    const after = parameters.get("after");
    if (wished) await this.#pick(wished);
    else if (after !== null) await this.#pick(nextUnknown(this.#selected, store.cards, after));
    else if (parameters.has("random")) await this.#pick(anyOf(this.#selected, "", Math.random()));
    else await this.#next();
    root.dataset["state"] = "ready";
    if (navigator.serviceWorker?.controller) void this.#readAhead();
  }

  /** Reads the cards that come next, one after the other, so that the service worker has them when the network is gone. */
  async #readAhead(): Promise<void> {
    for (const { id } of due(this.#selected, this.page.store.cards, Date.now()).slice(0, MOST_AHEAD)) await cardText(this.page.site, id).catch(() => undefined);
  }

  get #titles(): ReadonlyMap<string, string> {
    return new Map(this.#questions.map(({ id, label }) => [id, titleOf(label)]));
  }

  get #selected(): readonly Question[] {
    return chosen(this.#questions, this.#choice, this.page.store.bookmarks, this.#found);
  }

  // --- choosing ---------------------------------------------------------------------------------------------------

  #filters(): HTMLElement {
    const { data, say } = this.page;
    const levels = [...new Set(this.#questions.map(({ difficulty }) => difficulty))].filter(Boolean).map((level) => [level, level] as const);
    const select = (key: "topic" | "part" | "difficulty", label: string, all: string, rows: readonly (readonly [string, string])[]): HTMLElement | undefined => {
      if (rows.length < 2) return undefined;
      const field = element("select", { "aria-label": label, name: key }, element("option", { value: "" }, all),
        ...rows.map(([id, name]) => element("option", { value: id, ...(this.#choice[key] === id && { selected: "" }) }, name)));
      field.addEventListener("change", () => void this.#choose({ ...this.#choice, [key]: field.value }));
      return field;
    };
    const marked = element("button", { type: "button", class: "kb-button", "aria-pressed": String(this.#choice.bookmarked) }, say("only_bookmarks"));
    marked.addEventListener("click", () => {
      marked.setAttribute("aria-pressed", String(!this.#choice.bookmarked));
      void this.#choose({ ...this.#choice, bookmarked: !this.#choice.bookmarked });
    });
    const field = element("input", { type: "search", name: "q", value: this.#choice.query, placeholder: say("search_hint"), "aria-label": say("search_hint"), enterkeyhint: "search", autocomplete: "off" });
    const form = element("form", { class: "kb-study__search" }, field);
    const search = (): void => {
      if (field.value.trim() !== this.#choice.query) void this.#search(field.value.trim()).then(() => this.#choose({ ...this.#choice, query: field.value.trim() }));
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      search();
    });
    field.addEventListener("change", search);
    return element("div", { class: "kb-study__filters", role: "group", "aria-label": say("choose") },
      select("topic", say("topic"), say("all_topics"), data.topics), select("part", say("part"), say("all_parts"), data.parts),
      select("difficulty", say("difficulty"), say("all_difficulties"), levels), marked, form);
  }

  async #choose(choice: Choice): Promise<void> {
    this.#choice = choice;
    const parameters = writeChoice(choice);
    history.replaceState(history.state, "", `${location.pathname}${parameters ? `?${parameters}` : ""}`);
    await this.#next();
  }

  async #search(query: string): Promise<void> {
    if (!query) {
      this.#found = undefined;
      return;
    }
    this.#client ??= new Client(this.page.site);
    const client = this.#client;
    this.#found = await new Promise<ReadonlySet<string>>((resolve) => {
      client.listen((_, answer) => resolve(new Set(answer.results.map(({ id }) => id))), () => resolve(new Set()));
      client.ask({ ...EMPTY, query }, MOST_FOUND);
    });
  }

  // --- the card ---------------------------------------------------------------------------------------------------

  /** Counts what is due, and shows the first of it; `except` comes last. */
  async #next(except = ""): Promise<void> {
    const waiting = this.#count();
    const next = waiting.find(({ id }) => id !== except) ?? waiting[0];
    this.#picked = false;
    if (next) await this.#show(next);
    else this.#done();
  }

  async #pick(question: Question | undefined): Promise<void> {
    this.#count();
    this.#picked = true;
    if (question) await this.#show(question);
    else this.#done();
  }

  #count(): readonly Question[] {
    const { root, say, store } = this.page;
    const now = Date.now(), selected = this.#selected, waiting = due(selected, store.cards, now);
    const counts = tally(waiting, store.cards);
    root.dataset["due"] = String(waiting.length);
    this.#status.replaceChildren(element("strong", {}, say("due", { n: waiting.length })), ` ${say("counts", { ...counts })}`);
    this.#progress();
    clearTimeout(this.#timer);
    const next = nextDue(selected, store.cards, now);
    if (next) this.#timer = window.setTimeout(() => this.#ripen(), Math.min(next.at - now + 500, LONGEST_TIMER));
    return waiting;
  }

  /** A card has become due while the page was open. */
  #ripen(): void {
    if (!this.page.root.isConnected) return;
    if (this.#current) this.#count();
    else void this.#next();
  }

  readonly #visible = (): void => {
    if (!this.page.root.isConnected) document.removeEventListener("visibilitychange", this.#visible);
    else if (document.visibilityState === "visible") this.#ripen();
  };

  async #show(question: Question): Promise<void> {
    const { site, say, data } = this.page;
    this.#current = question;
    this.#shown = false;
    this.#card.dataset["question"] = question.id;
    this.#card.setAttribute("aria-busy", "true");
    const text = fromDisk() ? undefined : await cardText(site, question.id).catch(() => null);
    if (this.#current !== question) return;
    this.#card.removeAttribute("aria-busy");
    const topics = data.topics.filter(([id]) => question.topics.includes(id)).map(([, name]) => name);
    const stage = stageOf(this.page.store.cards.get(question.id));
    const head = element("div", { class: "kb-card__head" },
      element("p", { class: "kb-card__topics" }, element("span", { class: `kb-stage kb-stage--${stage}` }, say(stage)), topics.join(" · ")), this.#marking(question));
    const title = element("h2", { class: "kb-card__title" }, element("a", { href: questionUrl(site, question.id) }, question.label));
    if (text === null) {
      this.#card.replaceChildren(head, title, element("p", {}, say("failed")), this.#button("retry", () => void this.#show(question)));
      return;
    }
    this.#card.replaceChildren(head, title, ...(text?.prompt ? [text.prompt] : []), ...this.#turning(question, text));
    const following = due(this.#selected, this.page.store.cards, Date.now()).find(({ id }) => id !== question.id);
    if (following && !fromDisk()) prefetch(site, following.id);
  }

  /** What turns the card over, and its other side. */
  #turning(question: Question, text: CardText | undefined): HTMLElement[] {
    const { say, store } = this.page;
    const answer = element("div", { class: "kb-card__answer", "data-kb-answer": "", hidden: "", tabindex: "-1" });
    const grades = element("div", { class: "kb-grades", role: "group", "aria-label": say("grade") });
    const reveal = element("button", { type: "button", class: "kb-button kb-button--main", "data-kb": "reveal" }, say("reveal"), " ", element("kbd", { "aria-hidden": "true" }, say("space")));
    const rests = restsAfter(store.cards.get(question.id), Date.now());
    const buttons = GRADES.map((grade, index) => {
      const button = element("button", { type: "button", class: `kb-grade kb-grade--${grade}`, "data-kb-grade": grade },
        element("span", {}, say(grade)), element("small", {}, this.#duration(rests[index]!)), element("kbd", { "aria-hidden": "true" }, String(index + 1)));
      button.addEventListener("click", () => void this.#grade(grade));
      return button;
    });
    grades.append(...buttons);
    grades.hidden = true;
    const turn = (): void => {
      if (this.#shown) return;
      this.#shown = true;
      reveal.hidden = true;
      answer.hidden = false;
      grades.hidden = false;
      answer.focus({ preventScroll: true });
    };
    reveal.addEventListener("click", turn);
    const options = text && [text.prompt, ...text.sections.map((section) => section.text)].flatMap((one) => (one ? [optionsIn(one)] : [])).find(Boolean);
    const words = { choose: say("choose_answer"), check: say("check"), right: say("right"), wrong: say("wrong") };
    const choices = options && quiz(options, words, (right) => {
      turn();
      buttons[GRADES.indexOf(right ? "good" : "again")]!.classList.add("kb-grade--suggested");
    });
    // The options of a prompt stand below it as buttons; the list itself, ticks and all, would give the answer away.
    if (options && text.prompt?.contains(options[0]!.item)) options[0]!.item.parentElement!.hidden = true;
    answer.append(...(text ? sections(text) : [this.#framed(question)]));
    return [...(choices ? [choices] : []), reveal, answer, grades];
  }

  /** Opened from a disk, a page may not read another one, but it can show it. */
  #framed(question: Question): HTMLElement {
    return element("iframe", { class: "kb-card__frame", src: `${questionUrl(this.page.site, question.id)}#answer`, title: question.label, loading: "lazy" });
  }

  async #grade(grade: GradeName): Promise<void> {
    const question = this.#current;
    if (!question || !this.#shown) return;
    const { store, say } = this.page;
    this.#shown = false;
    const now = Date.now(), before = store.cards.get(question.id);
    const review = { id: question.id, time: now, grade: GRADES.indexOf(grade) + 1 };
    const picked = this.#picked;
    this.#history.push({ question, before, review });
    this.#message.textContent = "";
    await store.grade({ ...graded(question.id, before, grade, now), title: titleOf(question.label) }, review).catch(() => { this.#message.textContent = say("unkept"); });
    if (picked && this.#choice.query === "" && new URLSearchParams(location.search).has("question")) history.replaceState(history.state, "", location.pathname);
    await this.#next(question.id);
    this.#card.focus({ preventScroll: true });
    const top = this.page.root.getBoundingClientRect().top;
    if (top < 0) this.page.root.scrollIntoView();
  }

  async #undo(): Promise<void> {
    const last = this.#history.pop();
    if (!last) return;
    await this.page.store.undo(last.before, last.review);
    await this.#pick(last.question);
  }

  #done(): void {
    const { say, store } = this.page;
    this.#current = undefined;
    delete this.#card.dataset["question"];
    const selected = this.#selected, now = Date.now(), next = nextDue(selected, store.cards, now);
    if (!selected.length) {
      const lines = [element("p", { class: "kb-card__done" }, say("nothing")), element("p", {}, say(this.#choice.bookmarked ? "nothing_marked" : "nothing_advice"))];
      this.#card.replaceChildren(...lines);
      return;
    }
    this.#card.replaceChildren(
      element("p", { class: "kb-card__done" }, say("done")),
      ...(next ? [element("p", {}, say("next_due", { time: this.#duration(next.at - now) })), this.#button("ahead", () => void this.#pick(next.question))] : []));
  }

  #duration(milliseconds: number): string {
    const [value, unit] = milliseconds < HOUR ? [Math.max(1, Math.round(milliseconds / MINUTE)), "minute"]
      : milliseconds < DAY ? [Math.round(milliseconds / HOUR), "hour"]
      : milliseconds < 60 * DAY ? [Math.round(milliseconds / DAY), "day"]
      : milliseconds < 700 * DAY ? [Math.round(milliseconds / (30.44 * DAY)), "month"] : [Math.round(milliseconds / (36.525 * DAY)) / 10, "year"];
    return new Intl.NumberFormat(this.page.site.language, { style: "unit", unit, unitDisplay: "short" }).format(value as number);
  }

  #button(key: string, action: () => void, attributes: Readonly<Record<string, string>> = {}): HTMLButtonElement {
    const button = element("button", { type: "button", class: "kb-button", ...attributes }, this.page.say(key));
    button.addEventListener("click", action);
    return button;
  }

  // --- bookmarks and notes ------------------------------------------------------------------------------------------

  #marking(question: Question): HTMLElement {
    const { say, store } = this.page;
    const mark = store.markOf(question.id);
    const note = element("textarea", { class: "kb-note", rows: "3", "aria-label": say("note"), placeholder: say("note_hint") });
    note.value = mark.note;
    note.hidden = !mark.note;
    note.addEventListener("change", () => void store.mark(question.id, titleOf(question.label), { note: note.value }));
    const bookmark = this.#button("bookmark", () => {
      const on = bookmark.getAttribute("aria-pressed") !== "true";
      bookmark.setAttribute("aria-pressed", String(on));
      void store.mark(question.id, titleOf(question.label), { bookmark: on });
    }, { "data-kb": "bookmark", "aria-pressed": String(mark.bookmark) });
    const write = this.#button("note", () => {
      note.hidden = false;
      note.focus();
    }, { "data-kb": "note" });
    return element("div", { class: "kb-card__marks" }, bookmark, write, note);
  }

  // --- below the card -----------------------------------------------------------------------------------------------

  #tools(): HTMLElement {
    return element("div", { class: "kb-study__tools" },
      this.#button("skip", () => void this.#next(this.#current?.id), { "data-kb": "skip" }),
      this.#button("unknown", () => void this.#pick(nextUnknown(this.#selected, this.page.store.cards, this.#current?.id ?? "")), { "data-kb": "unknown" }),
      this.#button("random", () => void this.#pick(anyOf(this.#selected, this.#current?.id ?? "", Math.random())), { "data-kb": "random" }),
      this.#button("undo", () => void this.#undo(), { "data-kb": "undo" }));
  }

  #progress(): void {
    const { data, say, site, store } = this.page;
    const rows = data.topics.map(([id, name]) => [name, this.#questions.filter(({ topics }) => topics.includes(id))] as const).filter(([, questions]) => questions.length);
    const bars = rows.length > 1 ? rows : [];
    this.#reached.replaceChildren(
      element("h2", {}, say("progress")), legend(say),
      element("ul", { class: "kb-bars" }, bar(say("all"), tally(this.#questions, store.cards), say), ...bars.map(([name, questions]) => bar(name, tally(questions, store.cards), say))),
      element("h2", {}, say("weeks", { n: WEEKS })), plot(daily(store.reviews, WEEKS * 7, Date.now()), site.language, say));
  }

  // --- saving -------------------------------------------------------------------------------------------------------

  #saving(): HTMLElement {
    const { say, store, data } = this.page;
    const file = element("input", { type: "file", accept: "application/json,.json", hidden: "", "aria-label": say("import") });
    file.addEventListener("change", () => void this.#import(file));
    const clear = element("details", { class: "kb-study__clear" }, element("summary", {}, say("clear")), element("p", {}, say("clear_warning")),
      this.#button("clear_now", () => void store.clear().then(() => {
        this.#history = [];
        this.#message.textContent = say("cleared");
        return this.#next();
      }), { "data-kb": "clear" }));
    return element("div", { class: "kb-study__saving" }, element("h2", {}, say("saving")), element("p", {}, say(store.kept ? "kept" : "unkept")),
      element("p", { class: "kb-study__buttons" },
        this.#button("export", () => save(`${data.title} ${new Date().toISOString().slice(0, 10)}.json`, JSON.stringify(store.export(data.title))), { "data-kb": "export" }),
        this.#button("import", () => file.click(), { "data-kb": "import" }), file),
      this.#message, clear, element("p", { class: "kb-study__keys" }, say("keys")));
  }

  async #import(field: HTMLInputElement): Promise<void> {
    const { say, store, data } = this.page;
    const progress = parseProgress((await field.files?.[0]?.text()) ?? "");
    field.value = "";
    if (!progress) {
      this.#message.textContent = say("import_failed");
      return;
    }
    await store.import(progress);
    await store.follow(data.moved, this.#titles);
    await this.#next();
    this.#message.textContent = say("imported", { n: progress.cards.length, reviews: progress.reviews.length });
  }

  // --- keys ---------------------------------------------------------------------------------------------------------

  readonly #pageKey = (event: KeyboardEvent): void => {
    if (!this.page.root.isConnected) document.removeEventListener("keydown", this.#pageKey);
    else if (!this.page.root.contains(event.target as Node)) this.#key(event);
  };

  #key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (target.matches?.("input, textarea, select, [contenteditable]")) return;
    const grade = GRADES[Number(event.key) - 1];
    const onButton = target.matches?.("button, a, summary");
    if (event.key === " " && !onButton) {
      if (this.#shown) void this.#grade("good");
      else this.#card.querySelector<HTMLButtonElement>("[data-kb=reveal]")?.click();
    } else if (grade && event.key.length === 1 && this.#shown) void this.#grade(grade);
    else if (event.key === "u") void this.#undo();
    else return;
    event.preventDefault();
  }
}

/** The answer, then what goes beyond it, closed: one after the other is how one learns. */
function sections(text: CardText): HTMLElement[] {
  return text.sections.map(({ kind, heading, text: words }, index) => {
    if (index === 0) return element("section", { "data-section": kind }, element("h3", {}, heading), words);
    return element("details", { class: "kb-card__more", "data-section": kind }, element("summary", {}, heading), words);
  });
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  element("a", { href: address, download: name.replace(/[\\/:*?"<>|]/g, "_") }).click();
  setTimeout(() => URL.revokeObjectURL(address), MINUTE);
}

async function load(root: HTMLElement): Promise<StudyData> {
  const loaded = new Promise<StudyData>((resolve) => { globalThis.kbStudyData = resolve; });
  await loadScript(new URL(root.dataset["cards"]!, location.href).href);
  return loaded;
}

async function main(root: HTMLElement): Promise<void> {
  const site = { root: root.dataset["root"]!, version: SEARCH, language: root.dataset["language"] ?? "zh" };
  const [data, store] = await Promise.all([load(root), Store.open(site.root)]);
  await new Study({ root, site, data, store, say: speaker(data.strings, site.language) }).start();
}

const root = document.getElementById("kb-study");
if (root && root.dataset["state"] === "loading") {
  root.dataset["state"] = "starting";
  main(root).catch(() => { root.dataset["state"] = "failed"; });
}
