/** Opens the content tabs that a reader chose before, and the tab that the address leads to. */

declare const __md_get: (name: string) => unknown;

const chosen = __md_get("__tabs");
if (Array.isArray(chosen)) {
  for (const set of document.querySelectorAll(".tabbed-set")) {
    const labels = [...set.querySelectorAll<HTMLLabelElement>(":scope > .tabbed-labels > label")];
    const label = chosen.map((name) => labels.find((each) => each.textContent?.trim() === name)).find((found) => found);
    const input = label && document.getElementById(label.htmlFor);
    if (input instanceof HTMLInputElement) input.checked = true;
  }
}
const target = document.getElementById(location.hash.slice(1));
if (target instanceof HTMLInputElement && target.name) target.checked = target.name.startsWith("__tabbed_");
export {};
