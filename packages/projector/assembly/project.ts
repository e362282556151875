// Projects the records of a chunk of JSON, one after the other.
//
// The text is indexed a window at a time; the events of a record that is not whole yet stay for the next one. A record
// is written by the template if it is of it, else it is walked, and what was found is written. What is unclear, and
// what is wrong, the host hands to the twin, and comes back with where the next record is. Output and place move on
// at the ends of records only.

import { comma, isBlankAt, isBlankBetween, lineFeed, openObject } from "./bytes";
import { emit, Emitted, emitWhole, output } from "./emit";
import { checkFrom, checkTo } from "./grammar";
import { makePlaceForKeys } from "./keys";
import { mayRepeatKeys } from "./repeated-keys";
import { selection } from "./selection";
import { addEvent, dropEvents, index, indexFrom, indexTo, kindOf, mostEvents, placeOf } from "./structure";
import { countWritten, isOfTemplate, Matched, templateEvents, wholeByTemplate, writeByTemplate, writeTemplate } from "./template";
import { walk, Walked, walked } from "./walk";

/** Why a call returns: all is done, or the limit is reached; the twin must look at a record; the output is full. */
export enum Stopped {
  done,
  unclear,
  full,
}

/** A window: it and what is read of it fit into the nearer caches. */
const windowBytes: usize = 128 * 1024;
/** The window after trouble, which every record may be. */
const carefulBytes: usize = 4 * 1024;

/** Room for a record without members. */
const leastRoom: usize = 64;

/** Where the record is that comes next. */
export let at: usize = 0;
/** How many records were written by the last call. */
export let written: u32 = 0;

let end: usize = 0;
let isLines: bool = false;
/** Whether the end may be inside a record: then what reaches to it, blanks too, is left to the host. */
let mayBeCut: bool = false;
/** Whether the whole grammar is checked while the text is indexed; and whether keys are not to come twice. */
let checksAll: bool = false;
let isStrict: bool = false;
let window: usize = 0;
/** The event that comes next. */
let event: u32 = 0;

/** Begins with a chunk of records, NDJSON or elements of an array; all of them are whole, or the last one may be cut. */
export function begin(from: usize, to: usize, lines: bool, strict: bool, cut: bool): void {
  end = to;
  mayBeCut = cut;
  isLines = lines;
  isStrict = strict;
  // Where records are written whole, all of them is.
  checksAll = strict || selection.isWhole;
  selection.isChecked = checksAll;
  startAt(from, windowBytes);
}

function startAt(from: usize, bytes: usize): void {
  at = from;
  event = 0;
  window = bytes;
  indexFrom(from);
  if (checksAll) checkFrom(from, selection.maxDepth);
}

/** Goes on after the record that the twin has taken, with the next one at `from`. */
export function resume(from: usize): void {
  if (from > index.to || index.trouble) {
    startAt(min(from, end), carefulBytes);
    return;
  }
  at = from;
  while (event < index.count && placeOf(event) < from) event++;
}

/** Projects at most `limit` records; the output goes to `out`, and not behind `outEnd`. */
export function project(out: usize, outEnd: usize, limit: u32): Stopped {
  output.at = out;
  output.end = outEnd;
  written = 0;
  const stopped = records(limit);
  countWritten();
  return stopped;
}

/** Where the output ends. */
export function outputEnd(): usize {
  return output.at;
}

function records(limit: u32): Stopped {
  while (written < limit) {
    if (event == index.count) {
      if (index.to < end) {
        if (!indexMore()) return Stopped.unclear;
        continue;
      }
      if (mayBeCut ? at < end : !isBlankBetween(at, end)) return Stopped.unclear;
      at = end;
      return Stopped.done;
    }
    const place = placeOf(event);
    if (place != at && !isBlankBetween(at, place)) return Stopped.unclear;
    const kind = kindOf(event);
    if (kind == lineFeed) {
      at = place + 1;
      event++;
      continue;
    }
    if (kind != openObject) return Stopped.unclear;
    if (output.at + leastRoom > output.end) return Stopped.full;

    if (isOfTemplate(event)) {
      const last = event + templateEvents() - 1;
      const next = nextRecord(last);
      if (next > isCut) {
        const matched = selection.isWhole ? wholeByTemplate(event, last) : writeByTemplate(event);
        if (matched == Matched.written) {
          goTo(next, last);
          continue;
        }
        if (matched != Matched.other) return matched == Matched.full ? Stopped.full : Stopped.unclear;
      }
    }

    makePlaceForKeys();
    const came = walk(event);
    if (came == Walked.unclear) return Stopped.unclear;
    const next = came == Walked.cut ? isCut : nextRecord(walked.last);
    if (next == isCut) {
      if (index.to == end || !indexMore()) return Stopped.unclear;
      continue;
    }
    if (next == isWrong) return Stopped.unclear;
    // A record of the template has its keys, which are not repeated.
    if (isStrict && mayRepeatKeys(event, walked.last)) return Stopped.unclear;
    const emitted = selection.isWhole ? emitWhole(event, walked.last) : emit();
    if (emitted != Emitted.written) return emitted == Emitted.full ? Stopped.full : Stopped.unclear;
    if (!walked.isPeculiar) writeTemplate(event, walked.last);
    goTo(next, walked.last);
  }
  return Stopped.done;
}

/** The record that ends with the brace of an event is written. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function goTo(next: usize, last: u32): void {
  written++;
  at = next;
  event = last + 1 + <u32>isLines;
}

/** What {@link nextRecord} returns where no record may follow, or where that is not indexed yet. */
const isWrong: usize = 0;
const isCut: usize = 1;

/** Where the next record may begin, behind the line end or comma that follows the last event of one. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function nextRecord(last: u32): usize {
  let p = placeOf(last) + 1;
  if (isLines) {
    const kind = kindOf(last + 1);
    if (kind != lineFeed) return kind == 0 ? isCut : isWrong;
    const feed = placeOf(last + 1);
    if (p != feed && !isBlankBetween(p, feed)) return isWrong;
    return min(feed + 1, end);
  }
  while (p < end && isBlankAt(p)) p++;
  if (p == end) return mayBeCut ? isCut : end;
  return load<u8>(p) == comma ? p + 1 : isWrong;
}

/** Indexes the next window; false when there is trouble, or no place for it. */
function indexMore(): bool {
  if (index.trouble) return false;
  // The window holds no whole record.
  if (event == 0 && index.count > 0) window *= 2;
  dropEvents(event);
  event = 0;
  if (index.count >= mostEvents) return false;
  const stop = min(end, index.to + window);
  if (checksAll) checkTo(stop, end, isLines);
  else indexTo(stop, isLines);
  // The last line need not end.
  const isOpen = isLines && !mayBeCut && index.to == end && index.inside == 0 && !index.trouble;
  if (isOpen && end > at && load<u8>(end - 1) != lineFeed) addEvent(end, lineFeed);
  return true;
}
