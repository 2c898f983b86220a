/** Character clusters of scripts that are written without blanks (`generator/zhiku/search/clusters.py`). */

import { bind_next, bind_previous } from "../../generator/zhiku/lang/scripts.json";

const CLUSTER = new RegExp(`[^](?:[\\p{M}${bind_previous}]|(?<=[${bind_next}])[^])*`, "gu");

/** Offsets at which a text may be cut, its start and end included. */
export const cutsOf = (text: string): number[] => [...Array.from(text.matchAll(CLUSTER), ({ index }) => index), text.length];

/** True if a text is one cluster: one character in other scripts. */
export const isCluster = (text: string): boolean => text.length < 2 || cutsOf(text).length < 3;
