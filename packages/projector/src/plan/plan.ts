/**
 * The plan: all that a kernel must know, as plain data that can be sent to a worker.
 */

import type { Format } from "@backlot/formats";
import type { Reason } from "../syntax/reason.ts";
import type { Selection } from "./selection.ts";

/** What the whole run does. */
export interface Plan {
  readonly selection: Selection;
  /** The members or columns that are written, or null where records are written whole, without what is dropped. */
  readonly names: readonly string[] | null;
  readonly output: Format;
  /** How many objects and arrays may be open at once. */
  readonly maxDepth: number;
  /** Whether the grammar and the UTF-8 of every byte are checked, and not only of what is written. */
  readonly strict: boolean;
  /** What happens to a bad record: the run stops at it, or goes on and hands over its bytes or not. */
  readonly onError: "fail" | "skip" | "quarantine";
}

/** What one input file is like. */
export interface Shape {
  readonly format: Format;
  /** Of a CSV or TSV file: how many columns it has, and which of them each name of the plan is. */
  readonly columns?: { readonly count: number; readonly picked: readonly number[] };
  /**
   * The quote that was seen to be data and not told to be: a cell that begins with it ends the run, for then the rows
   * before it may have been misread.
   */
  readonly unexpectedQuote?: string;
  /** What most records of an array open with, from the comma before them on, if that is known. */
  readonly opening?: Uint8Array;
}

/** A record that cannot be projected. */
export interface Rejection {
  /** The record's number in the chunk, from 1. */
  readonly record: number;
  /** Where in the chunk the defect is. */
  readonly at: number;
  readonly reason: Reason;
  /** Which of the plan's names it came up in, where it did in one. */
  readonly name?: string;
  /** The record's bytes, for quarantine. */
  readonly raw?: Uint8Array;
}

/** What a chunk became. */
export interface Projected {
  /** The records of the output, each with its framing. */
  readonly bytes: Uint8Array;
  readonly read: number;
  readonly written: number;
  readonly filtered: number;
  readonly rejected: number;
  /** The first rejection, and the others where bad records are quarantined. */
  readonly rejections: readonly Rejection[];
  /** How many bytes of the chunk were read; not all of them when the limit was reached. */
  readonly consumed: number;
  /** Per name of the plan: in how many records a value was found. */
  readonly found: readonly number[];
  /** Per name of the plan: in how many written records a key on its path came more than once in its object. */
  readonly repeated: readonly number[];
  /** How many written records have a key more than once in an object, and the first such key; counted with strict. */
  readonly repeatedKeys: number;
  readonly firstRepeatedKey?: { readonly record: number; readonly at: number };
  /** Per drop: how many values it took out of written records. */
  readonly dropped: readonly number[];
}
