/**
 * The writer: spans of a record become a record of the output.
 *
 * To JSON the bytes of a value are copied as they are, to cells they are transcoded by `@backlot/formats`.
 */

import { type Format, framing, jsonEscape } from "@backlot/formats";
import type { Findings } from "../walk/findings.ts";
import type { Output } from "./output.ts";
import type { Reason } from "../syntax/reason.ts";

/** Writes records; after a defect the output is as long as it was before the record. */
export interface RecordWriter<Walk> {
  /** Appends what the walk found in `bytes`, with its framing. */
  write(bytes: Uint8Array, walk: Walk, out: Output): Reason;
  /** Where the last defect was, and at which of the names. */
  readonly at: number;
  readonly name: number;
}

/** What a walk over a JSON record found, and where the record is, without the blanks around it. */
export interface JsonWalked {
  readonly findings: Findings;
  readonly start: number;
  readonly end: number;
}

/** The parts of JSON text that a writer puts around values. */
export const punctuation: Readonly<
  Record<"openArray" | "comma" | "closeArray" | "openObject" | "closeObject", Uint8Array>
> = {
  openArray: utf8("["),
  comma: utf8(","),
  closeArray: utf8("]"),
  openObject: utf8("{"),
  closeObject: utf8("}"),
};

/** What stands around a record in the output. */
export function frame(output: Format): { before: Uint8Array; after: Uint8Array } {
  const { before, after } = framing(output);
  return { before: utf8(before), after: utf8(after) };
}

/** A member's key with its colon. */
export function memberKey(name: string): Uint8Array {
  return utf8(`"${jsonEscape(name)}":`);
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
