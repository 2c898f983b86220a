/** Multiple choice: a task list in which some items are ticked and some are not becomes buttons; a tap says which were right. */

import { element } from "../ui/dom.ts";

/** How a list item shows whether it is ticked: a checkbox, a mark that the generator names, or the letters themselves. */
const WRITTEN = /^\s*(?:\[([ xX])\]|([☐☑☒✅✔]))\s*/u;

interface Option {
  readonly item: HTMLLIElement;
  readonly right: boolean;
}

/** The first list of a text that is a choice, as its options; undefined where there is none. */
export function optionsIn(text: Element): readonly Option[] | undefined {
  for (const list of text.querySelectorAll("ul, ol")) {
    const items = [...list.children].filter((child): child is HTMLLIElement => child instanceof HTMLLIElement);
    const ticks = items.map(ticked);
    if (items.length > 1 && ticks.every((tick) => tick !== undefined) && ticks.includes(true) && ticks.includes(false)) {
      return items.map((item, index) => ({ item, right: ticks[index]! }));
    }
  }
  return undefined;
}

function ticked(item: HTMLLIElement): boolean | undefined {
  const box = item.querySelector<HTMLInputElement>(":scope > input[type=checkbox], :scope > p:first-child > input[type=checkbox], :scope > label > input[type=checkbox]");
  if (box) return box.checked || box.hasAttribute("checked");
  const mark = item.matches("[data-task]") ? item : item.querySelector(":scope > [data-task], :scope > p:first-child > [data-task]");
  if (mark) return /^(?:done|x|checked|true)$/i.test(mark.getAttribute("data-task") ?? "");
  const written = WRITTEN.exec(firstText(item)?.data ?? "");
  return written ? !(written[1] === " " || written[2] === "☐") : undefined;
}

const firstText = (node: Node): Text | undefined => {
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) if ((text as Text).data.trim()) return text as Text;
  return undefined;
};

/** What an option says, without its tick. */
function contentOf(item: HTMLLIElement): Node[] {
  const copy = item.cloneNode(true) as HTMLLIElement;
  for (const mark of copy.querySelectorAll("input[type=checkbox], [data-task]:empty, .kb-task__mark")) mark.remove();
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes); // a link inside a button would be two targets in one
  for (const paragraph of copy.querySelectorAll("p")) paragraph.replaceWith(...paragraph.childNodes);
  const text = firstText(copy);
  if (text) text.data = text.data.replace(WRITTEN, "");
  return [...copy.childNodes];
}

export interface Words {
  readonly choose: string;
  readonly check: string;
  readonly right: string;
  readonly wrong: string;
}

/** The options as buttons; `answered` is told whether the reader was right. With several right ones a button checks them together. */
export function quiz(options: readonly Option[], words: Words, answered: (right: boolean) => void): HTMLElement {
  const several = options.filter(({ right }) => right).length > 1;
  const result = element("p", { class: "kb-quiz__result", role: "status" });
  const buttons = options.map(({ item }) => element("button", { type: "button", class: "kb-quiz__option", "aria-pressed": "false", "data-kb-choice": "" }, ...contentOf(item)));
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
