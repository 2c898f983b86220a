/** The size of text that a reader chooses: three steps, kept for the site, applied before a page is painted. */

declare const __md_get: (name: string) => unknown;
declare const __md_set: (name: string, value: unknown) => void;

const KEY = "__kb_text";
/** Percent of the usual size; the style sheet knows the steps above the first by their place. */
const SIZES = [100, 115, 130];

function show(step: number): void {
  if (step) document.documentElement.dataset["kbText"] = `${step}`;
  else delete document.documentElement.dataset["kbText"];
}

/** The step that is kept, the first where there is none or storage is forbidden. */
function kept(): number {
  try {
    const step = Number(__md_get(KEY));
    return SIZES[step] ? step : 0;
  } catch {
    return 0;
  }
}

/** Applies the kept size. */
export const applyTextSize = (): void => {
  show(kept());
};

/** Goes on to the next size with each press of the button in the header, and says which it is. */
export function followTextSize(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-kb-text-size]") : null;
    if (!button) return;
    const step = (Number(document.documentElement.dataset["kbText"] ?? 0) + 1) % SIZES.length;
    show(step);
    __md_set(KEY, step);
    button.setAttribute("aria-label", `${button.dataset["kbTextSize"] ?? ""} ${SIZES[step] ?? ""} %`);
  });
}
