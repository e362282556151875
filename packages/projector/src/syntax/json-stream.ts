/**
 * JSON text of any length, checked a byte at a time: grammar (RFC 8259) and UTF-8. It may come in pieces cut anywhere,
 * and nothing of it is kept but the brackets that are open and the keys that somebody wants.
 */

import {
  doubleQuote,
  comma,
  colon,
  openArray,
  backslash,
  closeArray,
  openObject,
  closeObject,
  isBlank,
} from "./bytes.ts";
import { type Reason, reason } from "./reason.ts";
import { sequenceLength } from "./utf8.ts";

// What comes next: between tokens,
const aValue = 0;
const aValueOrEnd = 1;
const aKey = 2;
const aKeyOrEnd = 3;
const aColon = 4;
const aSeparator = 5;
// inside a string or one of the words,
const aCharacter = 6;
const anEscape = 7;
const aHexDigit = 8;
const aContinuation = 9;
const aLetter = 10;
// and inside a number, by what was last.
const afterMinus = 11;
const afterZero = 12;
const afterDigit = 13;
const afterPoint = 14;
const afterFraction = 15;
const afterE = 16;
const afterSign = 17;
const afterExponent = 18;

/** Who is told what comes; positions are those in the whole text. */
export interface JsonEvents {
  /** Whether the keys of the object are wanted that is open. */
  readonly wantsKeys: boolean;
  /** A value starts with the byte `first`; reading stops before it where the answer is true. */
  value(first: number, at: number): boolean;
  /** A wanted key has ended; where it was too long, there is none. */
  key(text: string | undefined, at: number): void;
  /** The innermost object or array is closed. */
  close(at: number): void;
  /** The text is no JSON. */
  fail(why: Reason, at: number): never;
}

/** The longest key that is kept, in bytes. */
const mostKeyBytes = 65_536;

/** Reads one JSON text. */
export class JsonStream {
  readonly #events: JsonEvents;
  readonly #maxDepth: number;
  #state = aValue;
  /** The brackets that are open. */
  readonly #open: number[] = [];
  /** Whether a value has ended at the top. */
  #isKey = false;
  #keeps = false;
  readonly #key: number[] = [];
  /** Where the token began that is being read, its word, and how many bytes of it are to come. */
  #start = 0;
  #word = "";
  #left = 0;
  /** The bytes of a character. */
  readonly #character: Uint8Array = new Uint8Array(4);
  #held = 0;

  constructor(events: JsonEvents, maxDepth: number) {
    this.#events = events;
    this.#maxDepth = maxDepth;
  }

  /** How many objects and arrays are open. */
  get depth(): number {
    return this.#open.length;
  }

  /** Reads on and tells how many bytes it has read: all, or those before a value where it was stopped. */
  read(bytes: Uint8Array, byte: number): number {
    const { length } = bytes;
    for (let p = 0; p < length; p++) {
      if (this.#state === aCharacter && !this.#keeps) {
        while (p < length && isPlain[bytes[p]] === 1) p++;
        if (p === length) break;
      }
      const c = bytes[p];
      const at = byte + p;
      if (this.#state === aCharacter) this.#string(c, at);
      else if (this.#state > aLetter) {
        if (this.#number(c, at)) continue;
        p--;
      } else if (this.#state > aCharacter) this.#inside(c, at);
      else if (!isBlank(c) && this.#token(c, at)) return p;
    }
    return length;
  }

  /** Goes on behind a value that was not read here. */
  skipValue(): void {
    this.#state = aSeparator;
  }

  /** Reads a byte between tokens; tells whether to stop before it. */
  #token(c: number, at: number): boolean {
    const top = this.#open.at(-1);
    const state = this.#state;
    if (state === aSeparator) {
      if (top === undefined) this.#events.fail(reason.textAfter, at);
      if (c === comma) this.#state = top === openObject ? aKey : aValue;
      else if (c === top + 2) this.#close(at);
      else this.#events.fail(c === closeArray || c === closeObject ? reason.wrongBracket : reason.noComma, at);
    } else if (state === aColon) {
      if (c !== colon) this.#events.fail(reason.noColon, at);
      this.#state = aValue;
    } else if (state === aKey || state === aKeyOrEnd) {
      if (c === doubleQuote) this.#opens(at, this.#events.wantsKeys, true);
      else if (c === closeObject && state === aKeyOrEnd) this.#close(at);
      else this.#events.fail(c === closeObject ? reason.trailingComma : reason.noKey, at);
    } else if (c === closeArray && state === aValueOrEnd) this.#close(at);
    else return this.#value(c, at);
    return false;
  }

  #value(c: number, at: number): boolean {
    const isNumber = c === 0x2d || (c >= 0x30 && c <= 0x39);
    const word = words[c];
    if (c !== doubleQuote && c !== openObject && c !== openArray && !isNumber && word === undefined) {
      const isMissing = c === comma || c === closeArray || c === closeObject;
      if (c === closeArray && this.#open.at(-1) === openArray) this.#events.fail(reason.trailingComma, at);
      this.#events.fail(isMissing ? reason.noValue : reason.badLiteral, at);
    }
    if (this.#events.value(c, at)) return true;
    if (c === doubleQuote) this.#opens(at, false, false);
    else if (isNumber) this.#state = c === 0x2d ? afterMinus : c === 0x30 ? afterZero : afterDigit;
    else if (word !== undefined) {
      this.#word = word;
      this.#left = word.length - 1;
      this.#state = aLetter;
    } else {
      if (this.#open.length === this.#maxDepth) this.#events.fail(reason.tooDeep, at);
      this.#open.push(c);
      this.#state = c === openObject ? aKeyOrEnd : aValueOrEnd;
    }
    return false;
  }

  #close(at: number): void {
    this.#events.close(at);
    this.#open.pop();
    this.#state = aSeparator;
  }

  /** A string is opened. */
  #opens(at: number, keeps: boolean, isKey: boolean): void {
    this.#start = at;
    this.#keeps = keeps;
    this.#isKey = isKey;
    this.#key.length = 0;
    this.#state = aCharacter;
  }

  /** Reads a byte of a string, between its characters. */
  #string(c: number, at: number): void {
    if (c === doubleQuote) {
      this.#state = this.#isKey ? aColon : aSeparator;
      if (!this.#keeps) return;
      const text = this.#key.length > mostKeyBytes ? undefined : decoder.decode(Uint8Array.from(this.#key));
      this.#events.key(text === undefined ? undefined : (JSON.parse(`"${text}"`) as string), this.#start);
      return;
    }
    if (c < 0x20) this.#events.fail(reason.controlCharacter, at);
    this.#keep(c);
    if (c === backslash) {
      this.#start = at;
      this.#state = anEscape;
    } else if (c >= 0x80) {
      this.#start = at;
      this.#character[0] = c;
      this.#held = 1;
      this.#left = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
      this.#state = aContinuation;
    }
  }

  #keep(c: number): void {
    if (this.#keeps && this.#key.length <= mostKeyBytes) this.#key.push(c);
  }

  /** Reads a byte inside an escape, a character of several bytes, or a word. */
  #inside(c: number, at: number): void {
    if (this.#state === aLetter) {
      if (c !== this.#word.charCodeAt(this.#word.length - this.#left)) this.#events.fail(reason.badLiteral, at);
      if (--this.#left === 0) this.#state = aSeparator;
      return;
    }
    this.#keep(c);
    if (this.#state === aContinuation) {
      this.#character[this.#held++] = c;
      if (--this.#left > 0) return;
      if (sequenceLength(this.#character, 0, this.#held) !== this.#held) {
        this.#events.fail(reason.badUtf8, this.#start);
      }
    } else if (this.#state === aHexDigit) {
      if (!/[0-9a-f]/i.test(String.fromCharCode(c))) this.#events.fail(reason.badEscape, this.#start);
      if (--this.#left > 0) return;
    } else if (c === 0x75) {
      this.#left = 4;
      this.#state = aHexDigit;
      return;
    } else if (!'"\\/bfnrt'.includes(String.fromCharCode(c))) this.#events.fail(reason.badEscape, this.#start);
    this.#state = aCharacter;
  }

  /** Reads a byte of a number; tells whether it was one. */
  #number(c: number, at: number): boolean {
    const state = this.#state;
    const isDigit = c >= 0x30 && c <= 0x39;
    const isWhole = state === afterZero || state === afterDigit;
    if (isDigit && state !== afterZero) {
      if (state === afterMinus) this.#state = c === 0x30 ? afterZero : afterDigit;
      else if (state === afterPoint) this.#state = afterFraction;
      else if (state === afterE || state === afterSign) this.#state = afterExponent;
    } else if (c === 0x2e && isWhole) this.#state = afterPoint;
    else if ((c | 0x20) === 0x65 && (isWhole || state === afterFraction)) this.#state = afterE;
    else if ((c === 0x2b || c === 0x2d) && state === afterE) this.#state = afterSign;
    else if (!isDigit && (isWhole || state === afterFraction || state === afterExponent)) {
      this.#state = aSeparator;
      return false;
    } else this.#events.fail(reason.badNumber, at);
    return true;
  }
}

/** 1 for the bytes that are characters of a string by themselves. */
const isPlain = new Uint8Array(256).fill(1, 0x20, 0x80);
isPlain[doubleQuote] = 0;
isPlain[backslash] = 0;

/** The words, by their first letters. */
const words: (string | undefined)[] = Array.from({ length: 256 });
for (const word of ["true", "false", "null"]) words[word.charCodeAt(0)] = word;

const decoder = new TextDecoder();
