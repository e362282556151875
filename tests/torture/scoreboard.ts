/**
 * The scoreboard: tests that count what they try. A sample of each runs with all tests; `npm run torture` tries as
 * much as is promised, and prints what was tried.
 */
import { test } from "vitest";

/** Which part is tried of what is promised; absent for a sample. */
const part = process.env["BACKLOT_TORTURE"];

/** Whether more than a sample is tried. */
export const isTorture: boolean = part !== undefined;

/** How much to try: a sample, or what is promised. */
export function amount(sample: number, promised: number): number {
  return part === undefined ? sample : Math.max(sample, Math.ceil(promised * Number(part)));
}

/** What a test has tried. */
export interface Tally {
  /** The row of the scoreboard. */
  readonly row: number;
  readonly title: string;
  readonly inputs: number;
  readonly faults: number;
  readonly wrong: number;
  readonly lost: number;
}

declare module "vitest" {
  interface TaskMeta {
    tally?: Tally;
  }
}

/** Counts what is tried. */
export class Count {
  inputs = 0;
  faults = 0;
  wrong = 0;
  lost = 0;
  #first: string | undefined;

  /** Books an answer beside the right one, which has to be the same; `of` tells the input. */
  same(actual: unknown, right: unknown, of: () => string): void {
    if (Object.is(actual, right)) return;
    this.mistake(() => `${String(actual)}\n  instead of ${String(right)}\n  of ${of()}`);
  }

  /** Books a wrong answer. */
  mistake(what: () => string): void {
    this.wrong++;
    this.#first ??= what();
  }

  /** Books records that came in and neither went out nor were told. */
  missing(records: number): void {
    this.lost += Math.abs(records);
  }

  /** @throws when something was wrong or lost; told is the first. */
  check(): void {
    if (this.wrong === 0 && this.lost === 0) return;
    const first = this.#first === undefined ? "" : `; the first: ${this.#first.slice(0, 2000)}`;
    throw new Error(`${this.wrong} wrong, ${this.lost} lost of ${this.inputs}${first}`);
  }
}

/** How long a test may take where all is tried: an hour. */
const timeout = isTorture ? 3_600_000 : undefined;

/** A test of a row. */
export function row(number: number, title: string, run: (count: Count) => Promise<void> | void): void {
  test(`${number} ${title}`, { timeout }, async ({ task }) => {
    const count = new Count();
    try {
      await run(count);
    } catch (error) {
      count.wrong++;
      throw error;
    } finally {
      const { inputs, faults, wrong, lost } = count;
      task.meta.tally = { row: number, title, inputs, faults, wrong, lost };
    }
    count.check();
  });
}
