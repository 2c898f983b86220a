/** The filters as rows of toggle buttons, each with the number of results it would leave. */

import { actionButton, element } from "./dom.ts";
import type { Counts } from "../results/facets.ts";
import { GENERAL, SECTIONS } from "../data/schema.ts";
import { translate } from "../state/i18n.ts";
import type { Ready } from "../worker/messages.ts";
import { hasFilters, noteId, toggled, type State } from "../state/url-state.ts";

type Change = (state: (before: State) => State) => void;

interface Facet {
  readonly button: HTMLButtonElement;
  readonly count: HTMLElement;
  readonly pressed: (state: State) => boolean;
  readonly of: (counts: Counts) => number;
  /** True if choosing it would change the results. */
  readonly isUseful: (state: State, hits: number) => boolean;
  /** True if values with more results come first. */
  readonly isSorted?: boolean;
}

const leavesResults = (_: State, hits: number): boolean => hits > 0;

export class FacetBar {
  readonly node: HTMLElement;
  readonly #facets: Facet[] = [];
  readonly #reset: HTMLButtonElement;

  readonly #rows: Row[] = [];
  /** The query for whose results the filters are in order. */
  #ordered: string | undefined;
  readonly #view: readonly { readonly button: HTMLButtonElement; readonly flag: View }[];

  constructor({ domains, notes, sortable }: Pick<Ready, "domains" | "notes" | "sortable">, change: Change) {
    const domainRow = domains.map(({ id, name }, index) =>
      this.#add(
        "domain",
        id,
        name,
        {
          pressed: (state) => state.domains.includes(id),
          of: (counts) => counts.domains[index] ?? 0,
          isUseful: leavesResults,
          isSorted: true,
        },
        () => change((state) => ({ ...state, domains: toggled(state.domains, id) })),
      ),
    );
    const sectionRow = SECTIONS.map((section) =>
      this.#add(
        "section",
        section,
        translate(`search.${section}`),
        {
          pressed: (state) => state.sections.includes(section),
          of: (counts) => counts.sections[section],
          isUseful: leavesResults,
        },
        () => change((state) => ({ ...state, sections: SECTIONS.filter((one) => toggled(state.sections, section).includes(one)) })),
      ),
    );
    const flag = (name: "formulas" | "mentions", label: string, isUseful = leavesResults): HTMLButtonElement =>
      this.#add(
        name,
        "1",
        label,
        {
          pressed: (state) => state[name],
          of: (counts) => counts[name],
          isUseful,
        },
        () => change((state) => ({ ...state, [name]: !state[name] })),
      );
    const noteRow = notes.map((note, index) =>
      this.#add(
        note[0],
        note[1],
        note[1],
        {
          pressed: (state) => state.notes.includes(noteId(note)),
          of: (counts) => counts.notes[index] ?? 0,
          isUseful: leavesResults,
        },
        () => change((state) => ({ ...state, notes: toggled(state.notes, noteId(note)) })),
      ),
    );
    const emptied = (): void => change((state) => ({ ...state, domains: [], sections: [], notes: [], formulas: false, mentions: false }));
    this.#reset = actionButton(translate("search.reset"), emptied, { class: "kb-search__reset" });
    const views: View[] = [
      ...(domains.some(({ kind }) => kind === "part") ? ["grouped" as const] : []),
      ...(sortable ? ["sorted" as const] : []),
    ];
    this.#view = views.map((flag) => ({
      flag,
      button: toggle(translate(VIEWS[flag]), () => change((state) => ({ ...state, [flag]: !state[flag] }))),
    }));
    this.node = element(
      "div",
      { class: "kb-search__facets" },
      ...(domains.some(({ id }) => id !== GENERAL)
        ? [
            this.#row(translate("search.topics"), [
              ...domainRow,
              flag("mentions", translate("search.mentions"), ({ domains }) => domains.length > 0),
            ]),
          ]
        : []),
      ...(noteRow.length ? [this.#row(translate("search.notes"), noteRow)] : []),
      this.#row(translate("search.narrow"), [
        ...sectionRow,
        flag("formulas", translate("search.formulas")),
        ...this.#view.map(({ button }) => button),
        this.#reset,
      ]),
    );
  }

  /** Shows the state of the filters for an answer with `total` results. */
  show(state: State, counts: Counts, total: number): void {
    for (const { button, count, pressed, of, isUseful, isSorted } of this.#facets) {
      const hits = of(counts);
      button.setAttribute("aria-pressed", String(pressed(state)));
      count.textContent = String(hits);
      // A chosen value is always shown, so that it can be removed.
      button.hidden = !isUseful(state, hits) && !pressed(state);
      // They stay where they are while a reader presses them.
      if (isSorted && state.query !== this.#ordered) button.style.order = String(pressed(state) ? Number.MIN_SAFE_INTEGER : -hits);
    }
    this.#ordered = state.query;
    for (const { button, flag } of this.#view) {
      button.setAttribute("aria-pressed", String(state[flag] ?? false));
      button.hidden = total < 2 || (flag === "sorted" && state.query.trim() !== "");
    }
    this.#reset.hidden = !hasFilters(state) && !state.mentions;
    this.node.hidden = !total && this.#reset.hidden; // nothing to narrow, and no filter to remove
    for (const row of this.#rows) showRest(row);
  }

  /** Buttons in two lines, with a button that shows the rest. */
  #row(label: string, buttons: readonly HTMLElement[]): HTMLElement {
    const node = element("div", { class: "kb-search__row", role: "group", "aria-label": label }, ...buttons);
    const showAll = (): void => {
      node.classList.add("kb-search__row--all");
      showRest(row);
    };
    const more = actionButton("", showAll, { class: "kb-search__facet", hidden: "" });
    const row = { node, more, label };
    this.#rows.push(row);
    return element("div", { class: "kb-search__lines" }, node, more);
  }

  #add(facet: string, value: string, label: string, reads: Omit<Facet, "button" | "count">, toggle: () => void): HTMLButtonElement {
    const count = element("span", { "data-count": "" });
    const button = element(
      "button",
      { type: "button", class: "kb-search__facet", "data-facet": facet, "data-value": value, "aria-pressed": "false" },
      element("span", { class: "kb-search__name", title: label }, label),
      " ",
      count,
    );
    button.addEventListener("click", toggle);
    this.#facets.push({ button, count, ...reads });
    return button;
  }
}

/** Ways to arrange the results, as toggles after the filters. */
const VIEWS = { grouped: "search.grouped", sorted: "search.sorted" } as const;
type View = keyof typeof VIEWS;

const toggle = (label: string, act: () => void): HTMLButtonElement =>
  actionButton(label, act, { class: "kb-search__facet", "aria-pressed": "false" });

interface Row {
  readonly node: HTMLElement;
  readonly more: HTMLElement;
  readonly label: string;
}

/** Shows how many buttons of a row are below its lines; the button that says so takes room in them. */
function showRest({ node, more, label }: Row): void {
  more.textContent = `+${node.children.length}`;
  more.hidden = false;
  const below = Array.from(node.children).filter(
    (button) => (button as HTMLElement).offsetTop - node.offsetTop >= node.clientHeight,
  ).length;
  more.hidden = !below;
  more.textContent = `+${below}`;
  more.ariaLabel = `${label} +${below}`;
}
