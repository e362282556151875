/**
 * The inside of a JSON string, byte by byte: escapes to UTF-8 and back.
 *
 * All of these expect valid JSON (RFC 8259) and valid UTF-8; they check nothing again.
 */

const backslash = 0x5c;
const letterU = 0x75;

/** The byte that a backslash and this letter stand for. */
const escaped = new Uint8Array(256);
for (const [letter, byte] of Object.entries({
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
})) {
  escaped[letter.charCodeAt(0)] = byte.charCodeAt(0);
}

/** The letter that stands after a backslash for this byte; `u` where it takes `\u00XX`, 0 where it is written as it is. */
const letterOf = new Uint8Array(256);
letterOf.fill(letterU, 0, 0x20);
for (const [byte, letter] of Object.entries({
  '"': '"',
  "\\": "\\",
  "\b": "b",
  "\f": "f",
  "\n": "n",
  "\r": "r",
  "\t": "t",
})) {
  letterOf[byte.charCodeAt(0)] = letter.charCodeAt(0);
}

/**
 * The escape whose backslash is at `at`: its code point times 16, plus its length in bytes (2, 6, or 12 for a
 * pair of surrogates). An unpaired surrogate comes as it is, 0xD800 to 0xDFFF.
 */
export function readEscape(bytes: Uint8Array, at: number, end: number): number {
  const letter = bytes[at + 1];
  if (letter !== letterU) return (escaped[letter] << 4) | 2;
  const unit = hex4(bytes, at + 2);
  if (unit >= 0xd800 && unit < 0xdc00 && at + 12 <= end && bytes[at + 6] === backslash && bytes[at + 7] === letterU) {
    const low = hex4(bytes, at + 8);
    if (low >= 0xdc00 && low < 0xe000) return ((0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)) << 4) | 12;
  }
  return (unit << 4) | 6;
}

function hex4(bytes: Uint8Array, at: number): number {
  return (hex(bytes[at]) << 12) | (hex(bytes[at + 1]) << 8) | (hex(bytes[at + 2]) << 4) | hex(bytes[at + 3]);
}

function hex(digit: number): number {
  // '0'..'9' end in 0..9; 'A'..'F' and 'a'..'f' end in 1..6.
  return digit <= 0x39 ? digit & 15 : (digit & 15) + 9;
}

/**
 * Writes a code point as UTF-8 and returns where it ends; an unpaired surrogate takes three bytes (WTF-8).
 * Needs room for 4 bytes.
 */
export function writeCodePoint(codePoint: number, out: Uint8Array, at: number): number {
  if (codePoint < 0x80) {
    out[at++] = codePoint;
  } else if (codePoint < 0x800) {
    out[at++] = 0xc0 | (codePoint >> 6);
    out[at++] = 0x80 | (codePoint & 63);
  } else if (codePoint < 0x10000) {
    out[at++] = 0xe0 | (codePoint >> 12);
    out[at++] = 0x80 | ((codePoint >> 6) & 63);
    out[at++] = 0x80 | (codePoint & 63);
  } else {
    out[at++] = 0xf0 | (codePoint >> 18);
    out[at++] = 0x80 | ((codePoint >> 12) & 63);
    out[at++] = 0x80 | ((codePoint >> 6) & 63);
    out[at++] = 0x80 | (codePoint & 63);
  }
  return at;
}

/**
 * Writes the text of a JSON string as UTF-8 (unpaired surrogates as WTF-8) and returns where it ends.
 *
 * @param start after the opening quote
 * @param end at the closing quote
 * @param out needs room for `end - start` bytes
 */
export function decodeJsonString(bytes: Uint8Array, start: number, end: number, out: Uint8Array, at: number): number {
  let p = start;
  while (p < end) {
    if (bytes[p] !== backslash) out[at++] = bytes[p++];
    else {
      const escape = readEscape(bytes, p, end);
      at = writeCodePoint(escape >> 4, out, at);
      p += escape & 15;
    }
  }
  return at;
}

/**
 * Writes one ASCII byte as the inside of a JSON string, as `JSON.stringify` would, and returns where it ends.
 * Needs room for 6 bytes. Bytes of longer UTF-8 sequences may be given too: they are written as they are.
 */
export function writeJsonByte(byte: number, out: Uint8Array, at: number): number {
  const letter = letterOf[byte];
  if (letter === 0) {
    out[at++] = byte;
    return at;
  }
  out[at++] = backslash;
  out[at++] = letter;
  if (letter === letterU) {
    out[at++] = 0x30;
    out[at++] = 0x30;
    out[at++] = 0x30 + (byte >> 4);
    out[at++] = (byte & 15) < 10 ? 0x30 + (byte & 15) : 0x57 + (byte & 15);
  }
  return at;
}
