/**
 * A rejected record in words: as the error that ends a run, or as a line of the quarantine file.
 */

import type { FormatName } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import type { Plan } from "./plan/plan.ts";
import { type Reason, reason, reasonHint, reasonText } from "./syntax/reason.ts";

/** A record that was rejected, and where. */
export interface Rejected {
  readonly file: string;
  readonly format: FormatName;
  /** The record's number in its file, from 1, a header not counted. */
  readonly record: number;
  /** Where in the file the defect is. */
  readonly byte: number;
  readonly reason: Reason;
  readonly field?: string;
  /** The record's bytes, for quarantine; of an oversize record only the front. */
  readonly raw?: Uint8Array;
}

/** Whether such a record ends the run; some do whatever is said about bad records. */
export function endsRun(why: Reason, { onError }: Pick<Plan, "onError">): boolean {
  return onError === "fail" || why === reason.unexpectedQuote;
}

/** The error for a record that ends the run. */
export function rejectionError(rejected: Rejected): InputError {
  const { file, record, byte, field } = rejected;
  const named = field === undefined ? "" : ` in ${JSON.stringify(field)}`;
  return new InputError(
    `Cannot read record ${record} of ${file}: ${reasonText[rejected.reason]}${named} at byte ${byte}`,
    { file, record, byte, ...(field !== undefined && { field }), hint: hintFor(rejected) },
  );
}

/** What is said of a line of NDJSON helps nobody who has told that it is JSON. */
function hintFor({ reason: why, format }: Rejected): string | undefined {
  if (format !== "json") return reasonHint[why];
  // An element goes on to the bracket that closes it, wherever that is.
  if (why === reason.unclosedContainer || why === reason.unclosedString) {
    return "The file ends there, and the array is not closed: was it cut off?";
  }
  return why === reason.isArray ? undefined : reasonHint[why];
}

/**
 * Records as lines of NDJSON: `{"file","record","byte","reason","raw"}`, with `rawBase64` in place of `raw` where the
 * bytes are not UTF-8.
 */
export function quarantineLines(rejected: readonly Rejected[]): Uint8Array {
  const lines = rejected.map(({ file, record, byte, reason: why, raw = new Uint8Array(0) }) => {
    return `${JSON.stringify({ file, record, byte, reason: reasonText[why], ...rawText(raw) })}\n`;
  });
  return new TextEncoder().encode(lines.join(""));
}

function rawText(raw: Uint8Array): { raw: string } | { rawBase64: string } {
  try {
    return { raw: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw) };
  } catch {
    let binary = "";
    for (const byte of raw) binary += String.fromCharCode(byte);
    return { rawBase64: btoa(binary) };
  }
}
