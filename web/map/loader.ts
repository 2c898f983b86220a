/** Loads the map once it comes into view: the graph library is the heaviest script of the site, and only this page needs it. */

declare const VERSION: string

const root = document.getElementById("kb-map")
if (root) {
  root.hidden = false
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return
    observer.disconnect()
    const script = document.createElement("script")
    script.src = `${root.dataset["src"] ?? ""}?v=${VERSION}`
    document.head.append(script)
  })
  observer.observe(root)
}
