/** The address follows the search: typing rewrites the current entry of the history, a new thought makes a new one. */

import { readState, writeState, type State } from "./url-state.ts";

/** Typing after so long a rest (milliseconds) is a new thought. */
const REST = 3000;

export class Address {
  #last = readState(location.search);
  #typedAt = 0;

  /** Takes over a state; `chosen` marks a choice (a filter, Enter) rather than a keystroke. */
  write(state: State, chosen: boolean): void {
    const now = performance.now();
    const rested = now - this.#typedAt > REST && this.#typedAt > 0;
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

  /** The state of the entry that back or forward led to. */
  read(): State {
    this.#last = readState(location.search);
    this.#typedAt = 0;
    return this.#last;
  }
}
