/** What a document earns for the units that it holds: by the fields that have them, and whether they are what a head introduces. */

import { count, FIELDS, type Document, type Field, type Passage } from "../data/document.ts";
import { TEXT } from "../data/schema.ts";
import type { DocFrequency } from "./doc-frequency.ts";
import { exact, type Alternative, type Unit } from "../query/segment.ts";

/** What a field is worth, and how many occurrences it takes to earn half of it. */
const FIELD: Readonly<Record<Field, readonly [weight: number, half: number]>> = {
  title: [3, 0], names: [1, 0], heads: [2, 0.6], body: [1.1, 1.2],
};
/** What a head that is the word itself is worth beside one that contains it, and one that gives further names as 召回率（Recall） does. */
const HEAD = 2.2, MOST_OF_HEAD = 1.4, INTRODUCES = 1.25;
/** How much of a word another name for it covers at least, and what a further name for the same thing adds. */
const LEAST_COVER_OF_NAMES = 0.8, ALSO = 0.1;
/** What running text is worth that says what is good or bad about another thing, and the labels that open it. */
const SAID_OF_ANOTHER = 0.9;
const GOOD_OR_BAD = /^(?:优缺点|[优缺]点|[优劣]势|不足|局限性?|好处|坏处|advantages?|disadvantages?|pros|cons|limitations?)$/;
/** What it is worth that a document writes a compound as it was typed, beside all its parts. */
const COMPOUND = 0.5;
/** What the parts of a compound are worth, and how much of it they cover: turned round in a title (不平衡数据 for 数据不平衡), all of
 * them, some of them. */
export const TURNED = [0.9, 0.95] as const, WHOLE = [0.6, 0.7] as const, PART = [0.3, 0.4] as const;
const MOST_KEPT = 2000;

/** `share` is how much of a unit a document holds. */
export interface Earned {
  readonly worth: number;
  readonly share: number;
  readonly found: readonly Alternative[];
}

export class Worth {
  readonly #heads = new Map<string, number>();

  constructor(private readonly frequency: DocFrequency) {}

  of(unit: Unit, document: Document): Earned {
    const whole = this.#whole(unit, document);
    return unit.parts.length ? this.#withParts(unit, document, whole) : whole;
  }

  #whole(unit: Unit, document: Document): Earned {
    let worth = 0, share = 0;
    const found: Alternative[] = [];
    for (const one of unit.alternatives) {
      const value = this.#value(document, one) * one.share;
      if (!value) continue;
      found.push(one);
      worth = Math.max(worth, value) + ALSO * Math.min(worth, value);
      share = Math.max(share, coverOf(one));
    }
    return { worth, share, found };
  }

  #withParts({ parts }: Unit, document: Document, { worth, share, found }: Earned): Earned {
    const held = parts.map(exact).map((one) => ({ one, value: this.#value(document, one) })).filter(({ value }) => value > 0);
    const turned = document.title.text.includes([...parts].reverse().join(""));
    const [worthOf, shareOf] = turned ? TURNED : held.length === parts.length ? WHOLE : PART;
    const partly = worthOf * held.reduce((sum, { value }) => sum + value, 0) / parts.length;
    return {
      worth: Math.max(share === 1 ? worth + COMPOUND : worth, partly),
      share: Math.max(share, shareOf * held.length / parts.length),
      found: share < 0.9 ? [...found, ...held.map(({ one }) => one)] : found,
    };
  }

  #value(document: Document, { text, open }: Alternative): number {
    let value = 0;
    for (const field of FIELDS) {
      const times = count(document.fields[field], text, open);
      if (!times) continue;
      // A question about many domains is less about each of them.
      const among = field === "names" ? Math.max(1, document.data.domains.length) : 1;
      const place = field === "heads" ? this.#head(document, text) : field === "body" && isSaidOfAnother(document, text, open) ? SAID_OF_ANOTHER : 1;
      value += (fieldWorth(field, times) / among) * place;
    }
    return value;
  }

  #head(document: Document, text: string): number {
    if (!isHead(document, text)) return 1;
    const introduces = document.passages.some((one) => one.role !== TEXT && one.normal.text.startsWith(`${text}\n`));
    return this.#headOf(text) * (introduces ? INTRODUCES : 1);
  }

  /** Next to nothing where every other document has such a head. */
  #headOf(text: string): number {
    let worth = this.#heads.get(text);
    if (worth === undefined) {
      const holders = this.frequency.heads(text, (document) => isHead(document, text));
      worth = Math.min(MOST_OF_HEAD, HEAD * this.frequency.rarity(holders));
      if (this.#heads.size > MOST_KEPT) this.#heads.clear();
      this.#heads.set(text, worth);
    }
    return worth;
  }
}

/** What a field is worth that holds something so often. */
export const fieldWorth = (field: Field, times: number): number => FIELD[field][0] * (times && times / (times + FIELD[field][1]));

/** How much of a unit an alternative covers. */
export const coverOf = (one: Alternative): number => (one.kind === "synonym" ? Math.max(LEAST_COVER_OF_NAMES, one.share) : 1);

const isHead = (document: Document, text: string): boolean => `\n${document.fields.heads}\n`.includes(`\n${text}\n`);

/** Whether running text names something only among what is good or bad about other things. */
function isSaidOfAnother(document: Document, text: string, open: boolean | undefined): boolean {
  const naming = document.passages.filter((one) => one.role === TEXT && count(one.normal.text, text, open, 1) > 0);
  return naming.length > 0 && naming.every((one) => one.head !== undefined && GOOD_OR_BAD.test(one.head.normal.text));
}

/** Whether a passage has a unit in any of its readings. */
export const says = (passage: Passage, unit: Unit): boolean => unit.alternatives.some((one) => count(passage.normal.text, one.text, one.open, 1) > 0);
