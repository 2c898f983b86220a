/** The filters above the card: topic, part, difficulty, bookmarks and a search. */

import { element } from "../ui/dom.ts";
import type { Question, StudyData, Translate } from "./data.ts";
import type { DeckFilter } from "./deck.ts";

/** Calls `change` with what the reader changes; `current` returns the filter in effect. */
export function filterBar(
  questions: readonly Question[],
  data: StudyData,
  t: Translate,
  current: () => DeckFilter,
  change: (changed: Partial<DeckFilter>) => void,
): HTMLElement {
  const select = (
    key: "topic" | "part" | "difficulty",
    label: string,
    all: string,
    rows: readonly (readonly [string, string])[],
  ): HTMLElement | undefined => {
    if (rows.length < 2) return undefined;
    const field = element(
      "select",
      { "aria-label": label, name: key },
      element("option", { value: "" }, all),
      ...rows.map(([id, name]) => element("option", { value: id, ...(current()[key] === id && { selected: "" }) }, name)),
    );
    field.addEventListener("change", () => change({ [key]: field.value }));
    return field;
  };
  const levels = [...new Set(questions.map(({ difficulty }) => difficulty))].filter(Boolean).map((level) => [level, level] as const);
  return element(
    "div",
    { class: "kb-study__filters", role: "group", "aria-label": t("choose") },
    select("topic", t("topic"), t("all_topics"), data.topics),
    select("part", t("part"), t("all_parts"), data.parts),
    select("difficulty", t("difficulty"), t("all_difficulties"), levels),
    bookmarksButton(t, current, change),
    searchForm(t, current, change),
  );
}

function bookmarksButton(t: Translate, current: () => DeckFilter, change: (changed: Partial<DeckFilter>) => void): HTMLElement {
  const button = element(
    "button",
    { type: "button", class: "kb-button", "aria-pressed": String(current().bookmarked) },
    t("only_bookmarks"),
  );
  button.addEventListener("click", () => {
    const bookmarked = !current().bookmarked;
    button.setAttribute("aria-pressed", String(bookmarked));
    change({ bookmarked });
  });
  return button;
}

function searchForm(t: Translate, current: () => DeckFilter, change: (changed: Partial<DeckFilter>) => void): HTMLElement {
  const field = element("input", {
    type: "search",
    name: "q",
    value: current().query,
    placeholder: t("search_hint"),
    "aria-label": t("search_hint"),
    enterkeyhint: "search",
    autocomplete: "off",
  });
  const form = element("form", { class: "kb-study__search" }, field);
  const search = (): void => {
    const query = field.value.trim();
    if (query !== current().query) change({ query });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  field.addEventListener("change", search);
  return form;
}
