/** Sites opened from disk: no server maps a folder to its index page, so links get the name of the page. */

import { fromDisk } from "../state/site.ts";

/** Completes every link to a folder when it is followed, by mouse, key or script. */
export function completeFolderLinks(): void {
  if (!fromDisk()) return;
  document.addEventListener(
    "click",
    (event) => {
      const link = (event.target as Element).closest?.<HTMLAnchorElement>("a[href]");
      if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
    },
    true,
  );
}
