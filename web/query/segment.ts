/** A query, taken apart: what was typed in, units to look for out.
 *
 * A unit is a word of the query with all that may stand for it in a text. CJK runs are cut by dynamic programming into words of
 * the base, names with synonyms, frames (什么 怎么 有哪些), any other stretch that the base contains, and characters it lacks. */

import { isCjk, type Run } from "../text/analyzer.ts";
import type { Lexicon } from "./lexicon.ts";

export type Kind = "exact" | "synonym" | "prefix" | "pinyin" | "fuzzy";

export interface Alternative {
  readonly text: string;
  /** How much of a literal match this one is worth. */
  readonly share: number;
  readonly kind: Kind;
  /** Whether words may go on behind it. */
  readonly open: boolean;
  /** The word as the base writes it, where `text` is its stem and readers are shown what was meant. */
  readonly written?: string;
}

export interface Unit {
  readonly text: string;
  /** As the reader typed it. */
  readonly typed: string;
  readonly frame: boolean;
  readonly alternatives: readonly Alternative[];
  /** Smaller words of a compound, for documents that hold only some of them. */
  readonly parts: readonly string[];
  /** Nothing but blanks or a change of script stood before it in the query. */
  readonly joined: boolean;
}

/** A way to cut a stretch out of a run, with what speaks for it. */
export interface Piece {
  readonly text: string;
  readonly value: number;
  readonly frame: boolean;
  readonly alternatives: readonly Alternative[];
}

/** Whether the base contains a stretch; the last of a query may be a word begun. */
export type Contains = (text: string, last?: boolean) => boolean;

const LONGEST = 12;
/** What a word is worth that was cut apart. */
const WITH_NEIGHBOUR = 0.8;
/** What may end a word without making another of it: 金融[业]. */
const SUFFIXES = new Set("业界性类法型度");
const JOINING = new Set("的地得了着和与及或之");

export const exact = (text: string): Alternative => ({ text, share: 1, kind: "exact", open: false });

/** All that may stand for a literal stretch: itself, synonyms, other names. */
export function alternatives(text: string, lexicon: Lexicon): Alternative[] {
  return [exact(text), ...lexicon.others(text).map((other) => ({ ...other, kind: "synonym" as const, open: false }))];
}

/** The best division of a run into pieces; `more` adds further readings of a stretch (same sound, near spelling). */
export function cutRun(
  run: string, lexicon: Lexicon, contains: Contains, more: (text: string) => Piece | undefined = () => undefined,
  banned: ReadonlySet<string> = new Set(),
): Piece[] {
  const best: { value: number; start: number; piece: Piece | undefined }[] = [{ value: 0, start: 0, piece: undefined }];
  for (let end = 1; end <= run.length; end++) {
    let top = { value: -1, start: end - 1, piece: undefined as Piece | undefined };
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const text = run.slice(start, end);
      const piece = banned.has(text) ? undefined : (literal(text, lexicon, (part) => contains(part, end === run.length)) ?? more(text));
      const value = best[start]!.value + (piece?.value ?? -0.01);
      if ((piece || text.length === 1) && value > top.value) top = { value, start, piece };
    }
    best.push(top);
  }
  const pieces = welded(walkBack(run, best, contains), contains);
  const chance = pieces.find((piece, index) => {
    const strays = Number(lone(pieces[index - 1])) + Number(lone(pieces[index + 1]));
    return strays > 1 ? lay(piece, contains) : strays > 0 && slight(piece);
  });
  return chance ? cutRun(run, lexicon, contains, more, new Set([...banned, chance.text])) : pieces;
}

/** A name that only leads elsewhere: between two stray characters (知[识图]谱) it stands by chance. */
const lay = (piece: Piece, contains: Contains): boolean => piece.text.length > 1 && piece.alternatives.length > 1 && !contains(piece.text);
/** A slip of two characters; beside a stray one ([新能]源) it is none. */
const slight = (piece: Piece): boolean => piece.text.length === 2 && piece.alternatives[0]?.kind === "fuzzy";
const lone = (piece: Piece | undefined): boolean => piece !== undefined && !piece.frame && piece.text.length === 1;

function walkBack(run: string, best: readonly { start: number; piece: Piece | undefined }[], contains: Contains): Piece[] {
  const pieces: Piece[] = [];
  let unknown = "";
  const flush = (): void => {
    if (unknown) pieces.push(unknownPiece(unknown, contains));
    unknown = "";
  };
  for (let end = run.length; end > 0; end = best[end]!.start) {
    const { start, piece } = best[end]!;
    if (piece) {
      flush();
      pieces.push(piece);
    } else unknown = run.slice(start, end) + unknown;
  }
  flush();
  return pieces.reverse();
}

/** A frame between two stray characters is none (新[能]源), unless it joins words. */
function welded(pieces: readonly Piece[], contains: Contains): Piece[] {
  const at = pieces.findIndex((piece, index) => piece.frame && piece.text.length === 1 && !JOINING.has(piece.text) && lone(pieces[index - 1]) && lone(pieces[index + 1]));
  if (at < 0) return [...pieces];
  const text = pieces.slice(at - 1, at + 2).map((piece) => piece.text).join("");
  return welded([...pieces.slice(0, at - 1), unknownPiece(text, contains), ...pieces.slice(at + 2)], contains);
}

const unknownPiece = (text: string, contains: Contains): Piece =>
  ({ text, value: 0, frame: false, alternatives: text.length === 1 || contains(text) ? [exact(text)] : [] });

function literal(text: string, lexicon: Lexicon, contains: Contains): Piece | undefined {
  const { length } = text;
  const piece = (value: number, frame = false): Piece => ({ text, value, frame, alternatives: alternatives(text, lexicon) });
  if (lexicon.light.has(text) && length > 1) return piece(length - 0.3, true);
  if (lexicon.frames.has(text)) return piece(length > 1 ? length - 0.35 : 0.45, true);
  if (lexicon.hasOthers(text) && length > 1) return piece(length - 0.3);
  if (lexicon.words.has(text)) return piece(length - 0.4);
  if (length > 1 && lexicon.everyday.has(text)) return piece(length - 0.45);
  if (length > 1 && !holdsFrame(text, lexicon) && contains(text)) return piece(0.75 * length - (ragged(text, lexicon) ? 1 : 0.5));
  return undefined;
}

function holdsFrame(text: string, lexicon: Lexicon): boolean {
  for (let start = 0; start < text.length; start++) {
    if ("的了吗呢".includes(text[start]!)) return true;
    for (let end = start + 2; end <= text.length; end++) if (lexicon.frames.has(text.slice(start, end))) return true;
  }
  return false;
}

/** Whether a stretch begins or ends with what may be a frame of its own. */
const ragged = (text: string, lexicon: Lexicon): boolean => lexicon.frames.has(text[0]!) || lexicon.frames.has(text.at(-1)!);

/** The units of a cut run. */
export function unitsOf(run: Run, pieces: readonly Piece[], lexicon: Lexicon, contains: Contains): Unit[] {
  const closing = (piece: Piece, index: number): boolean => lone(piece) && index > 0 && index === pieces.length - 1 && pieces[index - 1]!.text.length > 1;
  // A character that the base never writes behind the word makes another word of it (音乐[节]), wherever else it stands.
  const another = (word: Piece, piece: Piece): boolean => !word.frame && !contains(word.text + piece.text);
  return pieces.map((piece, index) => ({
    text: piece.text,
    typed: piece.text,
    frame: piece.frame || (closing(piece, index) && SUFFIXES.has(piece.text)),
    alternatives: [...(closing(piece, index) && another(pieces[index - 1]!, piece) ? [] : piece.alternatives), ...withNeighbours(pieces, index, contains)],
    parts: piece.frame ? [] : partsOf(piece.text, lexicon),
    joined: index > 0 || run.gap !== "\n",
  }));
}

/** What a lone character and its neighbour make that the base holds: in 群租房, cut into 群 and 租房, also 群租. */
function withNeighbours(pieces: readonly Piece[], index: number, contains: Contains): Alternative[] {
  if (!lone(pieces[index])) return [];
  const character = pieces[index]!.text, before = pieces[index - 1]?.text.at(-1), behind = pieces[index + 1]?.text[0];
  const both = [...(before ? [before + character] : []), ...(behind ? [character + behind] : [])];
  return both.filter((text) => contains(text)).map((text) => ({ text, share: WITH_NEIGHBOUR, kind: "exact", open: false }));
}

/** The smaller words of a compound; none where it does not fall into words whole. */
function partsOf(text: string, lexicon: Lexicon): string[] {
  if (text.length < 4 || !isCjk(text)) return [];
  const pieces = cutRun(text, lexicon, (part) => part !== text && lexicon.words.has(part));
  const parts = pieces.filter((piece) => piece.text !== text && piece.text.length > 1).map((piece) => piece.text);
  if (pieces.length === 1) return halves(text, lexicon);
  return parts.join("").length === text.length ? parts : [];
}

function halves(text: string, lexicon: Lexicon): string[] {
  for (let at = 2; at <= text.length - 2; at++) {
    const both = [text.slice(0, at), text.slice(at)];
    if (both.every((half) => lexicon.words.has(half) || lexicon.hasOthers(half))) return both;
  }
  return [];
}
