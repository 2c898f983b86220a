/** Conveniences on every page: formulas are copied as TeX and enlarged by a tap, links to headings are copied; buttons on code are no
 * landmarks.
 *
 * Listens on the document, so it survives instant navigation; reading needs none of it. */

import { loadStrings, translate } from "../state/i18n.ts";
import { followTextSize } from "./text-size.ts";

const script = document.currentScript as HTMLScriptElement | null;
const strings = new URL(script?.dataset["strings"] ?? "", location.href).href;
const NOTICE_MS = 2000;
followTextSize();

/** The TeX source in KaTeX's annotation, with the delimiters of its kind. */
function texOf(formula: Element): string {
  const tex = formula.querySelector('annotation[encoding="application/x-tex"]')?.textContent?.trim() ?? "";
  return formula.querySelector(".katex-display") || formula.matches(".katex-display") ? `$$${tex}$$` : `$${tex}$`;
}

/** Replaces formulas by TeX in what is copied: their glyphs would come one to a line. */
document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  const range = selection.getRangeAt(0).cloneRange();
  const around = (node: Node): Element | null => (node instanceof Element ? node : node.parentElement)?.closest(".katex") ?? null;
  const [first, last] = [around(range.startContainer), around(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copied = range.cloneContents();
  const formulas = [...copied.querySelectorAll(".katex-display, .katex")].filter(
    (formula) => !formula.parentElement?.closest(".katex-display, .katex"),
  );
  if (!formulas.length) return;
  const html = document.createElement("div");
  html.append(copied.cloneNode(true));
  for (const formula of formulas) formula.replaceWith(texOf(formula));
  const text = document.createElement("div");
  text.className = "kb-unseen";
  text.append(copied);
  // Only the text of laid out elements has the line breaks of the page.
  document.body.append(text);
  // biome-ignore lint/performance/useDomNodeTextContent: where lines end is known to the layout only
  event.clipboardData.setData("text/plain", text.innerText);
  text.remove();
  event.clipboardData.setData("text/html", html.innerHTML);
  event.preventDefault();
});

/** Shows a formula as large as the window allows, with a button to copy its TeX. */
async function enlarge(formula: Element): Promise<void> {
  await loadStrings(strings);
  const dialog = document.createElement("dialog");
  dialog.className = "kb-zoom md-typeset";
  dialog.setAttribute("aria-label", translate("browser.formula"));
  const shown = document.createElement("div");
  shown.className = "kb-zoom__formula";
  shown.tabIndex = 0;
  shown.append(...[...formula.children].map((child) => child.cloneNode(true)));
  const copy = button(translate("browser.copy_tex"));
  copy.addEventListener("click", () => {
    void navigator.clipboard.writeText(texOf(formula)).then(() => {
      copy.textContent = translate("browser.copied");
    });
  });
  const close = button(translate("search.close"));
  close.addEventListener("click", () => dialog.close());
  const row = document.createElement("p");
  row.append(copy, close);
  dialog.append(shown, row);
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function button(words: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "md-button";
  made.textContent = words;
  return made;
}

/** Shows a short-lived notice, announced to screen readers. */
function notice(words: string): void {
  const shown = document.createElement("div");
  shown.className = "kb-notice";
  shown.setAttribute("role", "status");
  shown.textContent = words;
  document.body.append(shown);
  setTimeout(() => shown.remove(), NOTICE_MS);
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const formula = event.target.closest("article .kb-formula");
  if (formula && !event.target.closest("a, .kb-zoom") && getSelection()?.isCollapsed !== false) {
    void enlarge(formula).catch(() => undefined);
    return;
  }
  const link = event.target.closest<HTMLAnchorElement>("a.headerlink");
  if (link && navigator.clipboard) {
    void Promise.all([loadStrings(strings), navigator.clipboard.writeText(link.href)]).then(
      () => notice(translate("browser.link_copied")),
      () => undefined,
    );
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target instanceof Element && event.target.matches("article .kb-formula")) {
    void enlarge(event.target).catch(() => undefined);
  }
});

/** The theme adds a navigation landmark without a name to each block of code, and on touch screens takes blocks that scroll from the
 * keyboard. */
new MutationObserver((changes) => {
  for (const { addedNodes, target } of changes) {
    for (const node of addedNodes) if (node instanceof Element && node.matches(".md-code__nav")) node.setAttribute("role", "none");
    if (target instanceof HTMLElement && target.matches("pre > code:not([tabindex])") && target.scrollWidth > target.clientWidth)
      target.tabIndex = 0;
  }
}).observe(document.body, { childList: true, subtree: true, attributeFilter: ["tabindex"] });
