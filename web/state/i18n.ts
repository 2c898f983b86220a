/** Interface strings. `generator/zhiku/lang/ui/` holds them; the build writes those of the base's language to one file (`strings_file`
 * in `generator/zhiku/lang/interface.py`), which is loaded on first use. */

import { loadScript } from "./site.ts";

type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

export interface Strings {
  /** A language tag (BCP 47). */
  readonly language: string;
  readonly strings: Readonly<Record<string, string | Plural>>;
}

declare global {
  var kbStrings: Strings | undefined;
}

export type Values = Readonly<Record<string, string | number>>;
/** Translates a key; `n` among the values selects the plural form. */
export type Translate = (key: string, values?: Values) => string;

const SLOT = /\{(\w+)\}/g;
let loading: Promise<void> | undefined;

/** Loads the strings once, from an address given by the page. */
export const loadStrings = (source: string): Promise<void> => {
  if (globalThis.kbStrings) return Promise.resolve();
  loading ??= loadScript(source).catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
};

/** The string for a key; the key itself if there is none. */
export const translate: Translate = (key, values = {}) => {
  const { language = "en", strings = {} } = globalThis.kbStrings ?? {};
  const found = strings[key] ?? key;
  const text = typeof found === "string" ? found : (found[category(language, values["n"])] ?? found.other ?? key);
  return text.replace(SLOT, (slot, name: string) => String(values[name] ?? slot));
};

function category(language: string, n: string | number | undefined): Intl.LDMLPluralRule {
  if (typeof n !== "number") return "other";
  try {
    return new Intl.PluralRules(language).select(n);
  } catch {
    return "other";
  }
}
