/** The search interface, in a dialog or on its own page: adds facets, results and status to a root element with an input.
 *
 * Text is read from `input` events, and never while an input method composes. `data-query` is the query whose results the list shows. */

import { SearchHistory } from "../state/history.ts";
import type { Client } from "./client.ts";
import { element, isEditing } from "./dom.ts";
import { FacetBar } from "./facet-bar.ts";
import { QuerySuggestions } from "./hints.ts";
import { rememberQuery } from "./recent.ts";
import type { Ready } from "../worker/messages.ts";
import { ResultList } from "./result-list.ts";
import type { Answer } from "../results/search.ts";
import { translate } from "../state/i18n.ts";
import { pageUrl, type Site } from "../state/site.ts";
import { EMPTY, hasFilters, writeState, type State } from "../state/url-state.ts";

export interface PanelOptions {
  readonly root: HTMLElement;
  readonly site: Site;
  readonly client: Client;
  /** Closes the dialog; undefined on the search page. */
  readonly close?: () => void;
  readonly start?: State;
}

const KEYS = [
  ["↑↓", "search.key_select"],
  ["↵", "search.key_open"],
  ["esc", "search.key_close"],
] as const;

/** Details of the event `kb:answer`, which the root element dispatches whenever an answer is shown. */
export interface AnswerDetail {
  readonly query: string;
  /** Number of results, and of those that have all words. */
  readonly total: number;
  readonly full: number;
  readonly filtered: boolean;
}

export class Panel {
  readonly #input: HTMLInputElement;
  readonly #status: HTMLElement;
  readonly #statusLine: HTMLElement;
  readonly #results: HTMLElement;
  readonly #address: SearchHistory | undefined;
  #state: State;
  #shown: State | undefined;
  #composing = false;
  #openFirst = false;
  #facets!: FacetBar;
  #hints!: QuerySuggestions;
  #list!: ResultList;
  #ready!: Ready;

  constructor(private readonly options: PanelOptions) {
    const { root, client, close } = options;
    this.#input = root.querySelector<HTMLInputElement>("input[name=q]")!;
    this.#status = element("p", { class: "kb-search__status", role: "status", "aria-live": "polite" }, translate("search.loading"));
    this.#results = element("div", { class: "kb-search__below" });
    this.#address = close ? undefined : new SearchHistory();
    const addressed = this.#address?.restore() ?? options.start ?? EMPTY;
    // What was typed before this code was loaded takes precedence over the address.
    this.#state = this.#input.value ? { ...addressed, query: this.#input.value } : addressed;
    if (!this.#input.value) this.#input.value = addressed.query;
    this.#openFirst = root.dataset["enter"] !== undefined;
    this.#statusLine = element("div", { class: "kb-search__line" }, this.#status);
    root.append(this.#statusLine, this.#results);
    this.#listen();
    const fail = (): void => {
      this.#status.textContent = translate("search.failed");
    };
    client.onAnswer((state, answer) => this.#show(state, answer), fail);
    client.ready.then((ready) => this.#start(ready), fail);
  }

  #start(ready: Ready): void {
    const { root, site, client, close } = this.options;
    this.#ready = ready;
    client.onMeaning((meaning) => {
      root.dataset["meaning"] = meaning;
    });
    this.#facets = new FacetBar(ready, (change) => this.#change(change(this.#state), true));
    this.#list = new ResultList(site, ready.domains, this.#input, ready.pageSize, (size) => client.ask(this.#state, size));
    this.#hints = new QuerySuggestions(site, (query) => this.focus(query));
    this.#statusLine.before(this.#facets.node);
    this.#statusLine.append(this.#hints.node);
    this.#results.append(this.#list.node, this.#list.more);
    if (close) root.append(this.#footer());
    client.ask(this.#state);
  }

  /** Sets the query, as when a shortcut is pressed while the search is open. */
  focus(text = ""): void {
    if (text) this.#input.value = text;
    this.#input.focus();
    if (!text) this.#input.select();
    this.#read();
  }

  #listen(): void {
    const input = this.#input;
    input.addEventListener("compositionstart", () => {
      this.#composing = true;
    });
    // Some browsers send the last `input` event before `compositionend`, some after it: read the text on both.
    input.addEventListener("compositionend", () => {
      this.#composing = false;
      this.#read();
    });
    input.addEventListener("input", (event) => {
      if (!this.#composing && !(event as InputEvent).isComposing) this.#read();
    });
    input.addEventListener("keydown", (event) => this.#key(event));
    if (!this.options.close) document.addEventListener("keydown", this.#keyOfPage);
    input.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.#composing) this.#choose();
    });
    this.options.root.addEventListener("click", (event) => {
      const link = (event.target as Element).closest("a");
      if (link?.closest("#kb-results")) rememberQuery(this.options.site, this.#state.query);
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.options.close?.();
    });
  }

  #key(event: KeyboardEvent): void {
    if (this.#composing || event.isComposing || event.keyCode === 229) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#list?.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      const link = this.#list?.active ?? this.#list?.first;
      if (link) window.open(link.href, "_blank", "noopener");
    }
  }

  /** j and k move through the results, Enter opens one, while no text is being edited. */
  readonly #keyOfPage = (event: KeyboardEvent): void => {
    const here = this.options.root.isConnected;
    if (!here) document.removeEventListener("keydown", this.#keyOfPage);
    if (!here || event.ctrlKey || event.metaKey || event.altKey || isEditing(event.target)) return;
    if (event.key === "j" || event.key === "k") this.#list?.move(event.key === "j" ? 1 : -1);
    else if (event.key === "Enter" && event.target === document.body) this.#list?.active?.click();
  };

  /** Enter opens the active result; in the dialog, if none is active, the first one, even if it is still being loaded. */
  #choose(): void {
    const active = this.#list?.active;
    if (active) active.click();
    else if (!this.options.close) this.#address?.write(this.#state, true);
    else if (this.#shown?.query === this.#input.value) this.#list.first?.click();
    else this.#openFirst = true;
  }

  #read(): void {
    if (this.#input.value === this.#state.query) return;
    this.#openFirst = false;
    const { exact: _, ...state } = this.#state;
    this.#change({ ...state, query: this.#input.value }, false);
  }

  #change(state: State, chosen: boolean): void {
    this.#state = state;
    this.#address?.write(state, chosen);
    this.options.client.ask(state);
  }

  /** Restores the state from the address, after back or forward navigation. */
  restore(): void {
    if (!this.#address) return;
    this.#state = this.#address.restore();
    this.#input.value = this.#state.query;
    this.options.client.ask(this.#state);
  }

  #show(state: State, answer: Answer): void {
    const { root } = this.options;
    this.#shown = state;
    this.#facets.show(state, answer.counts, answer.total);
    this.#hints.show(
      state.query,
      answer.suggestions,
      answer.mode === "fuzzy" ? () => this.#change({ ...this.#state, exact: true }, true) : undefined,
    );
    this.#list.show(answer, state.grouped);
    this.#status.textContent = this.#summary(state, answer);
    root.querySelector(".kb-search__none")?.remove();
    const onlyPages = answer.mode !== "unserved" && answer.pages.length > 0;
    if (!answer.results.length && !onlyPages) this.#results.prepend(this.#emptyState(state, answer));
    this.#explain(answer);
    root.classList.toggle("kb-search--fuzzy", answer.mode === "fuzzy");
    root.querySelector<HTMLAnchorElement>(".kb-search__page")?.setAttribute("href", this.#pageHref());
    root.dataset["query"] = answer.query;
    root.dataset["state"] = "ready";
    this.#announce(state, answer);
    if (this.#openFirst && state.query) this.#list.first?.click();
    this.#openFirst = false;
  }

  #announce(state: State, { mode, total, full, pages }: Answer): void {
    const detail: AnswerDetail = { query: state.query.trim(), total, full: full + pages.length, filtered: hasFilters(state) };
    if (mode !== "unserved") this.options.root.dispatchEvent(new CustomEvent("kb:answer", { bubbles: true, detail }));
  }

  /** With `?debug=1`, shows the explanation of the ranking below the results. */
  #explain({ explanation }: Answer): void {
    this.options.root.querySelector(".kb-search__explanation")?.remove();
    if (explanation) this.#results.append(element("pre", { class: "kb-search__explanation" }, explanation.join("\n")));
  }

  #summary(state: State, answer: Answer): string {
    const { total, mode } = answer,
      query = state.query.trim();
    if (mode === "unserved") return translate("search.unserved");
    if (total ? !answer.full && answer.pages.some(({ full }) => full) : answer.pages.length)
      return translate("search.only_pages", { query });
    if (!total) return query ? translate("search.none", { query }) : translate("search.filtered_out");
    if (mode === "fuzzy") return answer.corrected ? translate("search.fuzzy_for", { meant: answer.corrected }) : translate("search.fuzzy");
    return foundText(state, answer);
  }

  /** What to do if nothing was found: remove filters, or browse a domain. */
  #emptyState(state: State, { mode }: Answer): HTMLElement {
    const link = (path: string, text: string): HTMLElement => element("a", { href: pageUrl(this.options.site, path) }, text);
    const domains = this.#ready.domains.map(({ url, name }) => element("li", {}, link(url, name)));
    return element(
      "div",
      { class: "kb-search__none" },
      ...(mode === "unserved" ? [] : [element("p", {}, hasFilters(state) ? translate("search.filtered_out") : translate("search.advice"))]),
      element(
        "ul",
        { "aria-label": translate("search.by_topic") },
        ...domains,
        element("li", {}, link("questions/", translate("search.all_items"))),
      ),
    );
  }

  #footer(): HTMLElement {
    const keys = KEYS.map(([key, does]) => element("span", {}, element("kbd", {}, key), ` ${translate(does)}`));
    return element(
      "footer",
      { class: "kb-search__foot" },
      ...keys,
      element("a", { class: "kb-search__page", href: this.#pageHref() }, translate("search.page")),
    );
  }

  #pageHref(): string {
    const href = pageUrl(this.options.site, "search/");
    const parameters = writeState(this.#state);
    return parameters ? `${href}?${parameters}` : href;
  }
}

/** How many questions have all of the query, and how many some of it: together as many as the list has. */
function foundText(state: State, answer: Answer): string {
  const { total, mode } = answer;
  const full = hasNoFullMatch(answer) ? 0 : answer.full || total;
  const found = translate(full ? (mode === "browse" && !hasFilters(state) ? "search.browse" : "search.found") : "search.no_full", {
    n: full,
  });
  return total > full ? `${found} · ${translate("search.partial")}: ${total - full}` : found;
}

const hasNoFullMatch = ({ full, results }: Answer): boolean =>
  !full && results.every(({ match, missing }) => match === "meaning" || missing.length > 0);
