/**
 * Comparing outputs: as parsed records, all of them, in order.
 */

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parse } from "csv-parse";
import { WrongOutput } from "./case.ts";

/** A record as it was parsed. */
export type Parsed = Readonly<Record<string, unknown>>;

/** The records of an NDJSON file. */
export async function* ndjsonRecords(path: string): AsyncGenerator<Parsed, undefined> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    yield JSON.parse(line) as Parsed;
  }
}

/** The records of a CSV file with a header; every value is a text. */
export async function* csvRecords(path: string): AsyncGenerator<Parsed, undefined> {
  for await (const record of createReadStream(path).pipe(parse({ columns: true }))) yield record as Parsed;
}

/**
 * Checks that two runs of records are the same, keys in the same order too, and not empty. What does not parse is
 * wrong as well.
 *
 * @throws WrongOutput with the first record that differs.
 */
export async function compareRecords(
  runner: string,
  expected: AsyncIterable<Parsed>,
  actual: AsyncIterator<Parsed, undefined>,
): Promise<void> {
  let record = 0;
  for await (const right of expected) {
    const given = await next(runner, record, actual);
    if (given === undefined) throw new WrongOutput(runner, record, "the output ends before it");
    const [wanted, got] = [JSON.stringify(right), JSON.stringify(given)];
    if (wanted !== got) throw new WrongOutput(runner, record, difference(wanted, got));
    record++;
  }
  if (record === 0) throw new WrongOutput(runner, undefined, "there is nothing to compare");
  if ((await next(runner, record, actual)) !== undefined) {
    throw new WrongOutput(runner, record, `the output goes on after ${record} records`);
  }
}

async function next(
  runner: string,
  record: number,
  records: AsyncIterator<Parsed, undefined>,
): Promise<Parsed | undefined> {
  try {
    return (await records.next()).value;
  } catch (error) {
    throw new WrongOutput(runner, record, `it does not parse: ${String(error)}`);
  }
}

/** Two texts from where they part. */
function difference(wanted: string, got: string): string {
  let at = 0;
  while (wanted[at] === got[at]) at++;
  const from = Math.max(0, at - 20);
  return `expected …${wanted.slice(from, at + 40)}… but got …${got.slice(from, at + 40)}…`;
}

/** What a value has to be: its kind in words, and whether it is one. */
export interface Kind {
  readonly kind: string;
  readonly is: (value: unknown) => boolean;
}

/** Checks what a random record can be checked for: its keys in order, and the kind of each value. */
export function checkKinds(runner: string, record: number, given: Parsed, kinds: Readonly<Record<string, Kind>>): void {
  const [wanted, got] = [Object.keys(kinds).join(), Object.keys(given).join()];
  if (wanted !== got) throw new WrongOutput(runner, record, `its keys are ${got || "none"}, not ${wanted}`);
  for (const [key, { kind, is }] of Object.entries(kinds)) {
    if (is(given[key])) continue;
    throw new WrongOutput(runner, record, `${key} is ${JSON.stringify(given[key])?.slice(0, 80)}, not ${kind}`);
  }
}

/** A text that matches. */
export function matching(kind: string, pattern: RegExp): Kind {
  return { kind, is: (value) => typeof value === "string" && pattern.test(value) };
}

/** A whole number in a range. */
export function wholeNumber(least: number, most: number): Kind {
  const is = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  return { kind: `a whole number from ${least} to ${most}`, is };
}

/** A list of so many values of a kind. */
export function listOf(length: number, { kind, is }: Kind): Kind {
  return {
    kind: `${length} times ${kind}`,
    is: (value) => Array.isArray(value) && value.length === length && value.every(is),
  };
}
