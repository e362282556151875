/**
 * The slow lane: fields that a plugin's own code computes, record by record.
 *
 * The code sees the fields of the record that are not computed, picked or not, and a faker that is seeded for this
 * field and record: its values are as addressable and as independent as all others.
 */

import { CellWriter, type Format } from "@backlot/formats";
import { InputError, milliseconds, runForeignCode, thrownText } from "@backlot/runtime";
import { isPlugin, type Compute, type Plugin, type Table } from "@backlot/schema";
import type * as z from "zod";
import { loadFaker, seedFaker } from "./faker.ts";
import type { Column } from "./kernel.ts";
import { kernelFor } from "./kernels.ts";
import type { Plan } from "./plan.ts";
import { shortened, textOf } from "./computed-value.ts";
import { keyOf, memberPath } from "./compile/scope.ts";
import * as random from "./random.ts";
import type { StreamKey } from "./stream-key.ts";

/** What a worker needs to compute fields, as plain data. */
export interface Computing {
  /** Where the plugin's code is: what `import()` takes. */
  readonly module?: string;
  /** In the thread that has it, the table itself. */
  readonly table?: Table;
  /** Makes the other fields of the records, as NDJSON; absent where there are none. */
  readonly others?: Plan;
  /** How long the code may take for one record. */
  readonly seconds: number;
}

/** The columns of a range of records. */
export type Columns = (first: number, count: number) => readonly Column[];

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The JSON text of a computed value may be so long. */
const mostBytes = 1 << 20;

/**
 * Loads the code of a plan's computed fields.
 *
 * @throws InputError when the module has no such plugin, or when code throws, does not end, or gives a value of
 * another type.
 */
export async function computing(plan: Plan, { module, table, others, seconds }: Computing): Promise<Columns> {
  const found = table ?? (await loadTable(module!, plan));
  const faker = await loadFaker(plan.locale);
  const known = others === undefined ? (): Record<string, unknown> => ({}) : readerOf(others);
  const spelled = speller(plan.format);
  const fields = plan.columns.map((path): Computed => {
    return {
      path,
      type: found.type!.shape[path] as z.ZodType,
      code: endable(found.code![path]),
      key: keyOf({ seed: plan.seed, table: found }, memberPath(path)),
    };
  });
  const compute = ({ type, code, key }: Computed, record: number, fixed: Readonly<Record<string, unknown>>) => {
    const start = random.pair();
    random.start(start, key.high, key.low, record);
    seedFaker(faker, { high: start[0], low: start[1] });
    const text = textOf(type, code(fixed, faker));
    if ("wrong" in text) return text.wrong;
    const { json } = text;
    const bytes = encoder.encode(json);
    if (bytes.length > mostBytes) return `it gave ${bytes.length} bytes, and ${mostBytes} is the limit`;
    return spelled(bytes) ?? `it gave ${shortened(json)}, which fits into no cell`;
  };
  return (first, count) => {
    const texts: Uint8Array[][] = fields.map(() => []);
    const end = first + count;
    const at = { record: first, field: 0 };
    const next = (): void => {
      const { record } = at;
      const fixed = frozen(known(record)) as Readonly<Record<string, unknown>>;
      for (at.field = 0; at.field < fields.length; at.field++) {
        const field = fields[at.field];
        const text = called(() => compute(field, record, fixed), plan, field.path, record);
        if (typeof text === "string") throw failure(plan, field.path, record, text);
        texts[at.field].push(text);
      }
      at.record++;
    };
    // The watch is set once for many records; so each record has at least its seconds.
    const turn = Math.min(1000, seconds * 100);
    while (at.record < end) {
      const cameBack = runForeignCode(seconds * 1000 + turn, () => {
        const began = milliseconds();
        while (at.record < end && milliseconds() - began < turn) next();
      });
      if (!cameBack) {
        throw failure(plan, fields[at.field].path, at.record, `its code did not end within ${seconds} s`, {
          hint: "Make it end; where it only needs longer, allow more (--compute-seconds, computeSeconds)",
        });
      }
    }
    return texts.map(joined);
  };
}

/** A computed field. */
interface Computed {
  readonly path: string;
  readonly type: z.ZodType;
  readonly code: Compute;
  readonly key: StreamKey;
}

/**
 * Code that is async is not called: it can but give a promise, and a loop behind its first `await` would keep this
 * thread from all else, where no watch sees it.
 */
function endable(code: Compute): Compute {
  const isAsync = Object.prototype.toString.call(code) === "[object AsyncFunction]";
  return isAsync ? () => Promise.resolve() : code;
}

/** Code sees the same record, whatever other code does to it. */
function frozen(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
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
  return (record) => {
    const { bytes } = kernel.make(plan.recordBytes, record, 1);
    return JSON.parse(decoder.decode(bytes)) as Record<string, unknown>;
  };
}

function called<T>(call: () => T, plan: Plan, path: string, record: number): T {
  try {
    return call();
  } catch (error) {
    throw failure(plan, path, record, `its code threw ${thrownText(error)}`, { cause: error });
  }
}

function failure(
  plan: Plan,
  path: string,
  record: number,
  what: string,
  more: { readonly cause?: unknown; readonly hint?: string } = {},
): InputError {
  return new InputError(`Cannot compute ${plan.plugin}/${plan.table} / ${path} of record ${record + 1}: ${what}`, {
    record: record + 1,
    field: path,
    ...more,
  });
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
