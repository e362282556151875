/**
 * Ranges: how workers read one file by themselves, each some bytes of it, and find the records that are theirs.
 *
 * Ranges are cut at fixed places, wherever these fall. A range owns the records that start after the end of another
 * one in it, the first range also the one at its beginning; it reads on to where the last of them ends:
 *
 * ```text
 *       │ range 1           │ range 2           │
 * {"a":1}⏎{"a":2}⏎{"a":3}⏎{"a":4}⏎{"a":5}⏎{"a":6}⏎…
 *         ╰─────── 1 ───────────╯ ╰───── 2 ─────╯
 * ```
 *
 * Where every line feed ends a record, that is all. Elsewhere (quotes of CSV, brackets of JSON) the bytes before
 * decide. There each range passes on where the next record starts, which is known for certain when it has been
 * projected (`chain.ts`). Who begins a range before that is known guesses (`guess.ts`), projects from there, and keeps
 * what it has made until it is known: if it is another place, the range is done again. A range is projected up to the
 * guess of the next one, and passes on where its last record has ended before it, so a guess that was right is met.
 *
 * Where there is no guess, where too many were wrong, where records may reach through several ranges, and at the end
 * of the file, a range waits for its front, scans its own bytes, and passes on where the next record starts before it
 * projects its own.
 */

import type { Format } from "@backlot/formats";
import { nextTicket, type PlaceReader, type Places } from "@backlot/runtime";
import { type Front, startChain } from "./chain.ts";
import { frontBytes, type Oversize } from "./chunker.ts";
import { closedState, type Scan } from "../extent/extent.ts";
import type { Guess } from "./guess.ts";
import type { Kernel } from "../kernel/kernel.ts";

/** Some bytes of a file, as plain data. */
export interface Range {
  readonly kind: "range";
  readonly places: Places;
  /** Where it begins in the file, and where it ends. */
  readonly from: number;
  readonly to: number;
  /** Its number among those of the file, from 0. */
  readonly number: number;
  /** The longest record; its line feed or comma does not count. */
  readonly maxRecordBytes: number;
  /** All ranges of the file. */
  readonly all: Ranges;
  /** Through which the ranges of the file pass on where records start; absent where every line feed ends one. */
  readonly chain?: SharedArrayBuffer;
  /** Whether no record can be too long that ends in what is read at once: it may reach from one range through the next. */
  readonly isRoomy: boolean;
  /** Where it is read from, if that has been found out already. */
  readonly front?: Front;
}

/** Whether the bytes before a range decide where its records start. */
function isChained({ name, dialect }: Format): boolean {
  return name !== "ndjson" && dialect?.quote !== null;
}

/** How a file is cut into ranges, as plain data. */
interface Ranges {
  /** Where its records begin. */
  readonly begin: number;
  readonly rangeBytes: number;
  /** The number of the next one that is shared out, where whoever begins one takes the next. */
  readonly next?: SharedArrayBuffer;
}

/**
 * The ranges of a file whose records begin at `begin`. Their ends are at multiples of `rangeBytes`.
 *
 * @param rangeBytes at most one more than the longest record: then only the last record of a range can be longer
 * @param areInOrder whether one worker reads all of them, in order
 */
export function* ranges(
  places: Places,
  format: Format,
  begin: number,
  rangeBytes: number,
  maxRecordBytes: number,
  areInOrder: boolean,
): Generator<Range> {
  const chain = isChained(format) ? startChain(begin) : undefined;
  const all: Ranges = { begin, rangeBytes, next: areInOrder ? undefined : new SharedArrayBuffer(4) };
  const isRoomy = 3 * rangeBytes <= maxRecordBytes;
  const same = { kind: "range", places, maxRecordBytes, chain, isRoomy, all } as const;
  for (let number = 0, to = begin; to < places.size; number++) {
    const range: Range = { ...same, number, ...extent(all, places.size, number) };
    ({ to } = range);
    yield range;
  }
}

function extent({ begin, rangeBytes }: Ranges, size: number, number: number): Pick<Range, "from" | "to"> {
  const start = begin - (begin % rangeBytes) + number * rangeBytes;
  return { from: Math.max(begin, start), to: Math.min(size, start + rangeBytes) };
}

/**
 * The next range that nobody has begun: whoever is told to do one does this. So ranges are begun in order, and seldom
 * is one made long before its turn to be written.
 */
export function nextRange(range: Range): Range {
  const { all, places } = range;
  if (all.next === undefined) return range;
  const number = nextTicket(all.next);
  return { ...range, number, ...extent(all, places.size, number) };
}

/** The records of a range, in the kernel's room; or if that was too small, where to read them. */
export interface Reach {
  readonly start: number;
  readonly end: number;
  /** Where in the file the first of them starts. */
  readonly byte: number;
  /** Where in the file to read them from, for a room with place up to `end`. */
  readonly readFrom?: number;
  /** The record after them that is too long, if it is. */
  readonly oversize?: Oversize;
  /** Where in the file the last record of all has ended, if it was in this range. */
  readonly closed?: number;
  /** Where the range was read from. */
  readonly front: Front;
  /** Where the next one is to be; absent if the last record may be cut, which starts there. */
  readonly next?: Front;
}

/** Files are read from page to page into pages: anything else takes up to three times as long. */
const pageBytes = 4096;

/** How much is read beyond the end of a range, for most often its last record ends there. */
const aheadBytes = 64 * 1024;

/** How a range is read. */
export interface Reading {
  readonly kernel: Pick<Kernel, "room" | "scan" | "rightBytes">;
  readonly read: PlaceReader;
  /** Where the range is read from; what is guessed by default. */
  readonly front?: Front;
  /** Tells where the next range is likely to be read from by another worker. */
  readonly guess?: Guess;
  /** Whether records may be projected before it is known where the last one ends. */
  readonly projectsOn?: boolean;
}

/** Reads a range into the kernel's room and finds its records; undefined if they cannot be guessed. */
export function readRange(range: Range, { kernel, read, front: known, guess, projectsOn }: Reading): Reach | undefined {
  const { to, maxRecordBytes, all } = range;
  const from = known?.byte ?? range.from;
  if (known !== undefined && from >= to) return { start: 0, end: 0, byte: to, front: known, next: known };
  // Positions below are those in the room; the file goes on for `left`.
  const base = from - (from % pageBytes);
  const left = range.places.size - base;
  const stop = to - base;
  // What is read at once; and what the room has place for.
  const ahead = Math.min(aheadBytes, all.rangeBytes);
  const have = Math.min(stop + ahead, left);
  const place = Math.min(stop + 16 * ahead, left);
  const room = kernel.room(place);
  read(room.subarray(0, have), base);

  const guessed = (at: number): number => guess?.(kernel, at, Math.min(at + ahead, left)) ?? -1;
  const begin = known === undefined ? guessed(from - base) : from - base;
  if (begin === -1 || begin >= stop) return undefined;
  const front = known ?? { byte: base + begin, state: 0, isStart: true };
  if (projectsOn && front.isStart && front.byte >= range.from && stop < left) {
    const end = guess === undefined ? have : guessed(stop);
    if (end !== -1) return { start: begin, end, byte: front.byte, front };
  }
  // Who only guesses reads no further.
  if (known === undefined && stop < left) return undefined;
  const areLines = range.chain === undefined;
  const own = areLines ? lineEnds(kernel, begin, stop, ahead) : kernel.scan(begin, stop, front.state);
  const inside = { byte: to, state: own.state, isStart: false };
  const start = front.isStart ? begin : own.first;
  const end = Math.max(start, own.last);
  if (start === -1) return { start: 0, end: 0, byte: to, front, next: inside };
  const byte = base + start;
  if (own.state === closedState) return { start, end, byte, front, next: inside, closed: base + end };

  // One more than the limit is read, to tell a record of just that length from a longer one.
  const most = Math.min(end + maxRecordBytes + 1, left);
  let at = stop;
  let next = -1;
  let open = own.state;
  for (const until of [Math.min(have, most), Math.min(place, most)]) {
    if (next !== -1 || until <= at) continue;
    if (until > have) read(room.subarray(have, until), base + have);
    ({ first: next, state: open } = kernel.scan(at, until, open));
    at = until;
  }
  // A record that is longer is looked through piece by piece, to make room for it once: rooms that grow would be
  // several at a time.
  const again = next === -1 && at < most ? { readFrom: base } : {};
  while (next === -1 && at < most) {
    const length = Math.min(room.length, most - at);
    read(room.subarray(0, length), base + at);
    const { first, state: after } = kernel.scan(0, length, open);
    next = first === -1 ? -1 : at + first;
    open = after;
    at += length;
  }
  // What is left at the end of the file is a record without a line end.
  if (next === -1 && left - end <= maxRecordBytes) next = left;
  if (next !== -1) {
    return { start, end: next, byte, front, next: { byte: base + next, state: 0, isStart: true }, ...again };
  }
  const bytes = new Uint8Array(Math.min(frontBytes, most - end));
  read(bytes, base + end);
  const oversize: Oversize = { kind: "oversize", bytes, byte: base + end };
  return { start, end, byte, oversize, front, next: inside, ...again };
}

/** Where lines end: most often, the `near` bytes at the front and at the end tell. */
function lineEnds(kernel: Pick<Kernel, "scan">, start: number, end: number, near: number): Scan {
  const { first } = kernel.scan(start, Math.min(end, start + near), 0);
  const { last, state } = kernel.scan(Math.max(start, end - near), end, 0);
  return first === -1 || last === -1 ? kernel.scan(start, end, 0) : { first, last, state };
}
