/** The keys of the study page: space turns the card and grades it as good, 1 to 4 grade it, u undoes the last grade. */

import { isEditing } from "../ui/dom.ts";
import { GRADES, type GradeName } from "./records.ts";

export type KeyAction = "reveal" | "undo" | GradeName;

/** What a key does, given whether the answer is shown; undefined if nothing. */
export function actionOf(event: KeyboardEvent, isShown: boolean): KeyAction | undefined {
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  if (event.defaultPrevented || event.isComposing || hasModifier || document.querySelector("dialog[open]")) return undefined;
  if (isEditing(event.target)) return undefined;
  if (event.key === "u") return "undo";
  if (event.key === " ") return (event.target as HTMLElement).matches?.("button, a, summary") ? undefined : isShown ? "good" : "reveal";
  return isShown && event.key.length === 1 ? GRADES[Number(event.key) - 1] : undefined;
}
