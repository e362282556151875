/**
 * Three kinds of failure, told apart by class: the input is bad, the machine failed, or we have a bug.
 *
 * Each message says what was tried, then the state that was found; `hint` says what to do. No final period.
 */

import { thrownStack, thrownText } from "./thrown-text.ts";

/** Where in a file something was found. */
export interface Place {
  /** The file as the user named it; `-` is standard input. */
  file?: string;
  /** The record's number, from 1, a header not counted. */
  record?: number;
  /** The byte offset in the (decompressed) file, from 0. */
  byte?: number;
  /** The field or column. */
  field?: string;
}

/**
 * What the user gave is wrong: a file's content, a path, an option, a plugin.
 *
 * @example
 * ```ts
 * import { InputError, openSource } from "@backlot/runtime";
 *
 * try {
 *   await openSource("no-such-folder/movies.csv");
 * } catch (error) {
 *   if (!(error instanceof InputError)) throw error;
 *   console.log(error.message); // Cannot read no-such-folder/movies.csv: …
 *   console.log(error.file, typeof error.hint); // no-such-folder/movies.csv string
 * }
 * ```
 */
export class InputError extends Error implements Place {
  override readonly name = "InputError";
  declare file?: string;
  declare record?: number;
  declare byte?: number;
  declare field?: string;
  /** What the user can do about it. */
  declare hint?: string;

  constructor(message: string, details: Place & { hint?: string; cause?: unknown } = {}) {
    const { cause, ...place } = details;
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, place);
  }
}

/** The machine or the system refused: a full disk, no permission, a worker that died. */
export class MachineError extends Error {
  override readonly name = "MachineError";
  /** The system's code, such as `ENOSPC`. */
  declare code?: string;
  declare file?: string;
  /** How many bytes of the file had been read or written. */
  declare byte?: number;
  /** What the user can do about it. */
  declare hint?: string;

  constructor(
    message: string,
    details: { code?: string; file?: string; byte?: number; hint?: string; cause?: unknown } = {},
  ) {
    const { cause, ...state } = details;
    super(message, cause === undefined ? undefined : { cause });
    Object.assign(this, state);
  }
}

/**
 * Something was thrown where nobody waits for it: in a timer, or in a promise that was dropped.
 *
 * Its message and stack are those of what was thrown, which is its `cause`.
 */
export class StrayError extends Error {
  override readonly name = "StrayError";

  constructor(thrown: unknown) {
    super(thrownText(thrown), { cause: thrown });
    const stack = thrownStack(thrown);
    if (stack !== undefined) this.stack = stack;
  }
}

/** Something that cannot happen did: a bug of ours. */
export class BugError extends Error {
  override readonly name = "BugError";

  constructor(message: string, options?: ErrorOptions) {
    super(`${message} (this is a bug in Backlot, please report it)`, options);
  }
}
