/**
 * Suggestions for paths, from the keys of a file's first records.
 */

import { closest } from "@backlot/runtime";
import { JsonExtents } from "../extent/extent.ts";
import { openArray, openObject } from "../syntax/bytes.ts";
import { type JsonEvents, JsonStream } from "../syntax/json-stream.ts";
import { listed } from "../plan/listed.ts";
import { type Path, pathText, type Segment } from "../plan/path.ts";

/** What the first records have: of an object its keys, of an array its elements, all of them as one. */
export interface Seen {
  readonly keys: Map<string, Seen>;
  elements?: Seen;
}

/** How many keys are kept of an object. */
const mostKeys = 1000;

/**
 * What the records have that the bytes begin with; the last of them need not be whole, and bad ones tell little.
 *
 * They are read when it is asked for: few runs miss anything, and by code that has never run it took 16 ms.
 */
export function seenIn(front: Uint8Array): Seen {
  let seen: Seen | undefined;
  const read = (): Seen => (seen ??= readFront(front));
  return {
    get keys() {
      return read().keys;
    },
    get elements() {
      return read().elements;
    },
  };
}

function readFront(front: Uint8Array): Seen {
  const reader = new SeenReader();
  for (let at = 0; at < front.length;) {
    const from = front.subarray(at);
    const start = from.indexOf(openObject);
    if (start === -1) break;
    const end = new JsonExtents(true).first(from, start);
    const stop = end === -1 ? from.length : end;
    reader.read(from.subarray(start, stop));
    at += stop;
  }
  return reader.root;
}

/** What a path that no record has was perhaps meant to be, as a sentence. */
export function suggestion(path: Path, seen: Seen): string | undefined {
  const { at, keys } = closestPath(path, seen);
  const found = pathText(at);
  if (keys.length === 0) return at.length === 0 || found === pathText(path) ? undefined : `Did you mean ${found}?`;
  const where = at.length === 0 ? "The first records have" : `In the first records, ${found} has`;
  return `${where} ${listed(keys.map(keyText))}`;
}

/** A path that the records have, and the keys that are there where none comes close to what was asked for next. */
interface Closest {
  readonly at: Path;
  readonly keys: readonly string[];
}

/** The path that the records have and that comes closest. */
function closestPath(path: Path, seen: Seen): Closest {
  let here = seen;
  const at: Segment[] = [];
  const go = (next: Seen, segment: Segment): void => {
    here = next;
    at.push(segment);
  };
  for (let rest = path; rest.length > 0;) {
    const [segment] = rest;
    const { elements } = here;
    if (segment === "*") {
      // An object or a single value where an array was meant: perhaps without the [*].
      if (elements !== undefined) go(elements, "*");
      rest = rest.slice(1);
      continue;
    }
    const next = here.keys.get(segment.key);
    if (next !== undefined) {
      go(next, segment);
      rest = rest.slice(1);
      continue;
    }
    const near = elements !== undefined && has(elements, rest) ? undefined : closestKey(rest, [...here.keys.keys()]);
    if (near !== undefined) {
      go(here.keys.get(near.key)!, { key: near.key });
      rest = rest.slice(near.count);
    } else if (elements !== undefined && hasObjects(elements)) {
      // An array where an object was meant: perhaps its elements, none of which has a number.
      go(elements, "*");
      if (isIndex(segment.key)) rest = rest.slice(1);
    } else return { at, keys: [...here.keys.keys()] };
  }
  return { at, keys: [] };
}

/** The key that comes closest to what a path begins with, and how many of its segments that takes. */
function closestKey(path: Path, keys: readonly string[]): { key: string; count: number } | undefined {
  // A key with dots in it, as logs have them: `user.name` in place of `["user.name"]`.
  const names = namesIn(path);
  const dotted = keys.filter((key) => key.includes("."));
  for (let count = names.length; count > 1; count--) {
    const key = closest(names.slice(0, count).join("."), dotted);
    if (key !== undefined) return { key, count };
  }
  const key = closest(names[0], keys);
  return key === undefined ? undefined : { key, count: 1 };
}

/** Whether elements are objects with keys, or lead to some. */
function hasObjects(elements: Seen): boolean {
  let here: Seen | undefined = elements;
  while (here !== undefined && here.keys.size === 0) here = here.elements;
  return here !== undefined;
}

const isIndex = (key: string): boolean => /^\d+$/.test(key);

/** The keys that a path begins with. */
function namesIn(path: Path): string[] {
  const end = path.indexOf("*");
  return path.slice(0, end === -1 ? undefined : end).map((segment) => (segment as { key: string }).key);
}

/** A key as a path has to spell it. */
export const keyText = (key: string): string => pathText([{ key }]);

/** Whether the path leads somewhere. */
function has(seen: Seen, path: Path): boolean {
  let here: Seen | undefined = seen;
  for (const segment of path) here = segment === "*" ? here?.elements : here?.keys.get(segment.key);
  return here !== undefined;
}

/** Where in the records there is an array of objects that have the path, as a record should. */
export function recordsWith(path: Path, seen: Seen): string | undefined {
  const waiting: { at: Path; here: Seen }[] = [{ at: [], here: seen }];
  for (const { at, here } of waiting) {
    if (at.length > 0 && here.elements !== undefined && has(here.elements, path)) return pathText(at);
    if (at.length < 3) for (const [key, next] of here.keys) waiting.push({ at: [...at, { key }], here: next });
  }
  return undefined;
}

/** Notes the keys of one record after another. */
class SeenReader implements JsonEvents {
  readonly root: Seen = { keys: new Map() };
  readonly wantsKeys = true;
  /** The objects and arrays that are open, and whether they are arrays. */
  #open: { seen: Seen; isArray: boolean }[] = [];
  #next: Seen = this.root;

  read(record: Uint8Array): void {
    this.#open = [];
    this.#next = this.root;
    try {
      new JsonStream(this, Number.MAX_SAFE_INTEGER).read(record, 0);
    } catch (error) {
      if (error !== damage) throw error;
    }
  }

  value(first: number): boolean {
    const top = this.#open.at(-1);
    const seen: Seen = top?.isArray ? (top.seen.elements ??= { keys: new Map() }) : this.#next;
    if (first === openObject || first === openArray) this.#open.push({ seen, isArray: first === openArray });
    if (first === openArray) seen.elements ??= { keys: new Map() };
    return false;
  }

  key(text: string | undefined): void {
    const { keys } = this.#open.at(-1)!.seen;
    this.#next = (text === undefined ? undefined : keys.get(text)) ?? { keys: new Map() };
    if (text !== undefined && keys.size < mostKeys) keys.set(text, this.#next);
  }

  close(): void {
    this.#open.pop();
  }

  fail(): never {
    throw damage;
  }
}

const damage: unique symbol = Symbol("damage");
