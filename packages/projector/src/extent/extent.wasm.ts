/**
 * Where records end, told by the kernel's module of bytes that lie in its memory: the same as `extent.ts` tells.
 */

import type { Dialect, Format } from "@backlot/formats";
import { backslash } from "../syntax/bytes.ts";
import { closedState, type Scan } from "./extent.ts";

/** What the module exports for it; places are addresses, 0 is none. */
export interface ExtentExports {
  lineEnds(start: number, end: number): number;
  rowEnds(
    start: number,
    end: number,
    state: number,
    quote: number,
    delimiter: number,
    escape: number,
    comment: number,
  ): number;
  jsonEnds(start: number, end: number, state: number): number;
  readonly firstEnd: WebAssembly.Global;
  readonly lastEnd: WebAssembly.Global;
}

/**
 * Tells of the piece between two places of the memory, in front of which is `state`; the indexes count from `base`.
 */
export function wasmScan(
  { name, dialect }: Format,
  exports: ExtentExports,
  base: number,
  start: number,
  end: number,
  state: number,
): Scan {
  if (state === closedState) return { state, first: -1, last: -1 };
  const [from, to] = [base + start, base + end];
  const after =
    dialect === undefined
      ? name === "json"
        ? exports.jsonEnds(from, to, state)
        : exports.lineEnds(from, to)
      : rowEnds(exports, dialect, from, to, state);
  const index = ({ value }: WebAssembly.Global): number => (value === 0 ? -1 : Number(value) - base);
  return { state: after, first: index(exports.firstEnd), last: index(exports.lastEnd) };
}

function rowEnds(exports: ExtentExports, dialect: Dialect, from: number, to: number, state: number): number {
  if (dialect.quote === null) return exports.lineEnds(from, to);
  const [quote, delimiter, escape, comment] = dialectMarks(dialect);
  return exports.rowEnds(from, to, state, quote, delimiter, escape, comment);
}

/** The bytes of a dialect that have a meaning: quote, delimiter, escape inside quotes, start of a comment; -1 for none. */
export function dialectMarks({ quote, delimiter, escape, comment }: Dialect): [number, number, number, number] {
  return [byteOf(quote), byteOf(delimiter), quote === null || escape === null ? -1 : backslash, byteOf(comment)];
}

function byteOf(character: string | null): number {
  return character?.charCodeAt(0) ?? -1;
}
