/**
 * The slow lane: fields that a plugin's own code computes, record by record.
 *
 * The code sees the fields of the record that are not computed, picked or not, and a faker that is seeded for this
 * field and record: its values are as addressable and as independent as all others.
 */

import { CellWriter, type Format } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import { isPlugin, type Plugin, type Table } from "@backlot/schema";
import { loadFaker, seedFaker } from "./faker.ts";
import type { Column } from "./kernel.ts";
import { kernelFor } from "./kernels.ts";
import type { Plan } from "./plan.ts";
import { keyOf, memberPath } from "./compile/scope.ts";
import * as random from "./random.ts";

/** What a worker needs to compute fields, as plain data. */
export interface Computing {
  /** Where the plugin's code is: what `import()` takes. */
  readonly module?: string;
  /** In the thread that has it, the table itself. */
  readonly table?: Table;
  /** Makes the other fields of the records, as NDJSON; absent where there are none. */
  readonly others?: Plan;
}

/** The columns of a range of records. */
export type Columns = (first: number, count: number) => readonly Column[];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Loads the code of a plan's computed fields.
 *
 * @throws InputError when the module has no such plugin, or when code throws or gives a value of another type.
 */
export async function computing(plan: Plan, { module, table, others }: Computing): Promise<Columns> {
  const found = table ?? (await loadTable(module!, plan));
  const faker = await loadFaker();
  const known = others === undefined ? (): Record<string, unknown> => ({}) : readerOf(others);
  const spelled = speller(plan.format);
  const fields = plan.columns.map((path) => {
    return {
      path,
      type: found.type!.shape[path],
      code: found.code![path],
      key: keyOf({ seed: plan.seed, table: found }, memberPath(path)),
    };
  });
  return (first, count) => {
    const texts: Uint8Array[][] = fields.map(() => []);
    for (let i = 0; i < count; i++) {
      const record = first + i;
      const compiled = Object.freeze(known(record));
      fields.forEach(({ path, type, code, key }, k) => {
        const start = random.pair();
        random.start(start, key.high, key.low, record);
        seedFaker(faker, { high: start[0], low: start[1] });
        const value = called(() => code(compiled, faker), plan, path, record);
        const checked = type.safeParse(value);
        const json = jsonOf(value);
        if (!checked.success) {
          const issue = checked.error.issues[0]?.message ?? "another type";
          throw failure(plan, path, record, `it gave ${json ?? typeof value}: ${issue}`);
        }
        if (json === undefined) {
          const why = `it gave ${typeof value}, which JSON has no text for; null says that nothing is there`;
          throw failure(plan, path, record, why);
        }
        const text = spelled(encoder.encode(json));
        if (text === undefined) throw failure(plan, path, record, `it gave ${json}, which fits into no cell`);
        texts[k].push(text);
      });
    }
    return texts.map(joined);
  };
}

async function loadTable(module: string, plan: Plan): Promise<Table> {
  const exported = (await import(module)) as Readonly<Record<string, unknown>>;
  const plugin = Object.values(exported).find(
    (value): value is Plugin => isPlugin(value) && value.name === plan.plugin,
  );
  const table = plugin?.tables[plan.table];
  if (table === undefined) throw new InputError(`Cannot find the table ${plan.plugin}/${plan.table} in ${module}`);
  return table;
}

/** Makes single records as objects. */
function readerOf(plan: Plan): (record: number) => Record<string, unknown> {
  const kernel = kernelFor(plan);
  const out = new Uint8Array(plan.recordBytes);
  return (record) => {
    const { end } = kernel.make(out, 0, record, 1);
    return JSON.parse(decoder.decode(out.subarray(0, end))) as Record<string, unknown>;
  };
}

function called(call: () => unknown, plan: Plan, path: string, record: number): unknown {
  try {
    return call();
  } catch (error) {
    throw failure(
      plan,
      path,
      record,
      `its code threw ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
}

function failure(plan: Plan, path: string, record: number, what: string, cause?: unknown): InputError {
  return new InputError(`Cannot compute ${plan.plugin}/${plan.table} / ${path} of record ${record + 1}: ${what}`, {
    record: record + 1,
    field: path,
    cause,
  });
}

/** A value's JSON text, if there is one. */
function jsonOf(value: unknown): string | undefined {
  if (typeof value === "bigint") return String(value);
  try {
    // Not of `undefined`, a function or a symbol, whatever the types say.
    return JSON.stringify(value);
  } catch {
    // A bigint inside, or an object that holds itself.
    return undefined;
  }
}

/** Spells JSON text in a format; nothing where a cell cannot hold it. */
function speller({ dialect }: Format): (json: Uint8Array) => Uint8Array | undefined {
  if (dialect === undefined) return (json) => json;
  const writer = new CellWriter(dialect);
  return (json) => {
    const out = new Uint8Array(writer.room(json.length));
    const end = writer.json(json, 0, json.length, out, 0);
    return end < 0 ? undefined : out.subarray(0, end);
  };
}

function joined(texts: readonly Uint8Array[]): Column {
  const ends = new Uint32Array(texts.length);
  const bytes = new Uint8Array(texts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  texts.forEach((text, i) => {
    bytes.set(text, end);
    ends[i] = end += text.length;
  });
  return { bytes, ends };
}
