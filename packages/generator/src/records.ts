/**
 * Records without a file: as typed objects, or as the bytes of a range.
 */

import type { FormatName } from "@backlot/formats";
import type { RecordOf, Table } from "@backlot/schema";
import { checkRecords } from "./capacity.ts";
import { compilePlan } from "./compile/compile.ts";
import { type RecordOptions, wantedOf, wholeNumber } from "./options.ts";
import { workSetup } from "./work-setup.ts";
import { framedBytes } from "./plan-bytes.ts";
import type { Plan } from "./plan.ts";
import { rangeMaker, soonestKernel, type Make } from "./work.ts";

const decoder = new TextDecoder();

/** Records per step: enough to spread the cost of a call, few enough to be there at once. */
const perStep = 256;

/**
 * The records of a table, one by one, with their type. Any range is there at once; what comes before it is
 * not made.
 *
 * @throws InputError when an option is not right.
 * @example
 * ```ts
 * import { records } from "@backlot/generator";
 * import { definePlugin, defineTable, fake, integer } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const guest = defineTable("guest", z.object({ name: fake("person.fullName"), age: integer(18, 99) }));
 * const party = definePlugin({ name: "party", dataVersion: 1, tables: [guest] });
 * for await (const { name, age } of records(party.tables.guest, { seed: 42, rows: 2 })) {
 *   console.log(name.length > 0, age >= 18); // true true
 * }
 * ```
 */
export async function* records<T extends Table>(
  table: T,
  options: RecordOptions = {},
): AsyncGenerator<RecordOf<T>, void, undefined> {
  const { plan, make } = await maker(table, options, "ndjson");
  const first = wholeNumber(options.first ?? 0, "the first record");
  const rows = wholeNumber(options.rows ?? Math.max(0, plan.tableRows - first), "the number of rows");
  checkRecords(plan, first + rows);
  for (let done = 0; done < rows; done += perStep) {
    for (const { bytes } of make({ first: first + done, count: Math.min(perStep, rows - done) })) {
      const lines = decoder.decode(bytes).split("\n");
      lines.pop();
      for (const line of lines) yield JSON.parse(line) as RecordOf<T>;
    }
  }
}

/** Which records, as the bytes of a whole file of them. */
export interface RecordBytesOptions extends RecordOptions {
  /** The table's own, else NDJSON. */
  readonly format?: FormatName | undefined;
  readonly pick?: readonly string[] | undefined;
}

/**
 * The bytes of a range of records, framed as a file of its own: with a header in CSV, with brackets in JSON.
 *
 * @example
 * ```ts
 * import { recordBytes } from "@backlot/generator";
 * import { definePlugin, defineTable, integer, key } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const seat = defineTable("seat", z.object({ id: key("s", { digits: 3 }), row: integer(1, 40) }));
 * const { tables } = definePlugin({ name: "hall", dataVersion: 1, tables: [seat] });
 * const bytes = await recordBytes(tables.seat, { first: 99, rows: 2, format: "csv", pick: ["id"] });
 * console.log(new TextDecoder().decode(bytes));
 * // id
 * // s100
 * // s101
 * ```
 *
 * @throws InputError when an option is not right.
 */
export async function recordBytes(table: Table, options: RecordBytesOptions = {}): Promise<Uint8Array> {
  const count = wholeNumber(options.rows ?? 1, "the number of rows");
  const { plan, make } = await maker(table, { ...options, rows: count }, options.format, options.pick);
  return framedBytes(plan, make, wholeNumber(options.first ?? 0, "the first record"), count);
}

async function maker(
  table: Table,
  options: RecordOptions,
  format: FormatName | undefined,
  pick?: readonly string[],
): Promise<{ plan: Plan; make: Make }> {
  const plan = await compilePlan(table, wantedOf({ ...options, table, format, pick }));
  const kernel = soonestKernel(options.rows ?? plan.tableRows);
  const setup = await workSetup(plan, { table, kernel, computeSeconds: options.computeSeconds });
  return { plan, make: await rangeMaker(setup) };
}
