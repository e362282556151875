/**
 * Transforms: other texts made of texts, character by character. The specification of the op of that name, and
 * what the compiler does to words that it knows already.
 */

import type { Transform } from "@backlot/schema";
import { inWord, joins, letterTable, lettersEnd, moreLetters, moreLettersEnd, type LetterTable } from "./letters.ts";

/** What is made of a text; the last four are user names from the name of a person. */
export type TransformName = Transform | "first.last" | "first_last" | "firstlast" | "flast";

/** How the kernel goes about a transform, and the table it reads. */
export const transforms: Readonly<Record<TransformName, { readonly way: number; readonly letters: LetterTable }>> = {
  lower: { way: 0, letters: "lower" },
  upper: { way: 0, letters: "upper" },
  title: { way: 1, letters: "upper" },
  slug: { way: 2, letters: "slug" },
  "first.last": { way: 3, letters: "handle" },
  first_last: { way: 4, letters: "handle" },
  firstlast: { way: 5, letters: "handle" },
  flast: { way: 6, letters: "handle" },
};

/** So many bytes a transform writes beside `growth` for each that it reads. */
export const transformExtra = 8;

/** Where a transform reads and writes. */
export interface Tape {
  readonly bytes: Uint8Array;
  /** The entry at a place of the table of letters. */
  letter(place: number): number;
  /** Writes a character of ASCII as it stands in its format; returns the place behind it. */
  put(at: number, character: number): number;
}

const space = 0x20;
const dash = 0x2d;
const dot = 0x2e;
const underscore = 0x5f;
/** Stands between first and last name where they are known apart; U+001F, the unit separator. */
const unitSeparator = 0x1f;
const user = [0x75, 0x73, 0x65, 0x72];
const miss = [0x4d, 0x69, 0x73, 0x73];
const base36 = "0123456789abcdefghijklmnopqrstuvwxyz";

/** Transforms the text from `from` to before `end`, which lies far enough behind `at`; returns the end of what is written. */
export function transform(tape: Tape, at: number, from: number, end: number, way: number): number {
  if (way > 2) return handle(tape, at, from, end, way - 3);
  const begin = at;
  let within = false;
  let apart = false;
  while (from < end) {
    const { code, size } = character(tape.bytes, from);
    const entry = entryOf(tape, code);
    if (way === 0) at = write(tape, at, entry, from, size);
    else if (way === 1) {
      at = write(tape, at, within ? 0 : entry, from, size);
      if ((entry & joins) === 0) within = (entry & inWord) !== 0;
    } else if ((entry & inWord) !== 0) {
      if (apart && at > begin) at = tape.put(at, dash);
      apart = false;
      at = write(tape, at, entry, from, size);
    } else if ((entry & joins) === 0) apart = true;
    from += size;
  }
  return at;
}

/** The character that begins there, and how many bytes it takes. */
function character(bytes: Uint8Array, at: number): { code: number; size: number } {
  const byte = bytes[at];
  if (byte < 0x80) return { code: byte, size: 1 };
  const next = bytes[at + 1] & 63;
  if (byte < 0xe0) return { code: ((byte & 31) << 6) | next, size: 2 };
  const third = bytes[at + 2] & 63;
  if (byte < 0xf0) return { code: ((byte & 15) << 12) | (next << 6) | third, size: 3 };
  return { code: ((byte & 7) << 18) | (next << 12) | (third << 6) | (bytes[at + 3] & 63), size: 4 };
}

function entryOf(tape: Tape, code: number): number {
  if (code < lettersEnd) return tape.letter(code);
  if (code >= moreLetters && code < moreLettersEnd) return tape.letter(lettersEnd + code - moreLetters);
  // ’ is an apostrophe too.
  if (code === 0x2019) return joins;
  return isSymbol(code) ? 0 : inWord;
}

/** The blocks of punctuation and symbols, Chinese and Japanese full stops, full-width forms and emoji among them. */
function isSymbol(code: number): boolean {
  return (
    (code >= 0x2000 && code < 0x2c00) ||
    (code >= 0x2e00 && code < 0x2e80) ||
    (code >= 0x3000 && code < 0x3005) ||
    (code >= 0x3008 && code < 0x3020) ||
    (code >= 0xfe00 && code < 0xfe70) ||
    (code >= 0xff00 && code < 0xff10) ||
    (code >= 0x1f000 && code < 0x20000)
  );
}

/** Writes what an entry has, or the character as it is. */
function write(tape: Tape, at: number, entry: number, from: number, size: number): number {
  const { bytes } = tape;
  let instead = entry & 0xffffff;
  if (instead === 0) {
    if (size === 1) return tape.put(at, bytes[from]);
    for (const last = from + size; from < last;) bytes[at++] = bytes[from++];
    return at;
  }
  for (; instead !== 0; instead >>>= 8) {
    const byte = instead & 255;
    if (byte < 0x80) at = tape.put(at, byte);
    else bytes[at++] = byte;
  }
  return at;
}

/**
 * A user name. First and last name are on either side of a unit separator, or the first and the last word that
 * are no titles; letters that have none in ASCII become their number in base 36, as faker does it.
 */
function handle(tape: Tape, begin: number, from: number, end: number, style: number): number {
  const { bytes } = tape;
  const middle = bytes.subarray(from, end).indexOf(unitSeparator);
  let [first, firstEnd, last, lastEnd] = [from, end, end, end];
  if (middle >= 0) [firstEnd, last] = [from + middle, from + middle + 1];
  else {
    let found = 0;
    for (let word = from; word < end;) {
      let wordEnd = word;
      while (wordEnd < end && bytes[wordEnd] !== space) wordEnd++;
      if (wordEnd > word && !isTitle(bytes, word, wordEnd)) {
        if (found++ === 0) [first, firstEnd] = [word, wordEnd];
        else [last, lastEnd] = [word, wordEnd];
      }
      word = wordEnd + 1;
    }
  }
  const firstWritten = letters(tape, begin, first, firstEnd, style === 3);
  let at = firstWritten;
  if (at > begin && style < 2) at = tape.put(at, style === 0 ? dot : underscore);
  const lastWritten = letters(tape, at, last, lastEnd, false);
  if (lastWritten > at) return lastWritten;
  at = style === 3 ? letters(tape, begin, first, firstEnd, false) : firstWritten;
  if (at === begin) for (const letter of user) at = tape.put(at, letter);
  return at;
}

/** Miss; what ends in a dot; and what has more capitals than other letters, as III, MD and PhD have. */
export function isTitle(bytes: Uint8Array, word: number, end: number): boolean {
  if (bytes[end - 1] === dot) return true;
  if (end - word === miss.length && miss.every((letter, i) => bytes[word + i] === letter)) return true;
  let capitals = 0;
  for (let i = word; i < end; i++) capitals += bytes[i] >= 0x41 && bytes[i] <= 0x5a ? 1 : -1;
  return capitals > 0;
}

/** Writes the letters and digits of a name, or the first one of them, in ASCII. */
function letters(tape: Tape, at: number, from: number, end: number, oneOnly: boolean): number {
  while (from < end) {
    const { code, size } = character(tape.bytes, from);
    const entry = entryOf(tape, code);
    if ((entry & inWord) !== 0) {
      if (code >= 0x80 && (entry & 0xffffff) === 0) at = number36(tape, at, code);
      else at = write(tape, at, entry, from, size);
      if (oneOnly) return at;
    }
    from += size;
  }
  return at;
}

function number36(tape: Tape, at: number, code: number): number {
  let power = 1;
  while (power * 36 <= code) power *= 36;
  for (; power >= 1; power = Math.floor(power / 36))
    at = tape.put(at, base36.charCodeAt(Math.floor(code / power) % 36));
  return at;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A text after transforms, the first of them first. */
export function transformed(text: string, names: readonly TransformName[]): string {
  return names.reduce((before, name) => {
    const source = encoder.encode(before);
    const bytes = new Uint8Array(3 * source.length + transformExtra);
    const from = bytes.length - source.length;
    bytes.set(source, from);
    const table = letterTable(transforms[name].letters);
    const put = (at: number, byte: number): number => {
      bytes[at] = byte;
      return at + 1;
    };
    const end = transform({ bytes, letter: (place) => table[place], put }, 0, from, bytes.length, transforms[name].way);
    return decoder.decode(bytes.subarray(0, end));
  }, text);
}
