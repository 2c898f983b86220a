/** The buttons with which a reader grades an answer: four grades, each with the time until the question is asked again. */

import { element } from "../ui/dom.ts";
import type { Translate } from "./data.ts";
import { duration } from "./duration.ts";
import { GRADES, type GradeName } from "./records.ts";

export interface GradeButtons {
  readonly group: HTMLElement;
  /** Highlights the button that fits a choice: *good* if it was right, else *again*. */
  readonly suggest: (right: boolean) => void;
}

/** The buttons, hidden at first; `intervals` are those after each grade, in milliseconds. */
export function gradeButtons(intervals: readonly number[], language: string, t: Translate, grade: (name: GradeName) => void): GradeButtons {
  const group = element("div", { class: "kb-grades", role: "group", "aria-label": t("grade") });
  const buttons = GRADES.map((name, index) => {
    const button = element(
      "button",
      { type: "button", class: `kb-grade kb-grade--${name}`, "data-kb-grade": name },
      element("span", {}, t(name)),
      element("small", {}, duration(intervals[index]!, language)),
      element("kbd", { "aria-hidden": "true" }, String(index + 1)),
    );
    button.addEventListener("click", () => grade(name));
    return button;
  });
  group.append(...buttons);
  group.hidden = true;
  return {
    group,
    suggest: (right) => buttons[GRADES.indexOf(right ? "good" : "again")]!.classList.add("kb-grade--suggested"),
  };
}
