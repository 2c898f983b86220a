/** Applies the reader's colour scheme before the page is painted. */

interface Palette {
  readonly color?: Readonly<Record<string, string>>;
}

declare const __md_get: (name: string) => unknown;

const SYSTEM = "(prefers-color-scheme)";

const stored = (__md_get("__palette") as Palette | null)?.color;
if (stored) {
  let color = stored;
  if (stored["media"] === SYSTEM) {
    const media = `(prefers-color-scheme: ${matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark"})`;
    const option = document.querySelector(`[data-md-color-media='${media}']`);
    const value = (name: string): string => option?.getAttribute(`data-md-color-${name}`) ?? "";
    color = { ...stored, media: value("media"), scheme: value("scheme"), primary: value("primary"), accent: value("accent") };
  }
  for (const [name, value] of Object.entries(color)) document.body.setAttribute(`data-md-color-${name}`, value);
}
