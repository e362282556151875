/**
 * The tokens of JSON (RFC 8259): strings, numbers and literals, each checked to its last byte.
 *
 * Each function returns where the token ends, or -1 after it has written down the defect.
 */

import { doubleQuote, comma, backslash, closeArray, closeObject, isBlank } from "./bytes.ts";
import { type Reason, reason } from "./reason.ts";
import { sequenceLength } from "./utf8.ts";

/** What is wrong, and at which byte. */
export interface Defect {
  reason: Reason;
  at: number;
}

const letterU = 0x75;

// What a byte is inside a string.
const plain = 0;
const isQuote = 1;
const isBackslash = 2;
const isControl = 3;

const inString = new Uint8Array(256);
inString.fill(isControl, 0, 0x20);
inString.fill(4, 0x80);
inString[doubleQuote] = isQuote;
inString[backslash] = isBackslash;

const isEscapeLetter = new Uint8Array(256);
for (const letter of '"\\/bfnrt') isEscapeLetter[letter.charCodeAt(0)] = 1;

const isHexDigit = new Uint8Array(256);
for (const digit of "0123456789abcdefABCDEF") isHexDigit[digit.charCodeAt(0)] = 1;

/** The string whose opening quote is at `at`: it ends after its closing quote. */
export function stringEnd(bytes: Uint8Array, at: number, end: number, defect: Defect): number {
  let p = at + 1;
  for (;;) {
    while (p < end && inString[bytes[p]] === plain) p++;
    if (p >= end) return fails(defect, reason.unclosedString, at);
    const kind = inString[bytes[p]];
    if (kind === isQuote) return p + 1;
    if (kind === isBackslash) {
      // `\u` and four hex digits, or one letter.
      if (p + 1 < end && isEscapeLetter[bytes[p + 1]] === 1) p += 2;
      else if (p + 5 < end && bytes[p + 1] === letterU && isHex4(bytes, p + 2)) p += 6;
      else return fails(defect, reason.badEscape, p);
    } else if (kind === isControl) {
      return fails(defect, reason.controlCharacter, p);
    } else {
      const length = sequenceLength(bytes, p, end);
      if (length === 0) return fails(defect, reason.badUtf8, p);
      p += length;
    }
  }
}

function isHex4(bytes: Uint8Array, at: number): boolean {
  return (
    (isHexDigit[bytes[at]] & isHexDigit[bytes[at + 1]] & isHexDigit[bytes[at + 2]] & isHexDigit[bytes[at + 3]]) === 1
  );
}

/** The number that starts at `at` with a digit or a minus: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?` */
function numberEnd(bytes: Uint8Array, at: number, end: number, defect: Defect): number {
  let p = at;
  if (bytes[p] === 0x2d) p++;
  if (p < end && bytes[p] === 0x30) p++;
  else {
    const digits = p;
    p = digitsEnd(bytes, p, end);
    if (p === digits) return fails(defect, reason.badNumber, p);
  }
  if (p < end && bytes[p] === 0x2e) {
    const digits = ++p;
    p = digitsEnd(bytes, p, end);
    if (p === digits) return fails(defect, reason.badNumber, p);
  }
  if (p < end && (bytes[p] | 0x20) === 0x65) {
    p++;
    if (p < end && (bytes[p] === 0x2b || bytes[p] === 0x2d)) p++;
    const digits = p;
    p = digitsEnd(bytes, p, end);
    if (p === digits) return fails(defect, reason.badNumber, p);
  }
  // `01`: the grammar ends the number after the 0, and a value cannot follow a value.
  if (p < end && isDigit(bytes[p])) return fails(defect, reason.badNumber, p);
  return p;
}

function digitsEnd(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isDigit(bytes[p])) p++;
  return p;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** Whether a number starts with the byte. */
export function isNumberStart(byte: number): boolean {
  return isDigit(byte) || byte === 0x2d;
}

const literals = ["true", "false", "null"].map((text) => Uint8Array.from(text, (c) => c.charCodeAt(0)));

/** `true`, `false` or `null` at `at`. */
export function literalEnd(bytes: Uint8Array, at: number, end: number, defect: Defect): number {
  for (const literal of literals) {
    if (bytes[at] !== literal[0]) continue;
    for (let i = 1; i < literal.length; i++) {
      if (at + i >= end || bytes[at + i] !== literal[i]) return fails(defect, reason.badLiteral, Math.min(at + i, end));
    }
    return at + literal.length;
  }
  return fails(defect, reason.badLiteral, at);
}

/** The string, number or literal at `at`. */
export function scalarEnd(bytes: Uint8Array, at: number, end: number, defect: Defect): number {
  const c = bytes[at];
  if (at >= end || c === comma || c === closeArray || c === closeObject) return fails(defect, reason.noValue, at);
  if (c === doubleQuote) return stringEnd(bytes, at, end, defect);
  return isNumberStart(c) ? numberEnd(bytes, at, end, defect) : literalEnd(bytes, at, end, defect);
}

/** Writes down a defect and returns -1. */
export function fails(defect: Defect, why: Reason, at: number): -1 {
  defect.reason = why;
  defect.at = at;
  return -1;
}

/** Where the blanks that start at `at` end. */
export function blanksEnd(bytes: Uint8Array, at: number, end: number): number {
  let p = at;
  while (p < end && isBlank(bytes[p])) p++;
  return p;
}
