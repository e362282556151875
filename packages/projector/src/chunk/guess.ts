/**
 * Guesses: where in the middle of a file a record starts, as far as some bytes tell without those before them.
 *
 * Whoever uses a guess has to find out whether it is right (speculative parsing; of CSV: Ge et al., "Speculative
 * Distributed CSV Data Parsing for Big Data Analytics", SIGMOD 2019). So it only has to be quick, and seldom wrong. The
 * same bytes give the same guess, so that a range ends where the next one begins.
 *
 * - A row is guessed behind a line feed if rows with the right number of cells follow, all quoted as they should be. In
 *   the middle of a quoted cell the quote that closes it soon contradicts that.
 * - A record of an array is guessed behind a comma if it opens as the first ones do, key and blanks included. Inside a
 *   string that cannot be, for the quote of the key would end it. An array inside a record may hold objects that open
 *   so, too, but is closed before long.
 */

import { closedState, JsonExtents } from "../extent/extent.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Shape } from "../plan/plan.ts";
import { backslash, comma, doubleQuote, lineFeed, openObject } from "../syntax/bytes.ts";
import { blanksEnd } from "../syntax/json-tokens.ts";

/** Tells where behind `from` in a kernel's room a record starts, by the bytes before `to`; -1 where they do not tell. */
export type Guess = (kernel: Pick<Kernel, "room" | "scan" | "rightBytes">, from: number, to: number) => number;

/** How to guess in files of a shape; undefined where there is no way. */
export function guessFor({ format: { dialect }, columns, opening }: Shape): Guess | undefined {
  if (dialect === undefined) return opening && elementGuess(opening);
  return dialect.quote === null ? undefined : rowGuess(columns!.count);
}

/** So many bytes of right rows are enough. */
const enoughBytes = 1024;

/** So many line feeds are looked behind at most: a quoted cell may have many. */
const mostFeeds = 64;

function rowGuess(columns: number): Guess {
  // No row has fewer bytes than columns.
  const enoughRows = Math.ceil(enoughBytes / columns);
  return (kernel, from, to) => {
    const bytes = kernel.room(0).subarray(0, to);
    let feed = from - 1;
    for (let looks = mostFeeds; looks > 0; looks--) {
      feed = bytes.indexOf(lineFeed, feed + 1);
      if (feed === -1) return -1;
      if (kernel.rightBytes!(feed + 1, to, enoughRows) >= enoughBytes) return feed + 1;
    }
    return -1;
  };
}

/** So many objects that open as records do are looked at. */
const mostOpenings = 16;

function elementGuess(opening: Uint8Array): Guess {
  const brace = opening.indexOf(openObject);
  return (kernel, from, to) => {
    const bytes = kernel.room(0).subarray(0, to);
    let looks = mostOpenings;
    for (let at = from; looks > 0;) {
      const found = bytes.indexOf(openObject, at + brace);
      if (found === -1) return -1;
      at = found - brace;
      if (opening.every((byte, i) => bytes[at + i] === byte)) {
        if (kernel.scan(at + 1, to, 0).state !== closedState) return at + 1;
        looks--;
      }
      at++;
    }
    return -1;
  };
}

/**
 * What the records of an array open with, from the comma before them to the first key, or to the quote where the first
 * keys of the first two differ; undefined where `front`, which begins with the first of them, does not tell.
 */
export function openingOf(front: Uint8Array): Uint8Array | undefined {
  const second = new JsonExtents().first(front, 0);
  if (second === -1 || front[second - 1] !== comma) return undefined;
  const [a, b] = [openingAt(front, 0), openingAt(front, second)];
  if (a === undefined || b === undefined) return undefined;
  const isSame = String(front.subarray(...a)) === String(front.subarray(...b));
  return front.slice(second - 1, isSame ? b[1] : b[0] + 1);
}

/** The first key of the object behind a place, from its quote on to behind the other one. */
function openingAt(bytes: Uint8Array, at: number): [start: number, end: number] | undefined {
  const brace = blanksEnd(bytes, at, bytes.length);
  const start = blanksEnd(bytes, brace + 1, bytes.length);
  if (bytes[brace] !== openObject || bytes[start] !== doubleQuote) return undefined;
  const end = bytes.indexOf(doubleQuote, start + 1);
  if (end === -1 || bytes.subarray(start, end).includes(backslash)) return undefined;
  return [start, end + 1];
}
