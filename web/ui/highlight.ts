/** Marks what a reader searched for on the page a result led to: `?h=phrase&h=phrase` in the address in, `<mark>` elements out.
 *
 * Formulas are left alone, text keeps every character, and the page moves only where the first match of the section that the
 * address names lies out of sight. Escape takes the marks away. */

import { PLAIN_RULES, normalize } from "../text/analyzer.ts";
import { occurrences } from "../data/document.ts";

const BLOCKS = "p,li,h1,h2,h3,h4,h5,h6,td,th,pre,dt,dd,summary,figcaption,blockquote,div,article";
const LEFT_ALONE = ".katex,.arithmatex,script,style,svg,textarea,button,nav,.headerlink,.kb-search,[data-added]";

/** Text nodes of one block in a row, with a line feed for every formula between them. */
interface Stretch {
  text: string;
  readonly nodes: { readonly node: Text; readonly start: number }[];
}

function stretches(root: Element): Stretch[] {
  const found = new Map<Element, Stretch>();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && node.matches(LEFT_ALONE) && node !== root ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  let last: Text | undefined;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    const block = node.parentElement!.closest(BLOCKS) ?? root;
    const stretch = found.get(block) ?? { text: "", nodes: [] };
    if (stretch.text && last && separated(last, node)) stretch.text += "\n\u0001";
    found.set(block, stretch);
    stretch.nodes.push({ node, start: stretch.text.length });
    stretch.text += node.data;
    last = node;
  }
  return [...found.values()];
}

/** Whether something that is left alone, or a line break, stands between two text nodes. */
function separated(one: Text, other: Text): boolean {
  const range = document.createRange();
  range.setStartAfter(one);
  range.setEndBefore(other);
  return range.cloneContents().querySelector(`${LEFT_ALONE},br,${BLOCKS}`) !== null;
}

function rangesOf(text: string, phrases: readonly string[]): [number, number][] {
  const normal = normalize(text, PLAIN_RULES);
  const ranges: [number, number][] = [];
  for (const phrase of phrases) {
    for (const at of occurrences(normal.text, phrase)) {
      const last = normal.origin[at + phrase.length - 1]!;
      ranges.push([normal.origin[at]!, last + ((text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1)]);
    }
  }
  return ranges.sort(([one], [other]) => one - other);
}

function markStretch(stretch: Stretch, phrases: readonly string[]): void {
  const chars = new Set<number>();
  for (const [start, end] of rangesOf(stretch.text, phrases)) for (let at = start; at < end; at++) chars.add(at);
  if (!chars.size) return;
  for (const { node, start } of [...stretch.nodes].reverse()) {
    for (let end = node.length; end > 0; ) {
      if (!chars.has(start + end - 1)) {
        end--;
        continue;
      }
      let begin = end - 1;
      while (begin > 0 && chars.has(start + begin - 1)) begin--;
      const mark = document.createElement("mark");
      mark.className = "kb-mark";
      const part = node.splitText(begin);
      part.splitText(end - begin);
      part.replaceWith(mark);
      mark.append(part);
      end = begin;
    }
  }
}

function clear(): void {
  for (const mark of document.querySelectorAll("mark.kb-mark")) {
    const parent = mark.parentNode!;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

function show(): void {
  const root = document.querySelector("article[data-question]") ?? document.querySelector("article") ?? document.body;
  if (root.querySelector("mark.kb-mark")) return;
  const phrases = new URLSearchParams(location.search).getAll("h").map((phrase) => normalize(phrase, PLAIN_RULES).text).filter(Boolean);
  for (const stretch of stretches(root)) markStretch(stretch, phrases);
  const anchor = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const marks = [...root.querySelectorAll("mark.kb-mark")];
  const first = anchor ? marks.find((mark) => anchor.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING) : undefined;
  const box = first?.getBoundingClientRect();
  if (box && anchor!.getBoundingClientRect().top + innerHeight * 0.7 < box.top) first!.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) clear();
}, { once: true });
show();
