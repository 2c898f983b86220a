/** The bookmark and the note of a question, on its card. */

import { actionButton, element } from "../ui/dom.ts";
import type { Question, Translate } from "./data.ts";
import { titleOf } from "./follow.ts";
import type { Store } from "./store.ts";

export function bookmarkAndNote(question: Question, store: Store, t: Translate): HTMLElement {
  const kept = store.markOf(question.id);
  const keep = (changed: { bookmark: boolean } | { note: string }): void => void store.mark(question.id, titleOf(question.label), changed);
  const note = element("textarea", { class: "kb-note", rows: "3", "aria-label": t("note"), placeholder: t("note_hint") });
  note.value = kept.note;
  note.hidden = !kept.note;
  note.addEventListener("change", () => keep({ note: note.value }));
  const bookmark = actionButton(
    t("bookmark"),
    () => {
      const on = bookmark.getAttribute("aria-pressed") !== "true";
      bookmark.setAttribute("aria-pressed", String(on));
      keep({ bookmark: on });
    },
    { class: "kb-button", "data-kb": "bookmark", "aria-pressed": String(kept.bookmark) },
  );
  const write = actionButton(
    t("note"),
    () => {
      note.hidden = false;
      note.focus();
    },
    { class: "kb-button", "data-kb": "note" },
  );
  return element("div", { class: "kb-card__marks" }, bookmark, write, note);
}
