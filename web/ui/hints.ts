/** A row of queries to choose from: the reader's last ones while the field is empty, ways to go on while they type, and the way back to
 * what was typed where something else was searched for. */

import { actionButton, element } from "./dom.ts";
import { clearQueries, recentQueries } from "./recent.ts";
import { translate } from "../state/i18n.ts";
import type { Site } from "../state/site.ts";

export class Hints {
  readonly node = element("div", { class: "kb-search__hints", role: "group" });

  constructor(private readonly site: Site, private readonly choose: (query: string) => void) {}

  show(query: string, suggestions: readonly string[], asTyped?: () => void): void {
    const recent = query.trim() ? [] : recentQueries(this.site);
    this.node.setAttribute("aria-label", translate(recent.length ? "search.recent" : "search.suggestions"));
    this.node.replaceChildren(...(asTyped ? [this.#button(translate("search.as_typed", { query: query.trim() }), asTyped, "kb-search__reset")] : []), ...[...recent, ...suggestions].map((text) => this.#button(text, () => this.choose(text))));
    if (recent.length) this.node.append(this.#button(translate("search.forget"), () => this.#forget(suggestions), "kb-search__reset"));
  }

  #forget(suggestions: readonly string[]): void {
    clearQueries(this.site);
    this.show("", suggestions);
  }

  #button(text: string, act: () => void, name = "kb-search__facet"): HTMLButtonElement {
    return actionButton(text, act, { class: name });
  }
}
