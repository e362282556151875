/**
 * From a table and what is wanted of it to a plan.
 */

import { framing, headerLine, needsQuotes, type Dialect, type Format } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import { fieldText, nearest, uniqueOf, type Field, type Table } from "@backlot/schema";
import { Assembler } from "../assembler.ts";
import { inCell, json } from "../encoding.ts";
import { checkDemands, type Demand } from "../capacity.ts";
import { loadFaker } from "../faker.ts";
import { Image } from "../image.ts";
import type { Vocabulary } from "../phrase.ts";
import type { Lane, Plan, PlanField, PlanLimit } from "../plan.ts";
import { defaultLocale, loadVocabulary } from "../vocabulary.ts";
import { laneOf } from "./reach.ts";
import { locate } from "./relation.ts";
import { childrenOfFirst, mostChildren, tableRows } from "./rows.ts";
import { fieldNamed, memberPath, tableNamed, type Limit, type Located, type Scope } from "./scope.ts";
import { combinationsOf, othersProblems } from "./unique.ts";
import { object, value } from "./value.ts";

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

/** A field that was picked: its name in the output, and the path of its stream. */
interface Picked {
  readonly name: string;
  readonly path: string;
  readonly field: Field;
  readonly lane: Lane;
  readonly why?: string;
}

/** No record may need more; a chunk holds at least one. */
const mostRecordBytes = 64 * 1024 * 1024;

/**
 * Compiles a table for a seed, a scale, a format and the picked fields.
 *
 * @throws InputError when a picked field or the locale is not there, or the plan cannot hold: an empty table is referred to,
 * fields have fewer values than there are records, or a record may become larger than 64 MiB.
 */
export async function compilePlan(table: Table, wanted: Wanted): Promise<Plan> {
  const { seed, scale, format, pick } = wanted;
  const rows = tableRows(table, scale, seed);
  const locale = wanted.locale ?? table.plugin.locale ?? defaultLocale;
  const vocabulary = await loadVocabulary(locale);
  const picked = pickFields(table, pick, vocabulary);
  const isPooled = picked.some(({ lane }) => lane === "pooled") || uniqueIsPooled(table, vocabulary);
  const faker = isPooled ? await loadFaker(locale) : undefined;
  const computed = picked.filter(({ lane }) => lane === "computed");
  const columns = computed.map(({ path }) => path);
  const { dialect } = format;
  if (dialect !== undefined) checkDialect(table, format.name, dialect);
  const assembler = new Assembler(new Image(), specialIn(dialect), specialDigitsIn(dialect));
  const limits = new Map<string, Limit>();
  const scope: Scope = {
    seed,
    scale,
    assembler,
    vocabulary,
    faker,
    columns,
    limits,
    table,
    depth: 0,
    child: { used: false },
  };
  let starts: number[] = [];
  const body = assembler.block(() => {
    const { before, after } = framing(format.name);
    assembler.literal(before);
    starts = dialect === undefined ? object(scope, picked, "", json) : cells(scope, picked, dialect);
    assembler.literal(after);
  });
  const start = assembler.block(() => {
    if (scope.child.used) locate(scope);
  });
  checkDemands(`${table.plugin.name}/${table.name} at scale ${scale}`, demands(scope));
  const others = othersProblems(scope);
  if (others.length > 0) throw new InputError(`Cannot make ${table.plugin.name}/${table.name}: ${others.join("; ")}`);
  if (body.most > mostRecordBytes) {
    throw new InputError(
      `Cannot make ${table.plugin.name}/${table.name}: a record may need ${body.most} bytes, and ${mostRecordBytes} is the limit`,
      { hint: "Make its longest lists shorter, or pick fewer fields" },
    );
  }
  return {
    plugin: table.plugin.name,
    dataVersion: table.plugin.dataVersion,
    table: table.name,
    seed,
    scale,
    locale,
    format,
    tableRows: rows,
    unique: combinationsOf(scope),
    fields: picked.map(({ name, field, lane, why }, i): PlanField => {
      const [from, to] = [starts[i], starts[i + 1] ?? body.words.length].map((word) => word + start.words.length);
      return { path: name, lane, ...(why === undefined ? {} : { why }), text: fieldText(field), from, to };
    }),
    columns: computed.map(({ name }) => name),
    words: Uint32Array.from([...start.words, ...body.words]),
    image: assembler.image.finish(),
    recordBytes: body.most,
    limits: [...limits].flatMap(([path, limit]) => {
      const records = limit.by === "record" ? recordsWithin(table, limit, seed) : undefined;
      return records === undefined ? [] : [{ path, records, what: limit.what }];
    }),
    header: dialect === undefined ? "" : header(table, picked, dialect),
  };
}

const ended = ({ records, what }: Limit): Omit<PlanLimit, "path"> => ({ records, what });

/** How many records of a table there are within a limit of its own, or of its parents'. */
function recordsWithin(table: Table, limit: Limit, seed: string): number | undefined {
  if (table.name === limit.table.name) return limit.records;
  const { per } = table.options;
  const parents = per === undefined ? undefined : recordsWithin(tableNamed(table, per.table), limit, seed);
  return parents === undefined ? undefined : childrenOfFirst(table, parents, seed);
}

/** What the tables ask of their fields at this scale. */
function demands({ limits, seed, scale }: Scope): Demand[] {
  return [...limits].map(([path, limit]): Demand => {
    const asked = limit.by === "record" ? tableRows(limit.table, scale, seed) : mostChildren(limit.table);
    return { path, ...ended(limit), asked, of: limit.by === "record" ? "records" : "children of one parent" };
  });
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
function checkDialect(table: Table, format: string, { delimiter, quote, escape, null: none }: Dialect): void {
  const code = delimiter.length === 1 ? delimiter.charCodeAt(0) : 0;
  const why = !(code > 0 && code < 128)
    ? "its delimiter is not one ASCII character"
    : /[\r\n]/.test(delimiter + none)
      ? "its delimiter or null has a line end"
      : delimiter === quote || (quote === null && escape !== null && delimiter === "\\")
        ? "its delimiter has another meaning too"
        : none.includes(delimiter) || (quote !== null && none.includes(quote))
          ? "its null has a delimiter or a quote"
          : quote === null && digitLike.test(delimiter)
            ? "its delimiter stands in numbers, dates or words, and it has no quotes"
            : undefined;
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

function header(table: Table, picked: readonly Picked[], dialect: Dialect): string {
  const names = picked.map(({ name }) => name);
  try {
    return headerLine(names, dialect);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`Cannot write the header of ${table.plugin.name}/${table.name}: ${error.message}`, {
      cause: error,
    });
  }
}

function pickFields(table: Table, pick: readonly string[] | undefined, vocabulary: Vocabulary): Picked[] {
  const all = table.fields;
  const names = pick ?? all.map(({ name }) => name);
  if (names.length === 0) throw new InputError("Cannot make records without fields: nothing was picked");
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new InputError(`Cannot pick ${twice} twice`, { field: twice });
  return names.map((name) => {
    const { field, path } = fieldAt(table, name);
    return { name, path, field, ...laneOf(table, field, vocabulary) };
  });
}

/** A field by its name, or by a dotted path through objects. */
function fieldAt(table: Table, path: string): Located {
  let members = table.fields;
  let around: string | undefined;
  let rest = path;
  for (;;) {
    const exact = members.find(({ name }) => name === rest);
    if (exact !== undefined) return { field: exact.field, path: memberPath(exact.name, around) };
    const next = members.find(({ name, field }) => rest.startsWith(`${name}.`) && field.kind === "object");
    if (next?.field.kind !== "object") break;
    members = next.field.members;
    around = memberPath(next.name, around);
    rest = rest.slice(next.name.length + 1);
  }
  const known = table.fields.map(({ name }) => name);
  const near = nearest(rest, members === table.fields ? known : members.map(({ name }) => name));
  throw new InputError(`Cannot pick ${JSON.stringify(path)}: ${table.plugin.name}/${table.name} has no such field`, {
    field: path,
    hint: near === undefined ? `Its fields are ${known.join(", ")}` : `Did you mean ${near}?`,
  });
}
