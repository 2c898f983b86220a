/** Keeps the address in step with the search: typing replaces the current history entry, a new query after a pause pushes one. */

import { readState, writeState, type State } from "./url-state.ts";

/** Milliseconds without typing after which the next keystroke begins a new entry. */
const PAUSE_MS = 3000;

export class SearchHistory {
  #last = readState(location.search);
  #typedAt = 0;

  /** Writes a state to the address; `chosen` is true for a choice (a filter, Enter), false for a keystroke. */
  write(state: State, chosen: boolean): void {
    const now = performance.now();
    const rested = now - this.#typedAt > PAUSE_MS && this.#typedAt > 0;
    const grown = state.query.startsWith(this.#last.query) || this.#last.query.startsWith(state.query);
    const parameters = writeState(state);
    if (parameters !== writeState(this.#last)) {
      const target = `${location.pathname}${parameters ? `?${parameters}` : ""}`;
      if (chosen || rested || !grown) history.pushState(history.state, "", target);
      else history.replaceState(history.state, "", target);
    }
    this.#last = state;
    this.#typedAt = now;
  }

  /** Reads the state after back or forward navigation. */
  restore(): State {
    this.#last = readState(location.search);
    this.#typedAt = 0;
    return this.#last;
  }
}
