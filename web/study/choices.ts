/** Multiple choice: the items of a task list with both ticked and unticked ones, or the letters of options that an answer names, become
 * buttons; tapping one shows which are right. */

import { element } from "../ui/dom.ts";
import { answerLetters, optionLetters } from "./letters.ts";

/** A tick written as text; list items may also contain a checkbox or a marker from the generator. */
const TICK = /^\s*(?:\[([ xX])\]|([☐☑☒✅✔]))\s*/u;

interface Option {
  readonly content: readonly Node[];
  readonly right: boolean;
}

export interface Choices {
  readonly options: readonly Option[];
  /** The list whose ticks give the answer away, if it has any. */
  readonly list: HTMLElement | undefined;
}

/** The choices of a question: the first task list in its texts, or else the lettered options of its prompt. */
export function choicesIn(prompt: Element | undefined, sections: readonly Element[]): Choices | undefined {
  for (const text of prompt ? [prompt, ...sections] : sections) {
    const found = ticked(text);
    if (found) return found;
  }
  return prompt && sections[0] && lettered(prompt, sections[0]);
}

/** The first list of a text that is multiple choice; undefined if there is none. */
function ticked(text: Element): Choices | undefined {
  for (const list of text.querySelectorAll<HTMLElement>("ul, ol")) {
    const items = [...list.children].filter((child): child is HTMLLIElement => child instanceof HTMLLIElement);
    const ticks = items.map(isTicked);
    if (items.length > 1 && ticks.every((tick) => tick !== undefined) && ticks.includes(true) && ticks.includes(false))
      return { list, options: items.map((item, index) => ({ content: contentOf(item), right: ticks[index]! })) };
  }
  return undefined;
}

/** The letters of a prompt's options, if the first line of the answer names some of them. */
function lettered(prompt: Element, answer: Element): Choices | undefined {
  const letters = optionLetters([...prompt.querySelectorAll("li, p")].flatMap((block) => block.textContent.trim().split("\n")));
  const right = answerLetters(answer.textContent.trim().split("\n")[0]!, letters);
  if (!right.length || right.length === letters.length) return undefined;
  const options = letters.map((letter) => ({ content: [document.createTextNode(letter)], right: right.includes(letter) }));
  return { list: undefined, options };
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
export function quiz({ options, list }: Choices, words: QuizStrings, answered: (right: boolean) => void): HTMLElement {
  const several = options.filter(({ right }) => right).length > 1;
  const result = element("p", { class: "kb-quiz__result", role: "status" });
  const buttons = options.map(({ content }) =>
    element("button", { type: "button", class: "kb-quiz__option", "aria-pressed": "false", "data-kb-choice": "" }, ...content),
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
  const root = element(
    "div",
    { class: list ? "kb-quiz" : "kb-quiz kb-quiz--letters", role: "group", "aria-label": words.choose },
    ...buttons,
    check,
    result,
  );
  return root;
}
