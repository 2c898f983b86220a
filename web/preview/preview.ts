/** Previews of concepts: a tooltip with the beginning of a concept's page, next to the link that is hovered or focused.
 *
 * Listens on the document, so it survives instant navigation. If pages cannot be fetched (opened from disk), nothing is shown and the
 * link still works. */

const DELAY = 220;
const CLOSE_DELAY = 200;
const GAP = 8;
const contents = new Map<string, Promise<HTMLElement | null>>();
let panel: HTMLElement | null = null;
let current: HTMLAnchorElement | null = null;
let timer = 0;

function termAt(target: EventTarget | null): HTMLAnchorElement | null {
  return target instanceof Element ? target.closest<HTMLAnchorElement>("a.kb-term") : null;
}

/** The title of a concept's page and the first definition or mention on it. */
async function load(address: string): Promise<HTMLElement | null> {
  const response = await fetch(address);
  if (!response.ok) return null;
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const content = document.createElement("div");
  content.className = "kb-preview__content md-typeset";
  const parts = ["article h1", "article .kb-lead", "article .kb-definition .kb-text", "article .kb-occurrence"];
  const found = parts.flatMap((selector) => [...page.querySelectorAll(selector)].slice(0, 1));
  for (const part of found.some((each) => each.matches(".kb-text")) ? found.slice(0, 3) : found) {
    for (const each of [part, ...part.querySelectorAll("[id]")]) each.removeAttribute("id");
    content.append(document.importNode(part, true));
  }
  return content.childElementCount ? content : null;
}

function contentOf(address: string): Promise<HTMLElement | null> {
  const known = contents.get(address) ?? load(address).catch(() => null);
  contents.set(address, known);
  return known;
}

function position(shown: HTMLElement, link: HTMLAnchorElement): void {
  const box = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = shown;
  const left = Math.min(Math.max(GAP, box.left), document.documentElement.clientWidth - width - GAP);
  const below = box.bottom + GAP + height <= innerHeight || box.top < height + GAP;
  shown.style.left = `${left + scrollX}px`;
  shown.style.top = `${(below ? box.bottom + GAP : box.top - GAP - height) + scrollY}px`;
}

function close(): void {
  clearTimeout(timer);
  current?.removeAttribute("aria-describedby");
  panel?.remove();
  panel = current = null;
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const content = await contentOf(link.href);
  if (!content || current !== link) return;
  panel?.remove();
  panel = document.createElement("div");
  panel.className = "kb-preview";
  panel.id = "kb-preview";
  panel.setAttribute("role", "tooltip");
  panel.append(content.cloneNode(true));
  document.body.append(panel);
  link.setAttribute("aria-describedby", panel.id);
  position(panel, link);
}

function scheduleOpen(link: HTMLAnchorElement): void {
  if (current === link) {
    clearTimeout(timer);
    return;
  }
  close();
  current = link;
  timer = window.setTimeout(() => void open(link), DELAY);
}

function scheduleClose(): void {
  clearTimeout(timer);
  timer = window.setTimeout(close, CLOSE_DELAY);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const link = termAt(event.target);
  if (link) scheduleOpen(link);
  else if (panel && event.target instanceof Node && panel.contains(event.target)) clearTimeout(timer);
  else if (current) scheduleClose();
});
document.addEventListener("focusin", (event) => {
  const link = termAt(event.target);
  if (link?.matches(":focus-visible")) scheduleOpen(link);
  else if (current && !(event.target instanceof Node && panel?.contains(event.target))) close();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && panel) close();
});
document.addEventListener("click", close);
