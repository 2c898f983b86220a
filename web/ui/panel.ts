/** The search as readers meet it, in a dialog or on its own page: the root element with its input in, a living search out.
 *
 * Text is read from `input` events and never while an input method composes; what was typed before this code arrived is in the
 * input already. `data-query` names the text whose results the list shows. */

import { SearchHistory } from "../state/history.ts";
import type { Client } from "./client.ts";
import { element, isEditing } from "./dom.ts";
import { FacetBar } from "./facet-bar.ts";
import { Hints } from "./hints.ts";
import { keepQuery } from "./recent.ts";
import type { Ready } from "../worker/messages.ts";
import { ResultList } from "./result-list.ts";
import type { Answer } from "../results/search.ts";
import { translate } from "../state/i18n.ts";
import { pageUrl, type Site } from "../state/site.ts";
import { EMPTY, hasFilters, writeState, type State } from "../state/url-state.ts";

export interface Mounting {
  readonly root: HTMLElement;
  readonly site: Site;
  readonly client: Client;
  /** Closes the dialog; the page has none. */
  readonly close?: () => void;
  readonly start?: State;
}

const KEYS = [["↑↓", "search.key_select"], ["↵", "search.key_open"], ["esc", "search.key_close"]] as const;

export class Panel {
  readonly #input: HTMLInputElement;
  readonly #status: HTMLElement;
  readonly #line: HTMLElement;
  readonly #below: HTMLElement;
  readonly #address: SearchHistory | undefined;
  #state: State;
  #shown: State | undefined;
  #composing = false;
  #openFirst = false;
  #facets!: FacetBar;
  #hints!: Hints;
  #list!: ResultList;
  #ready!: Ready;

  constructor(private readonly mounting: Mounting) {
    const { root, client, close } = mounting;
    this.#input = root.querySelector<HTMLInputElement>("input[name=q]")!;
    this.#status = element("p", { class: "kb-search__status", role: "status", "aria-live": "polite" }, translate("search.loading"));
    this.#below = element("div", { class: "kb-search__below" });
    this.#address = close ? undefined : new SearchHistory();
    const addressed = this.#address?.restore() ?? mounting.start ?? EMPTY;
    // What stands in the input was typed while all this was on its way, and goes first.
    this.#state = this.#input.value ? { ...addressed, query: this.#input.value } : addressed;
    if (!this.#input.value) this.#input.value = addressed.query;
    this.#openFirst = root.dataset["enter"] !== undefined;
    this.#line = element("div", { class: "kb-search__line" }, this.#status);
    root.append(this.#line, this.#below);
    this.#listen();
    const fail = (): void => { this.#status.textContent = translate("search.failed"); };
    client.listen((state, answer) => this.#show(state, answer), fail);
    client.ready.then((ready) => this.#start(ready), fail);
  }

  #start(ready: Ready): void {
    const { root, site, client, close } = this.mounting;
    this.#ready = ready;
    client.onMeaning((meaning) => { root.dataset["meaning"] = meaning; });
    this.#facets = new FacetBar(ready, (change) => this.#change(change(this.#state), true));
    this.#list = new ResultList(site, ready.domains, this.#input, ready.pageSize, (size) => client.ask(this.#state, size));
    this.#hints = new Hints(site, (query) => this.focus(query));
    this.#line.before(this.#facets.node);
    this.#line.append(this.#hints.node);
    this.#below.append(this.#list.node, this.#list.more);
    if (close) root.append(this.#foot());
    client.ask(this.#state);
  }

  /** Puts a text into the input, as when a shortcut opens what is open already. */
  focus(text = ""): void {
    if (text) this.#input.value = text;
    this.#input.focus();
    if (!text) this.#input.select();
    this.#read();
  }

  #listen(): void {
    const input = this.#input;
    input.addEventListener("compositionstart", () => { this.#composing = true; });
    // Some browsers send the last `input` before the end of a composition and some behind it, so both ask.
    input.addEventListener("compositionend", () => {
      this.#composing = false;
      this.#read();
    });
    input.addEventListener("input", (event) => {
      if (!this.#composing && !(event as InputEvent).isComposing) this.#read();
    });
    input.addEventListener("keydown", (event) => this.#key(event));
    if (!this.mounting.close) document.addEventListener("keydown", this.#keyOfPage);
    input.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!this.#composing) this.#choose();
    });
    this.mounting.root.addEventListener("click", (event) => {
      const link = (event.target as Element).closest("a");
      if (link?.closest("#kb-results")) keepQuery(this.mounting.site, this.#state.query);
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) this.mounting.close?.();
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

  /** j and k move through the results of the page, Enter opens one, while nothing is being typed. */
  readonly #keyOfPage = (event: KeyboardEvent): void => {
    const here = this.mounting.root.isConnected;
    if (!here) document.removeEventListener("keydown", this.#keyOfPage);
    if (!here || event.ctrlKey || event.metaKey || event.altKey || isEditing(event.target)) return;
    if (event.key === "j" || event.key === "k") this.#list?.move(event.key === "j" ? 1 : -1);
    else if (event.key === "Enter" && event.target === document.body) this.#list?.active?.click();
  };

  /** Enter: opens the active result; the dialog opens the first where none is active, even one still on its way. */
  #choose(): void {
    const active = this.#list?.active;
    if (active) active.click();
    else if (!this.mounting.close) this.#address?.write(this.#state, true);
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
    this.mounting.client.ask(state);
  }

  /** Takes the state from the address again, after back or forward. */
  restore(): void {
    if (!this.#address) return;
    this.#state = this.#address.restore();
    this.#input.value = this.#state.query;
    this.mounting.client.ask(this.#state);
  }

  #show(state: State, answer: Answer): void {
    const { root } = this.mounting;
    this.#shown = state;
    this.#facets.show(state, answer.counts);
    this.#hints.show(state.query, answer.suggestions, answer.mode === "fuzzy" ? () => this.#change({ ...this.#state, exact: true }, true) : undefined);
    this.#list.show(answer, state.grouped);
    this.#status.textContent = this.#summary(state, answer);
    root.querySelector(".kb-search__none")?.remove();
    if (!answer.results.length) this.#below.prepend(this.#wayOnward(state, answer));
    this.#explain(answer);
    root.classList.toggle("kb-search--fuzzy", answer.mode === "fuzzy");
    root.querySelector<HTMLAnchorElement>(".kb-search__page")?.setAttribute("href", this.#pageHref());
    root.dataset["query"] = answer.query;
    root.dataset["state"] = "ready";
    if (this.#openFirst && state.query) this.#list.first?.click();
    this.#openFirst = false;
  }

  /** With `?debug=1`, why the results stand where they do, below them. */
  #explain({ explanation }: Answer): void {
    this.mounting.root.querySelector(".kb-search__explanation")?.remove();
    if (explanation) this.#below.append(element("pre", { class: "kb-search__explanation" }, explanation.join("\n")));
  }

  #summary(state: State, answer: Answer): string {
    const { total } = answer;
    if (answer.mode === "unserved") return translate("search.unserved");
    if (!total) return state.query.trim() ? translate("search.none", { query: state.query.trim() }) : translate("search.filtered_out");
    if (answer.mode === "fuzzy") return answer.corrected ? translate("search.fuzzy_for", { meant: answer.corrected }) : translate("search.fuzzy");
    if (!answer.full) return translate("search.no_full");
    return translate(answer.mode === "browse" && !hasFilters(state) ? "search.browse" : "search.found", { n: answer.full });
  }

  /** What a reader can do where nothing was found: loosen the filters, or start from a domain. */
  #wayOnward(state: State, { mode }: Answer): HTMLElement {
    const link = (path: string, text: string): HTMLElement => element("a", { href: pageUrl(this.mounting.site, path) }, text);
    const domains = this.#ready.domains.map(({ url, name }) => element("li", {}, link(url, name)));
    return element("div", { class: "kb-search__none" },
      ...(mode === "unserved" ? [] : [element("p", {}, hasFilters(state) ? translate("search.filtered_out") : translate("search.advice"))]),
      element("ul", { "aria-label": translate("search.by_topic") }, ...domains, element("li", {}, link("questions/", translate("search.all_items")))));
  }

  #foot(): HTMLElement {
    const keys = KEYS.map(([key, does]) => element("span", {}, element("kbd", {}, key), ` ${translate(does)}`));
    return element("footer", { class: "kb-search__foot" }, ...keys, element("a", { class: "kb-search__page", href: this.#pageHref() }, translate("search.page")));
  }

  #pageHref(): string {
    const href = pageUrl(this.mounting.site, "search/");
    const parameters = writeState(this.#state);
    return parameters ? `${href}?${parameters}` : href;
  }
}
