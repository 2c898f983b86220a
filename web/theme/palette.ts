/** The colour scheme of the page: applies the reader's choice before the page is painted, and follows the switch in the header.
 *
 * It takes the place of Material's component, which announces the scheme to the browser only after the page has been laid out: then the
 * browser computes the style of every element twice more, half a second on a phone for a page full of formulas. */

interface Palette {
  readonly index: number;
  readonly color: Readonly<Record<string, string>>;
}

declare const __md_get: (name: string) => unknown;
declare const __md_set: (name: string, value: unknown) => void;

const KEY = "__palette";
const NAMES = ["media", "scheme", "primary", "accent"] as const;
/** The media of the option that follows the system; no query of its own. */
const SYSTEM = "(prefers-color-scheme)";
const light = matchMedia("(prefers-color-scheme: light)");

const form = document.querySelector<HTMLFormElement>("[data-kb-palette]");
const options = [...document.querySelectorAll<HTMLInputElement>(`input[name=${KEY}]`)];
const stored = __md_get(KEY) as Palette | null;

/** The colours of an option; those of the matching option if it follows the system. */
function colorOf(option: HTMLInputElement): Palette["color"] {
  const media = option.dataset["mdColorMedia"];
  const shown = media === SYSTEM ? options.find((one) => one.dataset["mdColorMedia"] === systemMedia()) : option;
  const values = NAMES.map((name) => [name, (shown ?? option).getAttribute(`data-md-color-${name}`) ?? ""]);
  return { ...Object.fromEntries(values), media: media ?? "" };
}

const systemMedia = (): string => `(prefers-color-scheme: ${light.matches ? "light" : "dark"})`;

/** Sets a `<meta>` of the head, if that changes it. */
function setMeta(name: string, content: string): void {
  let meta = document.head.querySelector<HTMLMetaElement>(`meta[name=${name}]`);
  if (meta?.content === content) return;
  if (!meta) {
    meta = document.createElement("meta");
    meta.name = name;
    document.head.append(meta);
  }
  meta.content = content;
}

function paint(color: Palette["color"]): void {
  for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value);
}

function apply(index: number): void {
  const color = colorOf(options[index]!);
  paint(color);
  for (const [position, option] of options.entries())
    if (option.nextElementSibling instanceof HTMLLabelElement) option.nextElementSibling.hidden = position !== index;
  // Browsers paint scroll bars, fields and the bar above the page in these.
  setMeta("color-scheme", getComputedStyle(document.body).colorScheme);
  const header = form!.closest("header");
  if (header) setMeta("theme-color", getComputedStyle(header).backgroundColor);
  __md_set(KEY, { index, color });
}

/** Applies an option while the page is open, without fading each element from one colour to the other. */
function change(index: number): void {
  document.body.setAttribute("data-md-color-switching", "");
  apply(index);
  requestAnimationFrame(() => document.body.removeAttribute("data-md-color-switching"));
}

if (form && options.length) {
  const matching = options.findIndex((option) => matchMedia(option.dataset["mdColorMedia"] ?? "").matches);
  let current = Math.min(Math.max(stored?.index ?? matching, 0), options.length - 1);
  apply(current);
  form.addEventListener("change", (event) => {
    current = options.indexOf(event.target as HTMLInputElement);
    change(current);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const next = options[(current + 1) % options.length]!;
    next.click();
    next.focus();
  });
  light.addEventListener("change", () => change(current));
  // Scripts written for Material look for this name, which Material itself has looked for by then.
  document.addEventListener("DOMContentLoaded", () => {
    form.dataset["mdComponent"] = "palette";
  });
} else if (stored?.color) {
  // A switch of the owner's own, which Material follows.
  const option = stored.color["media"] === SYSTEM ? options.find((one) => one.dataset["mdColorMedia"] === SYSTEM) : undefined;
  paint(option ? colorOf(option) : stored.color);
}
