/** How much each unit of a query counts: units in, weights out.
 *
 * By its rarity (BM25's idf over phrases, not over bigrams), its length, and what it is: a name of the base more; a lone character, an
 * everyday word of a sentence, an aspect of the topic less; a frame next to nothing. */

import { isCjk, joined } from "../text/analyzer.ts";
import type { DocFrequency } from "./doc-frequency.ts";
import type { Lexicon } from "../query/lexicon.ts";
import { exact, type Unit } from "../query/segment.ts";

/** What a frame and an aspect weigh beside the mean of the words that matter. */
const FRAME = 0.02, ASPECT = 0.2;
/** A lone character of a sentence is most often a verb that nothing hangs on; in a name (决策[树]) it makes another name of it. */
const LONE_CHARACTER = 0.35, LONE_IN_NAME = 1;
/** What an everyday word of a sentence weighs at most, alone and beside the topic, where the base has it; and where it lacks it. */
const EVERYDAY = 0.1, EVERYDAY_OF_TOPIC = 0.15, EVERYDAY_MISSING = 0.06;
/** What a word weighs that has other names: it is a thing of the base. */
const NAMED = 1.5;
/** Frames of one character that names do not hold. */
const SPOKEN = new Set("吗呢吧啊呀么能会要想让把被给哪咋我你它太很更了");

export interface Weighed {
  readonly unit: Unit;
  readonly weight: number;
}

export class Weights {
  constructor(private readonly lexicon: Lexicon, private readonly frequency: DocFrequency) {}

  of(typed: readonly Unit[]): Weighed[] {
    const sentence = typed.some((unit) => unit.frame && !this.lexicon.light.has(unit.text) && (unit.text.length > 1 || SPOKEN.has(unit.text)));
    const units = this.#asked(typed);
    const content = units.filter((unit) => !unit.frame);
    const topics = new Map(content.filter((unit) => !this.#everyday(unit, sentence)).map((unit) => [unit, this.#weight(unit, sentence)]));
    // Everyday words never outweigh the topic, however common that is.
    const everyday = Math.min(EVERYDAY, EVERYDAY_OF_TOPIC * Math.max(...topics.values(), topics.size ? 0 : 1));
    const weights = new Map(content.map((unit) => [unit, topics.get(unit) ?? Math.min(everyday, this.frequency.count(unit) ? EVERYDAY : EVERYDAY_MISSING)]));
    const mean = [...weights.values()].reduce((one, other) => one + other, 0) / weights.size;
    return units.map((unit) => ({ unit, weight: weights.get(unit) ?? mean * (this.lexicon.light.has(unit.text) ? ASPECT : FRAME) }));
  }

  /** The units with something to look for among them: aspects where nothing else is asked, and as they stand together what is made of
   * frames and single characters only (几何, 会计), whose parts are everywhere. */
  #asked(units: readonly Unit[]): readonly Unit[] {
    const characters = units.length > 1 && units.every((unit) => isCjk(unit.text) && unit.text.length === 1);
    if (!characters && units.some((unit) => !unit.frame)) return units;
    const aspect = (unit: Unit): boolean => this.lexicon.light.has(unit.text) && unit.text.length > 1;
    if (units.some(aspect)) return units.map((unit) => ({ ...unit, frame: !aspect(unit) }));
    if (units.length < 2) return units.map((unit) => ({ ...unit, frame: false }));
    const text = joined(units.map((unit) => unit.text));
    return [{ text, typed: text, frame: false, alternatives: [exact(text)], parts: [], joined: true }];
  }

  /** A question in English needs no frame. */
  #everyday({ text }: Unit, sentence: boolean): boolean {
    return (sentence || !isCjk(text[0] ?? "")) && this.lexicon.everyday.has(text) && !this.lexicon.hasOthers(text);
  }

  #weight(unit: Unit, sentence: boolean): number {
    const { text } = unit;
    const cjk = isCjk(text[0] ?? "");
    const length = cjk ? Math.min(text.length, 4) / 2 : 1.25;
    const lone = sentence ? LONE_CHARACTER : LONE_IN_NAME;
    return this.frequency.rarity(this.frequency.count(unit)) * (cjk && text.length === 1 ? lone : length ** 0.7) * (this.lexicon.hasOthers(text) ? NAMED : 1);
  }
}
