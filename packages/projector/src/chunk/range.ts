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
 * decide, so each range waits for the state at its beginning, scans its own bytes, and passes the state at its end on,
 * before it projects. The scans are a chain, through which the ranges go one after the other; everything else they do
 * at the same time. Nothing is guessed, so hostile files are read as any other.
 *
 * A worker that reads all ranges of a file alone need not scan: the next record starts where the last one that was
 * projected has ended. Only where a record reaches far into the next range, and at the end of the file, it does scan.
 */

import type { Format } from "@backlot/formats";
import { nextTicket, type PlaceReader, type Places, ticketLock } from "@backlot/runtime";
import { frontBytes, type Oversize } from "./chunker.ts";
import { closedState, type Scan } from "../extent/extent.ts";
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
  /** The longest record; its line end or comma does not count. */
  readonly maxRecordBytes: number;
  /** All ranges of the file. */
  readonly all: Ranges;
  /** Through which the ranges of the file pass the state on; absent where there is none to pass. */
  readonly chain?: SharedArrayBuffer;
  /** Whether bytes before it decide where records end, and one worker reads all ranges, in order. */
  readonly alone: boolean;
  /** Where it is read from, if that is known already. */
  readonly front?: Front;
}

/** Where a range is read from: its beginning; or, of ranges in order, where what comes next starts. */
export interface Front {
  /** Where in the file. */
  readonly byte: number;
  /** What the bytes before leave open. */
  readonly state: number;
  /** Whether a record starts there. */
  readonly isStart: boolean;
}

/** Whether a range has to wait for those before it to know where its records start. */
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
  // What is read at once may reach from one range through the next, and no record in it may be too long.
  const alone = areInOrder && isChained(format) && 3 * rangeBytes <= maxRecordBytes;
  const chain = isChained(format) && !alone ? new SharedArrayBuffer(16) : undefined;
  const all: Ranges = { begin, rangeBytes, next: areInOrder ? undefined : new SharedArrayBuffer(4) };
  const same = { kind: "range", places, maxRecordBytes, chain, alone, all } as const;
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
  /** Whether the last of them may be cut, so that the next range goes on where it starts. */
  readonly mayBeCut?: boolean;
  /** Where the range was read from, and where the next one is to be, if they are read in order. */
  readonly front: Front;
  readonly next: Front;
}

/** Files are read from page to page into pages: anything else takes up to three times as long. */
const pageBytes = 4096;

/**
 * Reads a range into the kernel's room and finds its records; undefined if the state before it has not come within so
 * many milliseconds, and it is to be read again.
 */
export function readRange(
  range: Range,
  kernel: Pick<Kernel, "room" | "scan">,
  read: PlaceReader,
  patience: number = Infinity,
): Reach | undefined {
  const { to, number, maxRecordBytes, alone } = range;
  const from = range.front?.byte ?? range.from;
  if (from >= to) return { start: 0, end: 0, byte: to, front: range.front!, next: range.front! };
  // Positions below are those in the room; the file goes on for `left`.
  const base = from - (from % pageBytes);
  const left = range.places.size - base;
  const stop = to - base;
  // What is read beyond the end at once, for most often the last record ends there; and what the room has place for.
  const ahead = Math.ceil((to - from) / 64);
  const have = Math.min(stop + ahead, left);
  const place = Math.min(stop + 16 * ahead, left);
  const room = kernel.room(place);
  read(room.subarray(0, have), base);

  const chain = range.chain && stateChain(range.chain);
  const state = range.front === undefined && chain !== undefined ? chain.take(number, patience) : 0;
  if (state === undefined) return undefined;
  const front = range.front ?? { byte: from, state, isStart: number === 0 };
  // If its last record is longer than what is read ahead, the next range scans for its end.
  if (alone && front.isStart && from >= range.from && have < left) {
    return { start: from - base, end: have, byte: from, mayBeCut: true, front, next: front };
  }
  const areLines = chain === undefined && !alone;
  const own = areLines ? lineEnds(kernel, from - base, stop, ahead) : kernel.scan(from - base, stop, front.state);
  if (range.front === undefined) chain?.pass(number, own.state);
  const inside = { byte: to, state: own.state, isStart: false };
  const start = front.isStart ? from - base : own.first;
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

/** Whether it is known how the bytes before a range have left it. */
export function hasState({ chain, number }: Range): boolean {
  return chain === undefined || ticketLock(new Int32Array(chain, 0, 1), 0).isServed(number);
}

/** Passes a number from range to range, in shared memory. */
function stateChain(shared: SharedArrayBuffer): {
  take(number: number, patience: number): number | undefined;
  pass(number: number, state: number): void;
} {
  const lock = ticketLock(new Int32Array(shared, 0, 1), 0);
  const states = new Float64Array(shared, 8, 1);
  return {
    take: (number, patience) => (lock.wait(number, patience) ? states[0] : undefined),
    pass(number, state) {
      states[0] = state;
      lock.pass(number);
    },
  };
}
