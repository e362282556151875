// Other texts made of texts, character by character; src/transform.ts is the specification.

import { slot } from "./copy";

/** The flags of an entry in a table of letters; src/letters.ts tells what they mean. */
const inWord: u32 = 1 << 24;
const joins: u32 = 1 << 25;
const lettersEnd: u32 = 0x530;
const moreLetters: u32 = 0x1e00;
const moreLettersEnd: u32 = 0x1f00;

/** A slot is copied whole, so what is read lies so many bytes farther behind what is written. */
const margin: usize = 64;
const extra: usize = 8;

/** The tables of the transform that runs. */
let table: usize = 0;
let escapes: usize = 0;
let shift: u32 = 0;
/** How many bytes the last character took. */
let size: usize = 0;

/**
 * Transforms the text from `begin` to before `end`, in its place; the end of what is written.
 *
 * Precondition: there is room for `growth` + 1 times the text, the margin and the extra bytes.
 */
export function transform(
  begin: usize,
  end: usize,
  way: u32,
  lettersAt: usize,
  escapesAt: usize,
  escapeShift: u32,
  growth: u32,
): usize {
  const length = end - begin;
  let from = begin + length * growth + margin + extra;
  memory.copy(from, begin, length);
  end = from + length;
  table = lettersAt;
  escapes = escapesAt;
  shift = escapeShift;
  if (way > 2) return handle(begin, from, end, way - 3);
  let at = begin;
  let within = false;
  let apart = false;
  while (from < end) {
    const code = character(from);
    const length = size;
    const entry = entryOf(code);
    if (way == 0) at = write(at, entry, from, length);
    else if (way == 1) {
      at = write(at, within ? 0 : entry, from, length);
      if ((entry & joins) == 0) within = (entry & inWord) != 0;
    } else if ((entry & inWord) != 0) {
      if (apart && at > begin) at = put(at, 0x2d);
      apart = false;
      at = write(at, entry, from, length);
    } else if ((entry & joins) == 0) apart = true;
    from += length;
  }
  return at;
}

/** The character that begins there; `size` is how many bytes it takes. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function character(at: usize): u32 {
  const byte = <u32>load<u8>(at);
  if (byte < 0x80) {
    size = 1;
    return byte;
  }
  const next = <u32>load<u8>(at, 1) & 63;
  if (byte < 0xe0) {
    size = 2;
    return ((byte & 31) << 6) | next;
  }
  const third = <u32>load<u8>(at, 2) & 63;
  if (byte < 0xf0) {
    size = 3;
    return ((byte & 15) << 12) | (next << 6) | third;
  }
  size = 4;
  return ((byte & 7) << 18) | (next << 12) | (third << 6) | (<u32>load<u8>(at, 3) & 63);
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function entryOf(code: u32): u32 {
  if (code < lettersEnd) return load<u32>(table + ((<usize>code) << 2));
  if (code >= moreLetters && code < moreLettersEnd)
    return load<u32>(table + ((<usize>(lettersEnd + code - moreLetters)) << 2));
  // ’ is an apostrophe too.
  if (code == 0x2019) return joins;
  return isSymbol(code) ? 0 : inWord;
}

/** The blocks of punctuation and symbols, Chinese and Japanese full stops, full-width forms and emoji among them. */
function isSymbol(code: u32): bool {
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

/** Writes a character of ASCII as it stands in its format. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function put(at: usize, character: u32): usize {
  return slot(at, escapes, shift, character);
}

/** Writes what an entry has, or the character as it is. */
function write(at: usize, entry: u32, from: usize, length: usize): usize {
  let instead = entry & 0xffffff;
  if (instead == 0) {
    if (length == 1) return put(at, load<u8>(from));
    for (const last = from + length; from < last; from++) store<u8>(at++, load<u8>(from));
    return at;
  }
  for (; instead != 0; instead >>= 8) {
    const byte = instead & 255;
    if (byte < 0x80) at = put(at, byte);
    else store<u8>(at++, <u8>byte);
  }
  return at;
}

/** A user name of a person's name. */
function handle(begin: usize, from: usize, end: usize, style: u32): usize {
  let first = from;
  let firstEnd = end;
  let last = end;
  let lastEnd = end;
  // A unit separator stands between first and last name where they are known apart.
  let middle = from;
  while (middle < end && load<u8>(middle) != 0x1f) middle++;
  if (middle < end) {
    firstEnd = middle;
    last = middle + 1;
  } else {
    let found = 0;
    let word = from;
    while (word < end) {
      let wordEnd = word;
      while (wordEnd < end && load<u8>(wordEnd) != 0x20) wordEnd++;
      if (wordEnd > word && !isTitle(word, wordEnd)) {
        if (found++ == 0) {
          first = word;
          firstEnd = wordEnd;
        } else {
          last = word;
          lastEnd = wordEnd;
        }
      }
      word = wordEnd + 1;
    }
  }
  const firstWritten = letters(begin, first, firstEnd, style == 3);
  let at = firstWritten;
  if (at > begin && style < 2) at = put(at, style == 0 ? 0x2e : 0x5f);
  const lastWritten = letters(at, last, lastEnd, false);
  if (lastWritten > at) return lastWritten;
  at = style == 3 ? letters(begin, first, firstEnd, false) : firstWritten;
  if (at > begin) return at;
  // "user"
  return put(put(put(put(at, 0x75), 0x73), 0x65), 0x72);
}

/** Miss; what ends in a dot; and what has more capitals than other letters, as III, MD and PhD have. */
function isTitle(word: usize, end: usize): bool {
  if (load<u8>(end - 1) == 0x2e) return true;
  if (end - word == 4 && load<u32>(word) == 0x7373694d) return true;
  let capitals = 0;
  for (let i = word; i < end; i++) {
    const byte = load<u8>(i);
    capitals += byte >= 0x41 && byte <= 0x5a ? 1 : -1;
  }
  return capitals > 0;
}

/** Writes the letters and digits of a name, or the first one of them, in ASCII. */
function letters(at: usize, from: usize, end: usize, oneOnly: bool): usize {
  while (from < end) {
    const code = character(from);
    const length = size;
    const entry = entryOf(code);
    if ((entry & inWord) != 0) {
      if (code >= 0x80 && (entry & 0xffffff) == 0) at = number36(at, code);
      else at = write(at, entry, from, length);
      if (oneOnly) return at;
    }
    from += length;
  }
  return at;
}

function number36(at: usize, code: u32): usize {
  let power: u32 = 1;
  while (power * 36 <= code) power *= 36;
  for (; power >= 1; power /= 36) {
    const digit = (code / power) % 36;
    at = put(at, digit < 10 ? 0x30 + digit : 0x57 + digit);
  }
  return at;
}
