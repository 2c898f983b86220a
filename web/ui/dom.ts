/** Creates elements without HTML strings, so that nothing typed or searched is ever parsed as markup. */

import type { MarkedText } from "../results/marked-text.ts";

type Child = Node | string | undefined;

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

export function actionButton(text: string, act: () => void, attributes: Readonly<Record<string, string>>): HTMLButtonElement {
  const button = element("button", { type: "button", ...attributes }, text);
  button.addEventListener("click", act);
  return button;
}

/** True if keys pressed at the target write text; the theme's toggles for colours and menu are inputs that do not. */
export const isEditing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button])"));

/** Marked text as text nodes and `<mark>` elements. */
export const markedNodes = (marked: MarkedText): Node[] =>
  marked.flatMap((piece, index) => (piece ? [index % 2 ? element("mark", {}, piece) : document.createTextNode(piece)] : []));

/** Has the browser save a text as a file. */
export function download(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name.replace(/[\\/:*?"<>|]/g, "_") }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
