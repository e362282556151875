/** The laws, and what else a table promises, on random plugins. */
import { format as formatNamed, formatNames, framing, type FormatName } from "@backlot/formats";
import {
  compilePlan,
  disassemble,
  explain,
  generate,
  kernelFor,
  kernelNames,
  tableRows,
  type GenerateOptions,
  type Instruction,
  type Plan,
} from "@backlot/generator";
import { project } from "@backlot/projector";
import { InputError, memorySink, memorySource } from "@backlot/runtime";
import { childCounts, type Field, type FieldOf, type Per, type Scalar, type Table } from "@backlot/schema";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { anyTable } from "./random/table.ts";

const many = Number(process.env["BACKLOT_RUNS"] ?? 1);
const runs = (numRuns: number) => ({
  numRuns: many * numRuns,
  // Every run of the suite tries the same plugins; `BACKLOT_RUNS=20` tries others, and more.
  ...(process.env["BACKLOT_RUNS"] === undefined ? { seed: 1 } : {}),
  // Shrinking what takes long to fail stops here, with what was found so far.
  interruptAfterTimeLimit: many * 25_000,
  markInterruptAsFailure: true,
});

const anyFormat = fc.constantFrom(...formatNames);

/** The bytes, or nothing where they are refused with a reason that names a table. */
async function textOf(options: Omit<GenerateOptions, "to">): Promise<string | undefined> {
  const sink = memorySink();
  return await unlessRefused(options.table, async () => {
    await generate({ workers: 0, ...options, to: sink });
    return sink.text();
  });
}

let tried = 0;
let refused = 0;

async function unlessRefused<T>(table: Table, make: () => Promise<T>): Promise<T | undefined> {
  tried++;
  try {
    return await make();
  } catch (error) {
    const told = Object.keys(table.plugin.tables).some((name) => (error as Error).message.includes(name));
    if (!(error instanceof InputError) || !told) throw error;
    refused++;
    return undefined;
  }
}

const names = (table: Table): string[] => table.fields.map(({ name }) => name);
const parsed = (text: string): Record<string, unknown>[] =>
  text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Objects that inherit nothing: zod takes an inherited `constructor` for a member. */
function bare(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(bare);
  return Object.assign(Object.create(null), Object.fromEntries(Object.entries(value).map(([k, v]) => [k, bare(v)])));
}

test("every record is of its table's type", async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, fc.nat(1e9), async ({ table }, first) => {
      const [lines, array] = await Promise.all(
        (["ndjson", "json"] as const).map((format) => textOf({ table, format, first, rows: 40 })),
      );
      if (lines === undefined || array === undefined) return;
      const all = parsed(lines);
      expect(all).toHaveLength(40);
      expect(JSON.parse(array)).toEqual(all);
      for (const record of all) {
        const { success, error } = table.type!.safeParse(bare(record));
        expect([success, error?.issues, success || record]).toEqual([true, undefined, true]);
      }
    }),
    runs(60),
  );
});

test("law 1: a range alone is a slice of the whole, in chunks of any size", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyTable,
      anyFormat,
      fc.nat(1e12),
      fc.nat(30),
      fc.nat(30),
      fc.integer({ min: 1, max: 3000 }),
      async ({ table }, format, start, skipped, rows, chunkBytes) => {
        const whole = await textOf({ table, format, first: start, rows: skipped + rows });
        if (whole === undefined) return;
        expect(await textOf({ table, format, first: start, rows: skipped + rows, chunkBytes })).toBe(whole);
        const before = (await textOf({ table, format, first: start, rows: skipped }))!;
        const range = (await textOf({ table, format, first: start + skipped, rows }))!;
        const { open, close, first, before: between } = framing(format);
        const header = (await textOf({ table, format, rows: 0 }))!.length - close.length;
        const body = range.slice(header, range.length - close.length);
        const join = skipped > 0 && rows > 0 ? between + body.slice(first.length) : body;
        expect(header).toBeGreaterThanOrEqual(open.length);
        expect(before.slice(0, before.length - close.length) + join + close).toBe(whole);
      },
    ),
    runs(40),
  );
});

test("law 1: two workers give the bytes of none", async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, anyFormat, async ({ table }, format) => {
      const options = { table, format, rows: 60, chunkBytes: 2000 };
      expect(await textOf({ ...options, workers: 2 })).toBe(await textOf(options));
    }),
    runs(4),
  );
});

test("law 2: fields that are picked, in any order, are those of the whole", async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, fc.string(), async ({ table, pick }, seed) => {
      const whole = await textOf({ table, seed, rows: 25, format: "ndjson" });
      if (whole === undefined) return;
      const some = parsed((await textOf({ table, seed, rows: 25, format: "ndjson", pick }))!);
      parsed(whole).forEach((record, i) => {
        const kept = pick.filter((name) => Object.hasOwn(record, name));
        expect(JSON.stringify(some[i])).toBe(
          JSON.stringify(Object.fromEntries(kept.map((name) => [name, record[name]]))),
        );
      });
    }),
    runs(40),
  );
});

function tableFormat(table: Table, name: FormatName) {
  return formatNamed(name, name === "csv" || name === "tsv" ? table.options.dialects?.[name] : undefined);
}

async function projected(text: string, table: Table, from: FormatName, to: FormatName, pick: readonly string[]) {
  const sink = memorySink();
  const inputFormat = tableFormat(table, from);
  // Columns without a header are numbered.
  const numbered = inputFormat.dialect?.header === false;
  const paths = pick.map((name) => JSON.stringify(numbered ? String(names(table).indexOf(name) + 1) : name));
  await project({
    from: memorySource(new TextEncoder().encode(text)),
    to: sink,
    inputFormat,
    outputFormat: tableFormat(table, to),
    pick: paths.map((path) => `[${path}]`),
    workers: 0,
  });
  return sink.text();
}

test("generate | project is generate --pick, and other formats are what project makes of JSON lines", async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, anyFormat, async ({ table, pick }, format) => {
      const wanted = await textOf({ table, rows: 25, format, pick });
      const whole = await textOf({ table, rows: 25, format });
      if (whole !== undefined) expect(await projected(whole, table, format, format, pick)).toBe(wanted);
      const lines = await textOf({ table, rows: 25, format: "ndjson" });
      if (lines !== undefined && wanted !== undefined) {
        expect(await projected(lines, table, "ndjson", format, pick)).toBe(wanted);
      }
    }),
    runs(60),
  );
});

async function planOf(table: Table, format: FormatName, scale = 1): Promise<Plan | undefined> {
  return await unlessRefused(table, () => compilePlan(table, { seed: "5", scale, format: tableFormat(table, format) }));
}

const flat = (instructions: readonly Instruction[]): Instruction[] =>
  instructions.flatMap((one) => [one, ...one.blocks.flatMap(flat)]);

/** Where an op reads in the image: from there, so many bytes. */
function* reads({ name, operands }: Instruction): Generator<readonly [offset: number, bytes: number]> {
  const [a, b, c, d] = operands;
  if (name === "text") yield [a, b];
  if (name === "pick") yield [c, b << d];
  if (name === "pickLong") yield [c, 8 * b];
  if (name === "slot") yield [a, 1 << b];
  if (name === "long") yield [a, 8];
  if (name === "alias") yield [c, 8 * b];
  if (name === "bucket") yield [b, 24 * a];
  if (name === "lookup") yield [a, 4];
  if (name === "map") yield [a, 1];
  if (name === "class") yield [c, 4096];
  if (name === "member") yield [d, 4 * c];
  if (name === "children") yield [operands[4], 8 * d];
  if (name === "children" && operands[7] !== 0xffffffff) yield [operands[7], 4096];
  if (name === "cell") yield [c, d];
}

test("a plan is honest: all of it is ops, tables lie in the image, no record is longer than it says", async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, anyFormat, fc.nat(2 ** 40), async ({ table }, format, first) => {
      const plan = await planOf(table, format);
      if (plan === undefined) return;
      const program = flat(disassemble(plan.words));
      const words = program.map(({ operands, blocks }) => 1 + operands.length + blocks.length);
      expect(words.reduce((a, b) => a + b, 0)).toBe(plan.words.length);
      for (const one of program) {
        for (const [offset, bytes] of reads(one)) expect(offset + bytes).toBeLessThanOrEqual(plan.image.length - 64);
      }
      expect((await explain(table, { format, seed: plan.seed })).fields.map(({ path }) => path)).toEqual(names(table));
      if (plan.columns.length > 0) return;
      const from = Math.max(0, Math.min(first, ...plan.limits.map(({ records }) => records - 100)));
      for (let record = from; record < from + 100; record++) {
        const { bytes, records: count } = kernelFor(plan, "twin").make(plan.recordBytes, record, 1);
        expect([count, bytes.length <= plan.recordBytes]).toEqual([1, true]);
      }
    }),
    runs(40),
  );
});

test("law 7: compiled twice, cloned and run by every kernel, a plan gives the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, anyFormat, fc.nat(2 ** 40), async ({ table }, format, first) => {
      const plan = await planOf(table, format);
      if (plan === undefined || plan.columns.length > 0) return;
      expect(await planOf(table, format)).toEqual(plan);
      const from = Math.max(0, Math.min(first, ...plan.limits.map(({ records }) => records - 60)));
      const outputs = [plan, structuredClone(plan)].flatMap((one) =>
        kernelNames.map((kernel) => {
          const { bytes, records: count } = kernelFor(one, kernel).make(20_000 + plan.recordBytes, from, 60);
          return { count, text: Buffer.from(bytes).toString("latin1") };
        }),
      );
      for (const output of outputs) expect(output).toEqual(outputs[0]);
    }),
    runs(40),
  );
});

type Records = readonly Readonly<Record<string, unknown>>[];

/** The references and parents in a field, with the values that stand there. */
function* pointers(field: Field, value: unknown): Generator<readonly [FieldOf<"reference" | "parent">, unknown]> {
  if (field.kind === "reference" || field.kind === "parent") yield [field, value];
  else if ((field.kind === "nullable" || field.kind === "optional") && value !== null) yield* pointers(field.of, value);
  else if (field.kind === "list") for (const one of value as unknown[]) yield* pointers(field.of, one);
}

const json = (value: unknown): string => JSON.stringify(value ?? null);

function only(records: Records, where: Per["where"]): Records {
  return where === undefined ? records : records.filter((one) => where.values.includes(one[where.field] as Scalar));
}

function checkReferences(table: Table, records: Records, all: ReadonlyMap<string, Records>): void {
  const known = new Map<string, ReadonlySet<string>>();
  for (const { name, field } of table.fields) {
    for (const record of records) {
      if (!Object.hasOwn(record, name)) continue;
      for (const [pointer, value] of pointers(field, record[name])) {
        const target = pointer.kind === "parent" ? table.options.per!.table : pointer.table;
        const where = pointer.kind === "parent" ? table.options.per!.where : pointer.where;
        const id = json([target, pointer.field, where]);
        const values = known.get(id) ?? new Set(only(all.get(target)!, where).map((one) => json(one[pointer.field])));
        known.set(id, values);
        expect([name, values.has(json(value)), value]).toEqual([name, true, value]);
      }
    }
  }
}

function checkChildren(table: Table, records: Records, parents: Table, parentRecords: Records): void {
  const [key] = parents.options.key!;
  const via = table.fields.find(({ field }) => field.kind === "parent" && field.field === key)!;
  const families = Map.groupBy(records, (record) => json(record[via.name]));
  const order = only(parentRecords, table.options.per!.where).map((one) => json(one[key]));
  // Children come in the order of their parents.
  expect([...families.keys()]).toEqual(order.filter((one) => families.has(one)));
  const numbers = childCounts(table.options.per!.count).map(([n]) => n);
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)];
  for (const id of order) {
    const family = families.get(id) ?? [];
    expect(family.length >= least && family.length <= most).toBe(true);
    for (const { name, field } of table.fields) {
      if (field.kind === "ordinal") expect(family.map((one) => one[name])).toEqual(family.map((_, i) => i + 1));
      if (field.kind === "chosen") expect(family.filter((one) => one[name] === true)).toHaveLength(family.length && 1);
    }
  }
}

test("relations hold: keys, children, parents and references, at any scale", async () => {
  await fc.assert(
    fc.asyncProperty(anyTable, fc.constantFrom(0, 0.001, 0.3, 1, 1.3), async ({ table: { plugin } }, scale) => {
      const tables: readonly Table[] = Object.values(plugin.tables);
      const all = new Map<string, Records>();
      for (const table of tables) {
        const lines = await textOf({ table, scale, format: "ndjson" });
        // A table that is empty at this scale cannot be referred to.
        if (lines === undefined) return;
        all.set(table.name, parsed(lines));
      }
      for (const table of tables) {
        const records = all.get(table.name)!;
        expect(records).toHaveLength(tableRows(table, scale));
        for (const key of table.options.key!) expect(new Set(records.map((one) => one[key])).size).toBe(records.length);
        checkReferences(table, records, all);
        const parents = tables.find(({ name }) => name === table.options.per?.table);
        if (parents !== undefined) checkChildren(table, records, parents, all.get(parents.name)!);
      }
    }),
    runs(25),
  );
});

// Properties of nothing would hold too.
afterAll(() => {
  if (refused > 0.2 * tried + 5) throw new Error(`${refused} of ${tried} were refused`);
});
