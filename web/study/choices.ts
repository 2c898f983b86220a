/** Multiple choice: a task list with both ticked and unticked items becomes buttons; tapping one shows which are right. */

import { element } from "../ui/dom.ts";

/** A tick written as text; list items may also contain a checkbox or a marker from the generator. */
const TICK = /^\s*(?:\[([ xX])\]|([☐☑☒✅✔]))\s*/u;

interface Option {
  readonly item: HTMLLIElement;
  readonly right: boolean;
}

/** The first list of a text that is multiple choice, as options; undefined if there is none. */
export function optionsIn(text: Element): readonly Option[] | undefined {
  for (const list of text.querySelectorAll("ul, ol")) {
    const items = [...list.children].filter((child): child is HTMLLIElement => child instanceof HTMLLIElement);
    const ticks = items.map(isTicked);
    if (items.length > 1 && ticks.every((tick) => tick !== undefined) && ticks.includes(true) && ticks.includes(false)) {
      return items.map((item, index) => ({ item, right: ticks[index]! }));
    }
  }
  return undefined;
}

function isTicked(item: HTMLLIElement): boolean | undefined {
  const box = item.querySelector<HTMLInputElement>(
    ":scope > input[type=checkbox], :scope > p:first-child > input[type=checkbox], :scope > label > input[type=checkbox]",
  );
  if (box) return box.checked || box.hasAttribute("checked");
  const mark = item.matches("[data-task]") ? item : item.querySelector(":scope > [data-task], :scope > p:first-child > [data-task]");
  if (mark) return /^(?:done|x|checked|true)$/i.test(mark.getAttribute("data-task") ?? "");
  const written = TICK.exec(firstText(item)?.data ?? "");
  return written ? !(written[1] === " " || written[2] === "☐") : undefined;
}

const firstText = (node: Node): Text | undefined => {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) if ((text as Text).data.trim()) return text as Text;
  return undefined;
};

/** The content of an option without its tick. */
function contentOf(item: HTMLLIElement): Node[] {
  const copy = item.cloneNode(true) as HTMLLIElement;
  for (const mark of copy.querySelectorAll("input[type=checkbox], [data-task]:empty, .kb-task__mark")) mark.remove();
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes); // a link inside a button would be two targets in one
  for (const paragraph of copy.querySelectorAll("p")) paragraph.replaceWith(...paragraph.childNodes);
  const text = firstText(copy);
  if (text) text.data = text.data.replace(TICK, "");
  return [...copy.childNodes];
}

export interface QuizStrings {
  readonly choose: string;
  readonly check: string;
  readonly right: string;
  readonly wrong: string;
}

/** The options as buttons; `answered` is called with whether the reader was right. With several right options, a button checks them
 * together. */
export function quiz(options: readonly Option[], words: QuizStrings, answered: (right: boolean) => void): HTMLElement {
  const several = options.filter(({ right }) => right).length > 1;
  const result = element("p", { class: "kb-quiz__result", role: "status" });
  const buttons = options.map(({ item }) =>
    element("button", { type: "button", class: "kb-quiz__option", "aria-pressed": "false", "data-kb-choice": "" }, ...contentOf(item)),
  );
  const check = element("button", { type: "button", class: "kb-button", hidden: "" }, words.check);
  const finish = (): void => {
    const pressed = buttons.map((button) => button.getAttribute("aria-pressed") === "true");
    const right = options.every((option, index) => option.right === pressed[index]);
    buttons.forEach((button, index) => {
      button.disabled = true;
      if (options[index]!.right) button.dataset["result"] = "right";
      else if (pressed[index]) button.dataset["result"] = "wrong";
    });
    check.remove();
    result.textContent = right ? words.right : words.wrong;
    root.dataset["result"] = right ? "right" : "wrong";
    answered(right);
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      if (several) check.hidden = false;
      else finish();
    });
  }
  check.addEventListener("click", finish);
  const root = element("div", { class: "kb-quiz", role: "group", "aria-label": words.choose }, ...buttons, check, result);
  return root;
}
