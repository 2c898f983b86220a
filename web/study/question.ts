/** On the page of a question: answers that can be folded, a bookmark and a note.
 *
 * Without this script everything is unfolded. Folding is remembered for the whole base and does not apply to print. The database is opened
 * only for readers who have stored something before. */

import { element } from "../ui/dom.ts";
import { choicesIn, quiz } from "./choices.ts";
import { titleOf } from "./follow.ts";
import { hasProgress, Store } from "./store.ts";

const FOLDED = "data-kb-fold";

const source = (document.currentScript as HTMLScriptElement | null)?.src ?? "";
const root = new URL("../../", source).href;
const key = `kb-fold:${new URL(root).pathname}`;

const isFolded = (): boolean => {
  try {
    return localStorage.getItem(key) === "1";
  } catch {
    return false;
  }
};

/** Set before the text is rendered, so that answers do not flash up. */
if (isFolded()) document.documentElement.setAttribute(FOLDED, "");

/** Adds buttons that unfold the sections, and the choices of a multiple-choice question. Called only once they are needed, because
 * elements added to the article make browsers recompute the style of every element in it. */
function addRevealButtons(article: Element, words: DOMStringMap): void {
  if (article.querySelector("[data-kb=reveal]")) return;
  const prompt = article.querySelector("[data-section=prompt]") ?? undefined;
  for (const [index, text] of article.querySelectorAll<HTMLElement>(".kb-text[data-section]:not([data-section=prompt])").entries()) {
    const show = (): void => {
      text.setAttribute("data-kb-shown", "");
      text.tabIndex = -1;
      text.focus({ preventScroll: true });
    };
    text.before(...choicesOf(index ? undefined : prompt, text, words, show), revealButton(text, words, show));
    if (isWanted(text)) text.setAttribute("data-kb-shown", "");
  }
}

function revealButton(text: HTMLElement, words: DOMStringMap, show: () => void): HTMLButtonElement {
  const section = text.previousElementSibling?.firstChild?.textContent?.trim() ?? "";
  const button = element(
    "button",
    { type: "button", class: "kb-button kb-reveal", "data-kb": "reveal", "data-added": "" },
    (words["show"] ?? "").replace("{section}", section),
  );
  button.addEventListener("click", show);
  return button;
}

/** The choices of a section, or of the prompt if the section is the first; `show` is called once the reader has answered. */
function choicesOf(prompt: Element | undefined, text: HTMLElement, words: DOMStringMap, show: () => void): HTMLElement[] {
  const found = choicesIn(prompt, [text]);
  if (!found) return [];
  const { choose = "", check = "", right = "", wrong = "" } = words;
  const choices = quiz(found, { choose, check, right, wrong }, show);
  choices.dataset["added"] = "";
  return [choices];
}

/** True if the reader followed a link into a section, or came from the search. */
function isWanted(text: HTMLElement): boolean {
  if (new URLSearchParams(location.search).has("h")) return true;
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  return target !== null && text.contains(target);
}

function start(article: HTMLElement, tools: HTMLElement): void {
  const words = tools.dataset;
  const id = article.dataset["question"]!,
    title = titleOf(article.querySelector("h1")?.firstChild?.textContent ?? "");
  const button = (name: string): HTMLButtonElement => tools.querySelector<HTMLButtonElement>(`[data-kb=${name}]`)!;
  const [fold, bookmark, note] = [button("fold"), button("bookmark"), button("note")];
  const html = document.documentElement;
  if (html.hasAttribute(FOLDED)) addRevealButtons(article, words);
  fold.setAttribute("aria-pressed", String(html.hasAttribute(FOLDED)));
  fold.addEventListener("click", () => {
    addRevealButtons(article, words);
    const on = html.toggleAttribute(FOLDED);
    fold.setAttribute("aria-pressed", String(on));
    for (const text of article.querySelectorAll("[data-kb-shown]")) text.removeAttribute("data-kb-shown");
    try {
      localStorage.setItem(key, on ? "1" : "0");
    } catch {
      // Without storage, the choice is not remembered.
    }
  });
  let opened: Promise<Store> | undefined;
  const store = (): Promise<Store> => (opened ??= Store.open(root));
  let field: HTMLTextAreaElement | undefined;
  const showNote = (): HTMLTextAreaElement => {
    const shown = element("textarea", {
      class: "kb-note",
      rows: "3",
      "aria-label": note.textContent.trim(),
      placeholder: words["noteHint"] ?? "",
      "data-added": "",
    });
    shown.addEventListener("change", () => void store().then((kept) => kept.mark(id, title, { note: shown.value })));
    tools.after(shown);
    note.setAttribute("aria-expanded", "true");
    return shown;
  };
  note.addEventListener("click", () => {
    if (field) {
      field.hidden = !field.hidden;
      note.setAttribute("aria-expanded", String(!field.hidden));
    } else field = showNote();
    if (!field.hidden) field.focus();
  });
  bookmark.addEventListener("click", () => {
    const on = bookmark.getAttribute("aria-pressed") !== "true";
    bookmark.setAttribute("aria-pressed", String(on));
    void store().then((kept) => kept.mark(id, title, { bookmark: on }));
  });
  tools.dataset["state"] = "ready";
  if (!hasProgress(root)) return;
  void store().then((kept) => {
    const mark = kept.markOf(id);
    bookmark.setAttribute("aria-pressed", String(mark.bookmark));
    if (!mark.note) return;
    field ??= showNote();
    if (!field.value) field.value = mark.note;
  });
}

function onReady(): void {
  const article = document.querySelector<HTMLElement>("article[data-question]");
  const tools = article?.querySelector<HTMLElement>("[data-kb-tools]:not([data-state])");
  if (article && tools) start(article, tools);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", onReady, { once: true });
else onReady();
