/** The only script of the search on every page: it opens the dialog with its input field at once, and loads the rest while the reader types.
 *
 * Events are handled on the document, since instant navigation may replace anything below it. The dialog exists only while it is open, so
 * there is never a second `#kb-search` besides that of the search page. */

import type { App } from "./app.ts";
import { loadStrings } from "../state/i18n.ts";
import { assetUrl, fromDisk, loadScript, type Site } from "../state/site.ts";
import { EMPTY, readState, type State } from "../state/url-state.ts";
import { completeFolderLinks } from "./file-links.ts";
import { isEditing } from "./dom.ts";

declare const VERSION: string;
declare global {
  var kbSearchLoader: boolean | undefined;
  var document$: { subscribe(next: () => void): void } | undefined;
}

const ROOT = "kb-search";
const FIELD = "form[role=search] input[name=q]";

function start(script: HTMLScriptElement): void {
  const { root = ".", strings = "" } = script.dataset;
  const absolute = (path: string): string => new URL(path, location.href).href;
  const site: Site = {
    root: absolute(root)
      .replace(/(?:index\.html)?$/, "")
      .replace(/\/?$/, "/"),
    version: VERSION,
    language: document.documentElement.lang,
  };
  let loading: Promise<App> | undefined;
  let marked = "";

  const load = (): Promise<App> =>
    (loading ??= Promise.all([loadScript(assetUrl(site, "app.js")), loadStrings(absolute(strings))]).then(
      () => globalThis.kbSearchApp!,
      (error: unknown) => {
        loading = undefined;
        throw error;
      },
    ));
  const onPage = (): HTMLElement | null => document.getElementById(ROOT);

  async function mount(element: HTMLElement, close?: () => void, begin?: State): Promise<void> {
    const app = await load();
    if (element.isConnected) app.mount(element, site, close, begin);
  }

  /** Opens the dialog, or focuses the field if the page has one. */
  function open(text = "", begin: State = EMPTY): void {
    const present = onPage();
    if (present) {
      const input = present.querySelector("input")!;
      if (text) input.value = text;
      input.focus();
      if (text) input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      else input.select();
      return;
    }
    const dialog = dialogElement(fieldLabels());
    const close = (): void => dialog.close();
    // The browser restores the focus.
    dialog.addEventListener("close", () => dialog.remove());
    dialog.addEventListener("click", (event) => {
      const clicked = event.target as Element;
      if (clicked === dialog || clicked.closest("[data-close]")) close();
      // The link to the search page holds the state of the search.
      const link = dialog.querySelector<HTMLAnchorElement>(".kb-search__page");
      if (link && clicked.closest("#kb-results a")) keep(`${location.href} ${link.search}`);
    });
    // Escape would only empty a search field; close the dialog instead, unless an input method handles the key.
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      close();
    });
    // Enter before the app is loaded is remembered, and opens the first result once there is one.
    dialog.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) onPage()!.dataset["enter"] = "";
      event.preventDefault();
    });
    document.body.append(dialog);
    const input = dialog.querySelector("input")!;
    input.value = text;
    dialog.showModal();
    input.focus();
    input.setSelectionRange(text.length, text.length);
    mount(dialog.querySelector<HTMLElement>(`#${ROOT}`)!, close, begin).catch(() => {
      dialog.querySelector("form")?.classList.add("kb-search--failed");
    });
  }

  /** Moves what was typed into a field of the page to the dialog. */
  function moveToDialog(field: HTMLInputElement): void {
    const begin = readState(`?${new URLSearchParams(new FormData(field.form!) as unknown as Record<string, string>).toString()}`);
    const text = field.value;
    field.value = "";
    open(text, { ...begin, query: text });
  }

  const fieldOf = (event: Event): HTMLInputElement | undefined => {
    const target = event.target as Element | null;
    return target instanceof HTMLInputElement && target.matches(FIELD) && !target.closest(`#${ROOT}`) ? target : undefined;
  };

  document.addEventListener("focusin", (event) => {
    if (fieldOf(event) || (event.target as Element).closest?.(`#${ROOT}`)) void load().catch(() => undefined);
  });
  document.addEventListener(
    "click",
    (event) => {
      const field = fieldOf(event);
      if (field) return moveToDialog(field);
      const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-kb-search-open]");
      if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      event.stopPropagation();
      open("", readState(new URL(link.href).search));
    },
    true,
  );
  document.addEventListener("input", (event) => {
    const field = fieldOf(event);
    if (field && !(event as InputEvent).isComposing) moveToDialog(field);
  });
  document.addEventListener("compositionend", (event) => {
    const field = fieldOf(event);
    if (field) moveToDialog(field);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!fromDisk() || !form.matches("form[role=search]") || form.closest(`#${ROOT}`)) return;
    event.preventDefault();
    const parameters = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    location.href = `${site.root}search/index.html?${parameters.toString()}`;
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || event.defaultPrevented) return;
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isEditing(event.target);
      if (!command && !slash) return;
      event.preventDefault();
      event.stopPropagation();
      open();
    },
    true,
  );

  /** Opens the dialog again if a result was opened from it on this page. */
  function reopen(): void {
    const [page, search] = (readKept() ?? "").split(" ");
    if (page !== location.href) return;
    keep("");
    open("", readState(search!));
  }

  // Back and forward navigation leave the page behind the dialog.
  addEventListener("popstate", () => {
    document.querySelector<HTMLDialogElement>("dialog.kb-search-dialog")?.close();
    reopen();
  });
  // Without instant navigation, browsers show the page that they kept, or load it again.
  addEventListener("pageshow", ({ persisted }) => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    if (persisted || navigation?.type === "back_forward") reopen();
  });

  /** On every page load: mounts the field of the search page, and highlights matches if a result led here. */
  function onPageLoad(): void {
    const present = onPage();
    if (present && !present.closest("dialog"))
      void mount(present).catch(() => {
        present.classList.add("kb-search--failed");
      });
    if (marked === location.href || !new URLSearchParams(location.search).has("h")) return;
    marked = location.href;
    void loadScript(assetUrl(site, "marks.js")).catch(() => undefined);
  }
  onPageLoad();
  globalThis.document$?.subscribe(() => {
    if (!document.querySelector("mark.kb-mark")) marked = "";
    onPageLoad();
  });
}

const KEPT = "kb-left";

/** Keeps the page on which a result was opened from the dialog, and the search. */
function keep(search: string): void {
  try {
    sessionStorage.setItem(KEPT, search);
  } catch {
    // Without storage, going back shows the page alone.
  }
}

function readKept(): string | null {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** Labels of the field before the strings are loaded, from the button in the header. */
function fieldLabels(): Record<"label" | "hint" | "leave", string> {
  const { search = "", placeholder = "", close = "" } = document.querySelector<HTMLElement>("[data-kb-search-open]")?.dataset ?? {};
  return { label: search, hint: placeholder, leave: close };
}

/** The dialog with its field; the app adds everything else. Keep in step with the field in `overrides/kb-search.html`. */
function dialogElement({ label, hint, leave }: Record<"label" | "hint" | "leave", string>): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  dialog.className = "kb-search-dialog";
  dialog.setAttribute("aria-label", label);
  // The HTML is constant: safe.
  dialog.innerHTML = `<div id="${ROOT}" class="kb-search" data-state="loading"><form role="search" class="kb-search__form"><input type="text" inputmode="search" id="kb-search-input" name="q" class="kb-search__input" role="combobox" aria-autocomplete="list" aria-controls="kb-results" aria-expanded="false" autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" enterkeyhint="go"><button type="button" class="kb-search__close" data-close></button></form></div>`;
  const input = dialog.querySelector("input")!;
  input.setAttribute("aria-label", label);
  input.placeholder = hint;
  dialog.querySelector("[data-close]")!.textContent = leave;
  return dialog;
}

if (!globalThis.kbSearchLoader) {
  globalThis.kbSearchLoader = true;
  completeFolderLinks();
  start(document.currentScript as HTMLScriptElement);
}
