/** A row of query suggestions: recent queries while the field is empty, completions while typing, and a way back to the query as typed
 * after a correction. */

import { actionButton, element } from "./dom.ts";
import { clearQueries, recentQueries } from "./recent.ts";
import { translate } from "../state/i18n.ts";
import type { Site } from "../state/site.ts";

export class QuerySuggestions {
  readonly node = element("div", { class: "kb-search__hints", role: "group" });

  constructor(
    private readonly site: Site,
    private readonly choose: (query: string) => void,
  ) {}

  show(query: string, suggestions: readonly string[], asTyped?: () => void): void {
    const recent = query.trim() ? [] : recentQueries(this.site);
    this.node.setAttribute("aria-label", translate(recent.length ? "search.recent" : "search.suggestions"));
    this.node.replaceChildren(
      ...(asTyped ? [this.#button(translate("search.as_typed", { query: query.trim() }), asTyped, "kb-search__reset")] : []),
      ...[...recent, ...suggestions].map((text) => this.#button(text, () => this.choose(text))),
    );
    if (recent.length) this.node.append(this.#button(translate("search.forget"), () => this.#clearRecent(suggestions), "kb-search__reset"));
  }

  #clearRecent(suggestions: readonly string[]): void {
    clearQueries(this.site);
    this.show("", suggestions);
  }

  #button(text: string, act: () => void, name = "kb-search__facet"): HTMLButtonElement {
    return actionButton(text, act, { class: name });
  }
}
