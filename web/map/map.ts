/**
 * The map of a base: domains, questions and concepts as dots, lines between what belongs together.
 *
 * Draws the graph in `data-graph` of `#kb-map` there: an attribute, because instant navigation runs every inline script as
 * JavaScript, JSON too. The first tap on a dot shows its neighbours, the second opens its page. Colours come from the page, so the
 * map follows light and dark.
 */

import cytoscape, { type Core, type NodeSingular } from "cytoscape"
import { loadStrings, translate } from "../state/i18n.ts"

type NodeRow = [id: string, kind: "domain" | "concept" | "question", name: string, url: string, hue: number | null]

interface Graph {
  nodes: NodeRow[]
  edges: [number, number][]
}

const SHORTEST_SHOWN = 10
const SPREAD = 40
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

/** Where the site's root is, as seen from this page. */
function siteRoot(root: HTMLElement): string {
  return (root.dataset["src"] ?? "").replace(/assets\/map\/map\.js$/, "")
}

function pageAddress(root: HTMLElement, url: string): string {
  return siteRoot(root) + url + (location.protocol === "file:" ? "index.html" : "")
}

function colours(): { text: string; quiet: string; line: string; accent: string; background: string; dark: boolean } {
  const style = getComputedStyle(document.body)
  const value = (name: string): string => style.getPropertyValue(name).trim()
  return {
    text: value("--md-default-fg-color"),
    quiet: value("--md-default-fg-color--light"),
    line: value("--kb-line"),
    accent: value("--md-accent-fg-color"),
    background: value("--md-default-bg-color"),
    dark: document.body.getAttribute("data-md-color-scheme") === "slate",
  }
}

function styleSheet(): cytoscape.StylesheetJson {
  const { text, quiet, line, accent, background, dark } = colours()
  const hue = (node: NodeSingular): string => `hsl(${String(node.data("hue"))}, 60%, ${dark ? "62%" : "45%"})`
  return [
    {
      selector: "node",
      style: {
        label: "data(label)", "font-size": 9, color: text, "text-wrap": "ellipsis", "text-max-width": "110px",
        "text-valign": "bottom", "text-margin-y": 3, "text-outline-color": background, "text-outline-width": 2,
        "min-zoomed-font-size": 7, "background-color": quiet, width: 8, height: 8,
      },
    },
    { selector: 'node[kind = "concept"]', style: { "background-color": dark ? "#8fa3c2" : "#8798b3", width: "mapData(degree, 1, 8, 6, 15)", height: "mapData(degree, 1, 8, 6, 15)" } },
    { selector: 'node[kind = "question"]', style: { shape: "round-rectangle", "background-color": accent, width: 13, height: 13 } },
    { selector: 'node[kind = "domain"]', style: { "background-color": hue, width: 26, height: 26, "font-size": 12, "font-weight": "bold", "min-zoomed-font-size": 0 } },
    { selector: "edge", style: { width: 1, "line-color": line, "curve-style": "haystack" } },
    { selector: ".faded", style: { opacity: 0.12, "text-opacity": 0 } },
    { selector: ".focus", style: { "min-zoomed-font-size": 0, "text-max-width": "200px", "border-width": 2, "border-color": accent } },
    { selector: ".near", style: { "min-zoomed-font-size": 0 } },
    { selector: "edge.near", style: { "line-color": accent, width: 1.5 } },
    { selector: ".hidden", style: { display: "none" } },
  ]
}

function elements(graph: Graph): cytoscape.ElementDefinition[] {
  const degree = new Map<number, number>()
  for (const end of graph.edges.flat()) degree.set(end, (degree.get(end) ?? 0) + 1)
  const nodes = graph.nodes.flatMap(([id, kind, name, url, hue], index): cytoscape.ElementDefinition[] => {
    const shown = degree.get(index) ?? 0
    // On a sunflower's spiral to begin with: the layout starts from there, so it ends the same at every visit.
    const position = { x: SPREAD * Math.sqrt(index) * Math.cos(index * GOLDEN_ANGLE), y: SPREAD * Math.sqrt(index) * Math.sin(index * GOLDEN_ANGLE) }
    return shown || kind === "question" ? [{ data: { id, kind, label: name, url, hue: hue ?? 0, degree: shown }, position }] : []
  })
  const edges = graph.edges.flatMap(([from, to]): cytoscape.ElementDefinition[] => {
    const [source, target] = [graph.nodes[from]?.[0], graph.nodes[to]?.[0]]
    return source && target ? [{ data: { source, target } }] : []
  })
  return [...nodes, ...edges]
}

function show(root: HTMLElement): void {
  const canvas = root.querySelector<HTMLElement>(".kb-map__canvas")
  const status = root.querySelector<HTMLElement>(".kb-map__status")
  if (!canvas || !status) return
  const graph = JSON.parse(root.dataset["graph"] ?? "") as Graph
  const map = cytoscape({
    container: canvas, elements: elements(graph), style: styleSheet(), minZoom: 0.2, maxZoom: 4,
    layout: {
      name: "cose", animate: false, randomize: false, padding: 24, nodeRepulsion: () => 9000, idealEdgeLength: () => 55,
      nodeOverlap: 12, gravity: 0.35, numIter: 1200, componentSpacing: 60,
    },
  })
  turnToFit(map, canvas)
  status.textContent = translate("map.hint")
  root.dataset["state"] = "ready"
  focusByTap(map, root, status)
  filterByDomain(map, root, status)
  new MutationObserver(() => map.style(styleSheet())).observe(document.body, { attributeFilter: ["data-md-color-scheme"] })
  new ResizeObserver(() => map.resize()).observe(canvas)
}

/** Lay a tall map on its side where the canvas is wide, and the other way round. */
function turnToFit(map: Core, canvas: HTMLElement): void {
  const box = map.elements().boundingBox({ includeLabels: false })
  if (box.w > box.h !== canvas.clientWidth > canvas.clientHeight) {
    map.nodes().positions((node) => ({ x: node.position("y"), y: node.position("x") }))
  }
  map.fit(undefined, 24)
}

function focusByTap(map: Core, root: HTMLElement, status: HTMLElement): void {
  let focused = ""
  const clear = (): void => {
    focused = ""
    map.elements().removeClass("faded focus near")
    status.textContent = translate("map.hint")
  }
  map.on("tap", (event) => {
    if (event.target === map) clear()
  })
  map.on("tap", "node", (event) => {
    const node = event.target as NodeSingular
    if (focused === node.id()) {
      location.assign(pageAddress(root, String(node.data("url"))))
      return
    }
    clear()
    focused = node.id()
    const near = node.closedNeighborhood()
    map.elements().not(near).addClass("faded")
    near.addClass("near")
    node.addClass("focus")
    status.textContent = translate("map.focused", { name: String(node.data("label")), n: node.neighborhood("node").length })
  })
}

function filterByDomain(map: Core, root: HTMLElement, status: HTMLElement): void {
  const buttons = [...root.querySelectorAll<HTMLButtonElement>("button[data-domain]")]
  for (const button of buttons) {
    const domain = map.getElementById(`domain:${button.dataset["domain"] ?? ""}`)
    button.hidden = domain.empty()
    button.addEventListener("click", () => {
      const chosen = button.getAttribute("aria-pressed") !== "true"
      for (const other of buttons) other.setAttribute("aria-pressed", String(chosen && other === button))
      map.elements().removeClass("hidden")
      if (chosen) {
        const members = domain.closedNeighborhood()
        const kept = members.union(members.nodes().not(domain).closedNeighborhood().not('[kind = "domain"]')).union(domain)
        map.elements().not(kept).addClass("hidden")
        status.textContent = translate("map.filtered", { name: String(domain.data("label")), n: kept.nodes().length })
      } else {
        status.textContent = translate("map.hint")
      }
      const visible = map.elements(":visible")
      map.animate({ fit: { eles: visible.length > SHORTEST_SHOWN ? visible : map.elements(), padding: 24 }, duration: 250 })
    })
  }
}

const root = document.getElementById("kb-map")
if (root && !root.dataset["state"]) void loadStrings(root.dataset["strings"] ?? "").finally(() => show(root))
