/** Progress: a bar for each topic, and a plot of the reviews of the last weeks. */

import { element } from "../ui/dom.ts";
import type { Question, StudyData, Translate } from "./data.ts";
import { countStages, reviewsByDay, type Day, type StageCounts } from "./deck.ts";
import type { Store } from "./store.ts";

/** Weeks that the plot shows. */
const WEEKS = 8;

const STAGES = ["known", "learning", "new"] as const;

function bar(name: string, counts: StageCounts, t: Translate): HTMLElement {
  const total = counts.known + counts.learning + counts.new;
  const words = t("bar", { known: counts.known, learning: counts.learning, total });
  const parts = STAGES.filter((stage) => counts[stage]).map((stage) => {
    const part = element("span", { class: `kb-bar__part kb-bar__part--${stage}` });
    part.style.flexGrow = String(counts[stage]);
    return part;
  });
  return element(
    "li",
    { class: "kb-bar" },
    element("span", { class: "kb-bar__name" }, name),
    element("span", { class: "kb-bar__count" }, `${counts.known} / ${total}`),
    element("span", { class: "kb-bar__line", role: "img", "aria-label": words }, ...parts),
  );
}

const legend = (t: Translate): HTMLElement =>
  element(
    "p",
    { class: "kb-legend", "aria-hidden": "true" },
    ...STAGES.map((stage) => element("span", {}, element("i", { class: `kb-bar__part--${stage}` }), t(stage))),
  );

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 420,
  HEIGHT = 100,
  TOP = 8,
  BOTTOM = 20;

function svg(name: string, attributes: Readonly<Record<string, string | number>>, ...children: Node[]): SVGElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

/** A bar chart with a column for each day, failures at the bottom, and a date below the first day of each week. */
function plot(days: readonly Day[], language: string, t: Translate): SVGElement {
  const most = Math.max(5, ...days.map(({ reviews }) => reviews));
  const step = WIDTH / days.length,
    height = HEIGHT - TOP - BOTTOM;
  const format = new Intl.DateTimeFormat(language, { month: "numeric", day: "numeric" });
  const total = days.reduce((sum, { reviews }) => sum + reviews, 0),
    active = days.filter(({ reviews }) => reviews).length;
  const columns = days.flatMap(({ date, reviews, forgotten }, index) => {
    const x = index * step + 1,
      width = Math.max(1, step - 2);
    const column = (count: number, below: number, kind: string): SVGElement =>
      svg("rect", {
        class: `kb-plot__${kind}`,
        x,
        width,
        y: TOP + height - ((count + below) / most) * height,
        height: (count / most) * height,
        rx: 1.5,
      });
    const label =
      index % 7 === 0
        ? [svg("text", { class: "kb-plot__label", x: index * step, y: HEIGHT - 5 }, document.createTextNode(format.format(date)))]
        : [];
    if (!reviews) return [svg("rect", { class: "kb-plot__none", x, width, y: TOP + height - 2, height: 2, rx: 1 }), ...label];
    const title = svg("title", {}, document.createTextNode(t("day", { date: format.format(date), n: reviews, forgotten })));
    return [svg("g", {}, title, column(forgotten, 0, "forgotten"), column(reviews - forgotten, forgotten, "passed")), ...label];
  });
  return svg(
    "svg",
    {
      class: "kb-plot",
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      role: "img",
      "aria-label": t("plot", { n: total, days: active, weeks: days.length / 7 }),
    },
    ...columns,
  );
}

/** The bars, of each topic if there are several, and the plot. */
export function progress(data: StudyData, questions: readonly Question[], store: Store, t: Translate, language: string): Element[] {
  const topics = data.topics
    .map(([id, name]) => [name, questions.filter(({ topics }) => topics.includes(id))] as const)
    .filter(([, ofTopic]) => ofTopic.length);
  const rows = [[t("all"), questions] as const, ...(topics.length > 1 ? topics : [])];
  return [
    element("h2", {}, t("progress")),
    legend(t),
    element("ul", { class: "kb-bars" }, ...rows.map(([name, ofRow]) => bar(name, countStages(ofRow, store.cards), t))),
    element("h2", {}, t("weeks", { n: WEEKS })),
    plot(reviewsByDay(store.reviews, WEEKS * 7, Date.now()), language, t),
  ];
}
