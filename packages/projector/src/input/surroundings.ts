/**
 * The JSON text around the records of a file: from its first byte to the `[` of their array, and on from the `]` to
 * its last byte.
 *
 * ```text
 * {"meta":{"page":1},"data":{"items":[{…},{…}],"next":null}}⏎
 * ╰────────────── before ────────────╯records╰─── after ────╯
 * ```
 *
 * All of it is checked. Where the file is the array itself, or one object alone, which is a record then, there is
 * nothing but blanks around it.
 */

import { openArray, closeArray, openObject } from "../syntax/bytes.ts";
import { closest, InputError } from "@backlot/runtime";
import { type JsonEvents, JsonStream } from "../syntax/json-stream.ts";
import { pathText } from "../plan/path.ts";
import { type Reason, reason, reasonHint, reasonText } from "../syntax/reason.ts";
import type { Window } from "../chunk/window.ts";

/** How many keys are kept for a suggestion. */
const mostKeys = 1000;

/** The text around the records of one file. */
export class Surroundings implements JsonEvents {
  readonly #file: string;
  readonly #path: readonly string[];
  readonly #stream: JsonStream;
  /** What the records are, once the text before them has been read. */
  #found: "array" | "object" | undefined;
  /** How many objects are open on the way to the records; they are the outermost ones. */
  #level = 0;
  /** Whether the value that comes next is on the way, or the array itself. */
  #isNext = true;
  /** The keys of the innermost object on the way so far. */
  #keys: string[] = [];

  /**
   * @param path the keys that lead to the array of records; none where it is the whole file
   * @param maxDepth how many objects and arrays may be open at once
   */
  constructor(file: string, path: readonly string[], maxDepth: number) {
    this.#file = file;
    this.#path = path;
    this.#stream = new JsonStream(this, maxDepth);
  }

  /**
   * Reads the text before the records; the window begins with the first of them then, or with the one object.
   *
   * @throws InputError when it is no JSON, or the records are not where the path says.
   */
  async begin(window: Window): Promise<"array" | "object"> {
    for (;;) {
      await window.fillReady(0);
      window.drop(this.#stream.read(window.bytes, window.byte));
      if (this.#found !== undefined) break;
      if (window.ended) throw this.#ends(window.byte);
    }
    if (this.#found === "array") window.drop(1);
    return this.#found;
  }

  /**
   * Reads the text after the records, which is all that is left in the window: of an array from its `]` on.
   *
   * @param closed whether a bracket came that closes the array, or the one object
   * @param comma where the comma is that no record has followed, or -1
   * @throws InputError when it is no JSON, or leads to the records a second time.
   */
  async end(window: Window, closed: boolean, comma: number): Promise<void> {
    const isArray = this.#found === "array";
    if (!closed) {
      throw this.#error(isArray ? "the array is not closed: a ] is missing" : "the object is not closed", window.byte);
    }
    if (isArray) {
      await window.fill();
      if (window.bytes[0] !== closeArray) throw this.#error("a } closes the array", window.byte);
      if (comma >= 0) throw this.#error("a comma is followed by no record", comma, "Remove it: JSON allows none there");
      window.drop(1);
    }
    this.#stream.skipValue();
    do {
      await window.fill();
      window.drop(this.#stream.read(window.bytes, window.byte));
    } while (!window.ended);
    if (this.#stream.depth > 0) throw this.#ends(window.byte);
  }

  get wantsKeys(): boolean {
    return this.#level > 0 && this.#stream.depth === this.#level;
  }

  value(first: number, at: number): boolean {
    if (!this.#isNext) return false;
    this.#isNext = false;
    const isLast = this.#level === this.#path.length;
    if (first === openObject && !isLast) {
      this.#level++;
      this.#keys = [];
      return false;
    }
    if (first === openArray && isLast) this.#found = "array";
    else if (first === openObject && this.#path.length === 0) this.#found = "object";
    else if (this.#path.length === 0) throw this.#error("there is neither an array of records nor one record", at);
    else throw this.#missing(`${this.#way(this.#level)} is no ${isLast ? "array" : "object"}`, at);
    return true;
  }

  key(text: string | undefined, at: number): void {
    if (text !== this.#path[this.#level - 1]) {
      if (text !== undefined && this.#keys.length < mostKeys) this.#keys.push(text);
    } else if (this.#found === undefined) this.#isNext = true;
    else throw this.#error(`the key ${JSON.stringify(text)}, which leads to the records, comes a second time`, at);
  }

  close(at: number): void {
    if (!this.wantsKeys) return;
    this.#level--;
    if (this.#found !== undefined) return;
    const key = this.#path[this.#level];
    const near = closest(key, this.#keys);
    const keys = this.#keys.slice(0, 20).join(", ");
    throw this.#missing(
      `${this.#way(this.#level)} has no ${JSON.stringify(key)}`,
      at,
      near === undefined ? `It has ${keys === "" ? "no keys" : keys}` : `Did you mean ${this.#way(this.#level, near)}?`,
    );
  }

  fail(why: Reason, at: number): never {
    if (why === reason.tooDeep) throw this.#error(reasonText[why], at, reasonHint[why]);
    if (why !== reason.textAfter) throw this.#error(reasonText[why], at);
    throw this.#error(
      `there is text after the ${this.#found === "array" && this.#path.length === 0 ? "array" : "object"}`,
      at,
      "A file with one record after the other is ndjson: say so with --input-format (inputFormat)",
    );
  }

  /** The first keys of the path, and one more, as a text. */
  #way(length: number, ...more: string[]): string {
    const keys = [...this.#path.slice(0, length), ...more];
    return keys.length === 0 ? "the file" : pathText(keys.map((key) => ({ key })));
  }

  #ends(byte: number): InputError {
    return this.#stream.depth > 0
      ? this.#error("the file ends inside an object or array", byte)
      : this.#error("the file ends before any value", byte, "An empty list of records is []");
  }

  #missing(why: string, byte: number, hint?: string): InputError {
    const { length } = this.#path;
    return new InputError(`Cannot find the records ${this.#way(length)} in ${this.#file}: ${why} at byte ${byte}`, {
      file: this.#file,
      byte,
      field: this.#way(length),
      hint,
    });
  }

  #error(why: string, byte: number, hint?: string): InputError {
    return new InputError(`Cannot read ${this.#file} as JSON: ${why} at byte ${byte}`, {
      file: this.#file,
      byte,
      hint,
    });
  }
}
