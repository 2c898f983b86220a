/** Highlights the searched phrases on the page of a result: `?h=phrase&h=phrase` in the address becomes `<mark>` elements.
 *
 * Formulas are skipped, the text is unchanged, and the page scrolls only if the first match in the section that the address names is out of
 * sight. Escape removes the marks. */

import { PLAIN_RULES, clusterEnd, normalize } from "../text/analyzer.ts";
import { occurrences } from "../data/document.ts";

const BLOCK_ELEMENTS = "p,li,h1,h2,h3,h4,h5,h6,td,th,pre,dt,dd,summary,figcaption,blockquote,div,article";
const EXCLUDED = ".katex,.arithmatex,script,style,svg,textarea,button,nav,.headerlink,.kb-search,[data-added]";

/** Consecutive text nodes of one block, with a line feed for each formula between them. */
interface TextRun {
  text: string;
  readonly nodes: { readonly node: Text; readonly start: number }[];
}

function textRuns(root: Element): TextRun[] {
  const found = new Map<Element, TextRun>();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && node.matches(EXCLUDED) && node !== root ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let last: Text | undefined;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) continue;
    const block = node.parentElement!.closest(BLOCK_ELEMENTS) ?? root;
    const stretch = found.get(block) ?? { text: "", nodes: [] };
    if (stretch.text && last && isSeparated(last, node)) stretch.text += "\n\u0001";
    found.set(block, stretch);
    stretch.nodes.push({ node, start: stretch.text.length });
    stretch.text += node.data;
    last = node;
  }
  return [...found.values()];
}

/** True if an excluded element or a line break separates two text nodes. */
function isSeparated(one: Text, other: Text): boolean {
  const range = document.createRange();
  range.setStartAfter(one);
  range.setEndBefore(other);
  return range.cloneContents().querySelector(`${EXCLUDED},br,${BLOCK_ELEMENTS}`) !== null;
}

function rangesOf(text: string, phrases: readonly string[]): [number, number][] {
  const normal = normalize(text, PLAIN_RULES);
  const ranges: [number, number][] = [];
  for (const phrase of phrases) {
    for (const at of occurrences(normal.text, phrase)) {
      ranges.push([normal.origin[at]!, clusterEnd(text, normal.origin[at + phrase.length - 1]!)]);
    }
  }
  return ranges.sort(([one], [other]) => one - other);
}

function markRun(stretch: TextRun, phrases: readonly string[]): void {
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

function clearMarks(): void {
  for (const mark of document.querySelectorAll("mark.kb-mark")) {
    const parent = mark.parentNode!;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

function markMatches(): void {
  const root = document.querySelector("article[data-question]") ?? document.querySelector("article") ?? document.body;
  if (root.querySelector("mark.kb-mark")) return;
  const phrases = new URLSearchParams(location.search)
    .getAll("h")
    .map((phrase) => normalize(phrase, PLAIN_RULES).text)
    .filter(Boolean);
  for (const stretch of textRuns(root)) markRun(stretch, phrases);
  const anchor = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const marks = [...root.querySelectorAll("mark.kb-mark")];
  const first = anchor ? marks.find((mark) => anchor.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING) : undefined;
  const box = first?.getBoundingClientRect();
  if (box && anchor!.getBoundingClientRect().top + innerHeight * 0.7 < box.top) first!.scrollIntoView({ block: "center" });
}

document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) clearMarks();
  },
  { once: true },
);
markMatches();
