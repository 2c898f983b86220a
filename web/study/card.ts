/** The text of a card, fetched from the question's own page with its typeset formulas and errata, so that the site contains it only
 * once. */

import { element } from "../ui/dom.ts";
import { pageUrl, type Site } from "../state/site.ts";
import type { Question } from "./data.ts";

export interface CardText {
  readonly title: string;
  readonly url: string;
  readonly prompt: Element | undefined;
  /** What to recall, in the order of the page, with the heading of each section. */
  readonly sections: readonly { readonly kind: string; readonly heading: string; readonly text: Element }[];
}

const pages = new Map<string, Promise<Document>>();
const MAX_PAGES = 30;

export const questionUrl = (site: Site, id: string): string => pageUrl(site, `questions/${encodeURIComponent(id)}/`);

/** Fetches the page of a question, once. */
function pageOf(url: string): Promise<Document> {
  const known = pages.get(url);
  if (known) return known;
  const page = fetch(url).then(async (response) => {
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    return new DOMParser().parseFromString(await response.text(), "text/html");
  });
  page.catch(() => pages.delete(url));
  pages.set(url, page);
  if (pages.size > MAX_PAGES) pages.delete(pages.keys().next().value!);
  return page;
}

/** Fetches a page in advance. */
export const prefetch = (site: Site, id: string): void => void pageOf(questionUrl(site, id)).catch(() => undefined);

export async function cardText(site: Site, id: string): Promise<CardText> {
  const url = questionUrl(site, id);
  const page = await pageOf(url);
  const article = page.querySelector("article[data-question]");
  if (!article) throw new Error(`${url}: no question`);
  const texts = [...article.querySelectorAll<HTMLElement>(".kb-text[data-section]")].map((text) => {
    const copy = document.importNode(text, true);
    makeLinksAbsolute(copy, url);
    for (const link of copy.querySelectorAll("a.kb-anchor")) link.remove();
    return { kind: text.dataset["section"]!, heading: headingOf(text), text: copy };
  });
  return {
    title: article.querySelector("h1")?.textContent.trim() ?? "",
    url,
    prompt: texts.find(({ kind }) => kind === "prompt")?.text,
    sections: texts.filter(({ kind }) => kind !== "prompt"),
  };
}

function headingOf(text: Element): string {
  let before = text.previousElementSibling;
  while (before && !/^H[1-6]$/.test(before.tagName)) before = before.previousElementSibling;
  const heading = before?.cloneNode(true) as Element | undefined;
  for (const link of heading?.querySelectorAll(".headerlink, [data-added]") ?? []) link.remove();
  return heading?.textContent.trim() ?? "";
}

/** Makes links and sources absolute, since the text is shown on another page; links to anchors in the text stay. */
function makeLinksAbsolute(text: Element, base: string): void {
  for (const name of ["href", "src"]) {
    for (const node of text.querySelectorAll(`[${name}]`)) {
      const address = node.getAttribute(name)!;
      if (!address.startsWith("#")) node.setAttribute(name, new URL(address, base).href);
    }
  }
}

/** The answer, followed by the other sections, folded. */
export function sectionElements(text: CardText): HTMLElement[] {
  return text.sections.map(({ kind, heading, text: words }, index) => {
    if (index === 0) return element("section", { "data-section": kind }, element("h3", {}, heading), words);
    return element("details", { class: "kb-card__more", "data-section": kind }, element("summary", {}, heading), words);
  });
}

/** The answer on the page of a question, embedded: opened from disk, a page cannot fetch another one. */
export const embeddedPage = (site: Site, { id, label }: Question): HTMLElement =>
  element("iframe", { class: "kb-card__frame", src: `${questionUrl(site, id)}#answer`, title: label, loading: "lazy" });
