/** A site opened from a disk: no server turns a folder's address into its index page, so links that readers follow get its name. */

import { fromDisk } from "../state/site.ts";

/** Completes every link to a folder at the moment it is followed, by mouse, key or script. */
export function completeLinks(): void {
  if (!fromDisk()) return;
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }, true);
}
