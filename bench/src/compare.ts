/**
 * Comparing outputs: as parsed records, all of them, in order.
 */

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import type * as z from "zod";
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

/** The digest of a file, as it is, whatever its writer says. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return `sha256:${hash.digest("hex")}`;
}

/** Checks a digest against the one that it has to be. */
export function checkGolden(runner: string, digest: string, golden: string): void {
  if (digest !== golden) throw new WrongOutput(runner, undefined, `its digest is ${digest}, not ${golden}`);
}

/** Checks that records are about as long as they should be, but for that part. */
export function checkLength(runner: string, averageBytes: number, wantedBytes: number, tolerance: number): void {
  if (Math.abs(averageBytes / wantedBytes - 1) <= tolerance) return;
  throw new WrongOutput(runner, undefined, `a record has ${averageBytes.toFixed()} bytes, not about ${wantedBytes}`);
}

/** Checks that a record has the keys of its table's type, in order, and values of their types. */
export function checkType(runner: string, record: number, given: Parsed, type: z.ZodObject): void {
  checkKeys(runner, record, given, Object.keys(type.shape));
  const { error } = type.safeParse(given);
  if (error === undefined) return;
  const [{ path, message }] = error.issues;
  const [key] = path;
  throw new WrongOutput(runner, record, `${path.join(".")} is ${shown(given[String(key)])}: ${message}`);
}

function checkKeys(runner: string, record: number, given: Parsed, keys: readonly string[]): void {
  const [wanted, got] = [keys.join(), Object.keys(given).join()];
  if (wanted !== got) throw new WrongOutput(runner, record, `its keys are ${got || "none"}, not ${wanted}`);
}

const shown = (value: unknown): string | undefined => JSON.stringify(value)?.slice(0, 80);

/** What a value has to be: its kind in words, and whether it is one. */
export interface Kind {
  readonly kind: string;
  readonly is: (value: unknown) => boolean;
}

/** Checks what a random record can be checked for: its keys in order, and the kind of each value. */
export function checkKinds(runner: string, record: number, given: Parsed, kinds: Readonly<Record<string, Kind>>): void {
  checkKeys(runner, record, given, Object.keys(kinds));
  for (const [key, { kind, is }] of Object.entries(kinds)) {
    if (is(given[key])) continue;
    throw new WrongOutput(runner, record, `${key} is ${shown(given[key])}, not ${kind}`);
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
