/**
 * From a table and what is wanted of it to a plan.
 */

import { dialectProblem, framing, headerLine, needsQuotes, type Dialect, type Format } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import { fieldText, uniqueOf, type Table } from "@backlot/schema";
import { Assembler, type Block } from "../assembler.ts";
import { shortages } from "../capacity.ts";
import { inCell, json } from "../encoding.ts";
import { loadFaker } from "../faker.ts";
import { Image } from "../image.ts";
import type { Vocabulary } from "../phrase.ts";
import type { Plan, PlanField } from "../plan.ts";
import { problemOf, refuse, type Problem } from "../problems.ts";
import type { PlanStream, SeedablePlan } from "../seeded.ts";
import { streamKey } from "../stream-key.ts";
import { defaultLocale, loadVocabulary } from "../vocabulary.ts";
import { demandsOf, planLimits } from "./limits.ts";
import { partsOf, pickFields, type Picked } from "./pick.ts";
import { laneOf } from "./reach.ts";
import { locate } from "./relation.ts";
import { tableRows } from "./rows.ts";
import { fieldNamed, type Scope, type Seeding, type StreamName } from "./scope.ts";
import { limitUniques } from "./unique.ts";
import { object } from "./object.ts";
import { value } from "./value.ts";

/** What is wanted of a table. */
export interface Wanted {
  readonly seed: string;
  readonly scale: number;
  /** The locale of faker's words; the plugin's own, else `en`. */
  readonly locale?: string;
  readonly format: Format;
  /** Names of fields, or dotted paths into objects, in the order of the output; all fields. */
  readonly pick?: readonly string[];
}

/** No record may need more; a chunk holds at least one. */
const mostRecordBytes = 64 * 1024 * 1024;

/**
 * Compiles a table for a seed, a scale, a format and the picked fields.
 *
 * @throws InputError when a picked field or the locale is not there, or the plan cannot hold: an empty table is
 * referred to, fields have fewer values than there are records, or a record may become larger than 64 MiB. All fields
 * with problems are told.
 */
export function compilePlan(table: Table, wanted: Wanted): Promise<Plan> {
  return compiled(table, wanted);
}

/**
 * Compiles a table for any seed: a plan, and where in it the keys of its streams stand, for `seeded` to put others there.
 *
 * Nothing else of most tables depends on the seed. Values that faker makes beforehand do, and the size of a child table
 * that is referred to: whoever keeps the plan compares it with one that is compiled for another seed.
 *
 * @throws InputError as `compilePlan`.
 */
export async function compileForSeeds(table: Table, wanted: Wanted): Promise<SeedablePlan> {
  const names: StreamName[] = [];
  const plan = await compiled(table, wanted, names);
  const streams = new Map(names.map((name) => [JSON.stringify(name), name]));
  return {
    plan,
    streams: [...streams.values()].flatMap((stream): PlanStream[] => {
      const { high, low } = streamKey(plan.seed, plan.plugin, plan.dataVersion, stream.table, stream.path);
      const at = [...plan.words.keys()].filter((i) => plan.words[i] === high && plan.words[i + 1] === low);
      return at.length === 0 ? [] : [{ ...stream, at }];
    }),
  };
}

async function compiled(table: Table, wanted: Wanted, streams?: StreamName[]): Promise<Plan> {
  const { seed, scale, format, pick } = wanted;
  const tried = `${table.plugin.name}/${table.name}`;
  const rows = tableRows(table, scale, seed);
  const locale = wanted.locale ?? table.plugin.locale ?? defaultLocale;
  const vocabulary = await loadVocabulary(locale);
  const problems: Problem[] = [];
  const picked = pickFields(table, pick, vocabulary, (error) => problems.push(problemOf(error)));
  const isPooled = picked.some(({ lane }) => lane === "pooled") || uniqueIsPooled(table, vocabulary);
  const faker = isPooled ? await loadFaker(locale) : undefined;
  const computed = picked.filter(({ lane }) => lane === "computed");
  const columns = computed.map(({ path }) => path);
  const { dialect } = format;
  if (dialect !== undefined) checkDialect(table, format.name, dialect);
  const compilation = { seed, streams, scale, vocabulary, faker, columns, table };
  const header = dialect === undefined ? "" : headerOf(table, picked, dialect, problems);

  const written = attempt(compilation, picked, format, problems);
  refuse(tried, problems);
  const { scope, start, body, starts } = written!;
  return {
    plugin: table.plugin.name,
    dataVersion: table.plugin.dataVersion,
    table: table.name,
    seed,
    scale,
    locale,
    format,
    tableRows: rows,
    fields: picked.map(({ name, field, lane, why }, i): PlanField => {
      const [from, to] = [starts[i], starts[i + 1] ?? body.words.length].map((word) => word + start.words.length);
      return { path: name, lane, ...(why === undefined ? {} : { why }), text: fieldText(field), from, to };
    }),
    columns: computed.map(({ name }) => name),
    words: Uint32Array.from([...start.words, ...body.words]),
    image: scope.assembler.image.finish(),
    recordBytes: body.most,
    limits: planLimits(scope),
    header,
  };
}

interface Written {
  readonly scope: Scope;
  /** The ops before those of the fields. */
  readonly start: Block;
  readonly body: Block;
  /** Where in the body the ops of each field begin. */
  readonly starts: readonly number[];
}

type Compilation = Pick<Scope, keyof Seeding | "scale" | "vocabulary" | "faker" | "columns" | "table">;

/**
 * Writes the ops of fields, and notes what is wrong with them. A field that cannot be written ends the writing; then
 * each is written alone, as none needs the others, to find the problems of all.
 */
function attempt(
  compilation: Compilation,
  picked: readonly Picked[],
  format: Format,
  problems: Problem[],
): Written | undefined {
  try {
    const written = write(compilation, picked, format, problems);
    problems.push(...problemsOf(written));
    return written;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const parts = picked.length === 1 ? partsOf(picked[0]) : picked;
    if (parts.length === 0) problems.push(problemOf(error));
    const told = new Set(problems.map(({ line }) => line));
    for (const part of parts) attempt(compilation, [part], format, problems);
    // What no part has alone is wrong with the whole.
    if (parts.length > 0 && problems.every(({ line }) => told.has(line))) problems.push(problemOf(error));
    return undefined;
  }
}

function write(compilation: Compilation, picked: readonly Picked[], format: Format, problems: Problem[]): Written {
  const { dialect } = format;
  const assembler = new Assembler(new Image(), specialIn(dialect), specialDigitsIn(dialect));
  const scope: Scope = { ...compilation, assembler, limits: new Map(), depth: 0, child: { used: false } };
  problems.push(...limitUniques(scope).map(problemOf));
  let starts: number[] = [];
  const body = assembler.block(() => {
    const { before, after } = framing(format);
    assembler.literal(before);
    starts = dialect === undefined ? object(scope, picked, "", json) : cells(scope, picked, dialect);
    assembler.literal(after);
  });
  const start = assembler.block(() => {
    if (scope.child.used) locate(scope);
  });
  return { scope, start, body, starts };
}

/** Why no records can be made by what was written. */
function problemsOf({ scope, body }: Written): Problem[] {
  const name = `${scope.table.plugin.name}/${scope.table.name}`;
  const problems = shortages(`${name} at scale ${scope.scale}`, demandsOf(scope));
  if (body.most <= mostRecordBytes) return problems;
  const why = `Cannot make ${name}: a record may need ${body.most} bytes, and ${mostRecordBytes} is the limit`;
  const hint = "Make its longest lists shorter, or pick fewer fields";
  return [...problems, problemOf(new InputError(why, { hint }))];
}

/** Whether what is unique in some table of a plugin is pooled: its values are counted, picked or not. */
function uniqueIsPooled({ plugin }: Table, vocabulary: Vocabulary): boolean {
  return Object.values(plugin.tables).some((table) =>
    uniqueOf(table)
      .flat()
      .some((name) => laneOf(table, fieldNamed(table, name).field, vocabulary).lane === "pooled"),
  );
}

/** Whether a piece of text needs quotes around its cell; the empty piece alone does not say. */
function specialIn(dialect: Dialect | undefined): (text: string) => boolean {
  if (dialect === undefined) return () => false;
  if (dialect.quote !== null && dialect.null !== "") return () => true;
  return (text) => text !== "" && needsQuotes(text, dialect);
}

/** Whether numbers and dates may need quotes, for they hold the delimiter or are null's text. */
function specialDigitsIn(dialect: Dialect | undefined): boolean {
  if (dialect === undefined || dialect.quote === null) return false;
  return digitLike.test(dialect.delimiter) || digitLike.test(dialect.null);
}

const digitLike = /^[\w.:-]+$/;

/** Refuses what could not be read again. */
function checkDialect(table: Table, format: string, dialect: Dialect): void {
  const { delimiter, quote, escape, null: none } = dialect;
  const why =
    dialectProblem(dialect) ??
    (quote === null && digitLike.test(delimiter)
      ? "its delimiter stands in numbers, dates or words, and it has no quotes"
      : quote !== null && escape !== null
        ? "there are both quotes and escapes, which can be projected only"
        : undefined);
  if (why === undefined) return;
  throw new InputError(`Cannot write ${table.plugin.name}/${table.name} as ${format}: in its dialect, ${why}`, {
    hint: `The delimiter is ${JSON.stringify(delimiter)}, null is ${JSON.stringify(none)}`,
  });
}

function cells(scope: Scope, picked: readonly Picked[], dialect: Dialect): number[] {
  const encoding = inCell(dialect);
  return picked.map(({ field, path }, i) => {
    if (i > 0) scope.assembler.literal(dialect.delimiter);
    return value(scope, field, path, encoding);
  });
}

function headerOf(table: Table, picked: readonly Picked[], dialect: Dialect, problems: Problem[]): string {
  const names = picked.map(({ name }) => name);
  try {
    return headerLine(names, dialect);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `Cannot write the header of ${table.plugin.name}/${table.name}: ${error.message}`;
    problems.push(problemOf(new InputError(message, { cause: error })));
    return "";
  }
}
