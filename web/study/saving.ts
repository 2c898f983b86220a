/** Below the card: export and import of progress as a file, and its deletion. */

import { actionButton, download, element } from "../ui/dom.ts";
import type { Translate } from "./data.ts";
import { parseProgress, type Store } from "./store.ts";

/** `message` shows the outcome; `changed` is called after progress was imported or deleted. */
export function savingView(
  title: string,
  t: Translate,
  store: Store,
  message: HTMLElement,
  changed: (how: "imported" | "cleared") => Promise<void>,
): HTMLElement {
  const button = (key: string, act: () => void, name: string): HTMLElement =>
    actionButton(t(key), act, { class: "kb-button", "data-kb": name });
  const clear = async (): Promise<void> => {
    await store.clear();
    message.textContent = t("cleared");
    await changed("cleared");
  };
  const file = element("input", { type: "file", accept: "application/json,.json", hidden: "", "aria-label": t("import") });
  file.addEventListener("change", () => void importFile(file, t, store, message, () => changed("imported")));
  const save = (): void => {
    const day = new Date().toISOString().slice(0, 10);
    download(`${title} ${day}.json`, JSON.stringify(store.export(title)), "application/json");
  };
  return element(
    "div",
    { class: "kb-study__saving" },
    element("h2", {}, t("saving")),
    element("p", {}, t(store.kept ? "kept" : "unkept")),
    element(
      "p",
      { class: "kb-study__buttons" },
      button("export", save, "export"),
      button("import", () => file.click(), "import"),
      file,
    ),
    message,
    element(
      "details",
      { class: "kb-study__clear" },
      element("summary", {}, t("clear")),
      element("p", {}, t("clear_warning")),
      button("clear_now", () => void clear(), "clear"),
    ),
    element("p", { class: "kb-study__keys" }, t("keys")),
  );
}

async function importFile(
  field: HTMLInputElement,
  t: Translate,
  store: Store,
  message: HTMLElement,
  imported: () => Promise<void>,
): Promise<void> {
  const progress = parseProgress((await field.files?.[0]?.text()) ?? "");
  field.value = "";
  if (!progress) {
    message.textContent = t("import_failed");
    return;
  }
  await store.import(progress);
  await imported();
  message.textContent = t("imported", { n: progress.cards.length, reviews: progress.reviews.length });
}
