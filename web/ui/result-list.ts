/** The result list: a listbox whose options are links, one of which may be active. The items are mere containers: an option must not
 * contain a link, but a link may be an option. */

import { element, markedNodes } from "./dom.ts";
import { GENERAL } from "../data/schema.ts";
import type { Answer, Result } from "../results/search.ts";
import type { PageResult } from "../results/page-hits.ts";
import type { Ready } from "../worker/messages.ts";
import { translate } from "../state/i18n.ts";
import { pageUrl, type Site } from "../state/site.ts";

export class ResultList {
  readonly node: HTMLElement;
  readonly more: HTMLButtonElement;
  #questions: readonly string[] = [];
  #query = "";
  #active = -1;

  constructor(
    private readonly site: Site,
    private readonly domains: Ready["domains"],
    private readonly input: HTMLInputElement,
    private readonly pageSize: number,
    more: (size: number) => void,
  ) {
    this.node = element("ul", {
      id: "kb-results",
      class: "kb-search__results",
      role: "listbox",
      "aria-label": translate("search.results"),
    });
    this.more = element("button", { type: "button", class: "kb-search__more", hidden: "" });
    this.more.addEventListener("click", () => more(this.#questions.length + pageSize));
    this.node.addEventListener("pointermove", (event) => {
      const item = (event.target as Element).closest("li");
      if (item && event.movementX + event.movementY) this.#activate(this.#options.indexOf(item), false);
    });
  }

  /** Shows an answer. If it only extends the list, existing items are kept. `grouped` groups the results by part of the base, the part
   * of the best result first. */
  show(answer: Answer, grouped = false): void {
    const questions = answer.results.map(({ id }) => id);
    const { length } = this.#questions;
    const more =
      !grouped &&
      length > 0 &&
      questions.length > length &&
      this.#questions.every((id, index) => questions[index] === id) &&
      this.#query === answer.query;
    if (!more) {
      this.#activate(-1);
      this.node.replaceChildren(...answer.pages.map((page, index) => this.#page(page, index)));
    }
    const next = answer.results.slice(more ? length : 0);
    const first = questions.length - next.length;
    if (grouped) this.node.append(...this.#groups(next));
    else
      for (const [index, result] of next.entries()) {
        const before = answer.results[first + index - 1];
        if (result.match !== "full" && (before?.match ?? "full") === "full") this.node.append(this.#divider());
        this.node.append(this.#item(result, first + index));
      }
    [this.#questions, this.#query] = [questions, answer.query];
    const rest = answer.total - questions.length;
    this.more.hidden = rest <= 0;
    this.more.textContent = translate("search.more", { n: Math.min(rest, this.pageSize) });
    this.input.setAttribute("aria-expanded", String(questions.length + answer.pages.length > 0));
  }

  /** Moves the active option down or up; before the first and after the last, none is active. */
  move(step: 1 | -1): void {
    const size = this.#options.length + 1;
    this.#activate(((this.#active + 1 + step + size) % size) - 1);
  }

  get active(): HTMLAnchorElement | undefined {
    return this.#link(this.#active);
  }

  /** The best question, or the best page if there is none: the result that Enter opens if none is active. */
  get first(): HTMLAnchorElement | undefined {
    return this.node.querySelector<HTMLAnchorElement>("[data-question] a") ?? this.#link(0);
  }

  get #options(): Element[] {
    return [...this.node.querySelectorAll(":scope > li:has(> [role=option])")];
  }

  #link(index: number): HTMLAnchorElement | undefined {
    return this.#options[index]?.querySelector("a") ?? undefined;
  }

  #activate(index: number, scroll = true): void {
    this.#link(this.#active)?.setAttribute("aria-selected", "false");
    this.#active = index;
    const item = this.#link(index);
    item?.setAttribute("aria-selected", "true");
    if (item) this.input.setAttribute("aria-activedescendant", item.id);
    else this.input.removeAttribute("aria-activedescendant");
    if (scroll) item?.scrollIntoView({ block: "nearest" });
  }

  /** A concept or domain named by the query, or a hand-written page. */
  #page({ kind, id, name, url, excerpt = [] }: PageResult, index: number): HTMLLIElement {
    const label = element("span", { class: "kb-search__chip" }, translate(kind === "page" ? "search.page_hit" : `search.${kind}`));
    const link = element(
      "a",
      { id: `kb-page-${index}`, role: "option", "aria-selected": "false", href: pageUrl(this.site, url), tabindex: "-1" },
      label,
      element("span", { class: "kb-search__title" }, name),
      element("span", { class: "kb-search__excerpt" }, ...markedNodes(excerpt)),
    );
    return element(
      "li",
      {
        role: "presentation",
        class: "kb-search__named",
        [kind === "concept" ? "data-concept" : "data-page"]: kind === "concept" ? id : url,
      },
      link,
    );
  }

  /** The results of each part under its name. */
  #groups(results: readonly Result[]): HTMLLIElement[] {
    const parts = new Map<number, HTMLLIElement[]>();
    results.forEach((result, index) => {
      const part = result.domains.find((domain) => this.domains[domain]!.kind === "part") ?? -1;
      const items = parts.get(part) ?? [];
      if (!items.length) parts.set(part, items);
      items.push(this.#item(result, index));
    });
    return [...parts].flatMap(([part, items]) => [this.#head(part), ...items]);
  }

  #head(part: number): HTMLLIElement {
    const { id, name } = this.domains[part] ?? { id: "", name: translate("search.no_part") };
    return element("li", { class: "kb-search__divider", role: "presentation", "data-part": id }, name);
  }

  /** Divider above the partial matches and the matches by meaning. */
  #divider(): HTMLLIElement {
    return element("li", { class: "kb-search__divider", role: "presentation" }, translate("search.partial"));
  }

  #item(result: Result, index: number): HTMLLIElement {
    const parameters = new URLSearchParams(result.marks.map((phrase) => ["h", phrase]));
    const number = result.number === null ? undefined : element("span", { class: "kb-search__number" }, `${result.number}.`);
    // The general domain says nothing about a question.
    const own = result.domains.map((domain) => this.domains[domain]!).filter((domain) => domain.id !== GENERAL);
    const chips = own.map((domain) => element("span", { class: "kb-search__chip" }, domain.name));
    const link = element(
      "a",
      {
        id: `kb-result-${index}`,
        role: "option",
        "aria-selected": "false",
        href: pageUrl(this.site, result.url, parameters, result.section),
        tabindex: "-1",
      },
      element("span", { class: "kb-search__title" }, number, ...markedNodes(result.title)),
      " ",
      result.beginning && element("small", { class: "kb-beginning" }, result.beginning),
      element("span", { class: "kb-search__chips" }, ...chips),
      element(
        "span",
        { class: "kb-search__excerpt", dir: isLeftToRight([...result.heading, ...result.excerpt].join("")) ? "ltr" : undefined },
        result.heading.some(Boolean) ? element("b", {}, ...markedNodes(result.heading)) : undefined,
        ...markedNodes(result.excerpt),
      ),
      result.match === "meaning" ? element("span", { class: "kb-search__lacking" }, similarity(result.similar)) : undefined,
      result.missing.length
        ? element("span", { class: "kb-search__lacking" }, translate("search.lacking", { words: result.missing.join(", ") }))
        : undefined,
    );
    return element(
      "li",
      { role: "presentation", "data-question": result.id, "data-match": result.match === "full" ? undefined : result.match },
      link,
    );
  }
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** True if a text on a page from right to left has letters of the other direction only: `app/routes/` would begin with its last sign. */
const isLeftToRight = (text: string): boolean => document.body.dir === "rtl" && /\p{L}/u.test(text) && !RIGHT_TO_LEFT.test(text);

/** Why a title is similar, if a pair of words shows it. */
function similarity(reason: Result["similar"]): string {
  return reason ? translate("search.similar_to", { typed: reason.typed, means: reason.means }) : translate("search.similar");
}
