/**
 * Which fields can be unique: those whose values can be counted, so that each record can be given other ones.
 */

import { shortage } from "../capacity.ts";
import { milliseconds, monthsOf } from "../durations.ts";
import { formOf } from "../form.ts";
import { present, type Field, type FieldOf } from "../field.ts";
import { stepsOf } from "../steps.ts";
import { rowsAt, uniqueOf, type TableDefinition } from "../table.ts";
import { templateParts } from "../template.ts";
import { received } from "../received.ts";
import { fieldMap, type Subject } from "./subject.ts";

/** Checks what a table says is unique. */
export function checkUnique(subject: Subject): void {
  const seen = new Set<string>();
  for (const names of uniqueOf(subject.table)) {
    const path = `unique / ${names.join(", ")}`;
    if (names.length === 0) subject.issue("range", path, "at least one field", "none");
    if (new Set(names).size < names.length) subject.issue("duplicate", path, "different fields", received(names));
    const expected = "a field of the table";
    if (!names.map((name) => subject.known(name, subject.fields.keys(), path, expected)).every(Boolean)) continue;
    for (const name of names) {
      if (seen.has(name)) subject.issue("duplicate", path, "fields of one combination", `${name} in two of them`);
      seen.add(name);
    }
    const wrong = names.flatMap((name) => {
      const why = whyNot(subject, subject.fields.get(name)!, names);
      return why === undefined ? [] : [[name, why] as const];
    });
    for (const [name, [wanted, found]] of wrong) subject.issue("context", `unique / ${name}`, wanted, found);
    if (wrong.length === 0) checkRows(subject, path, names);
  }
}

type Why = readonly [expected: string, found: string];

const alike = "no distribution or weights, as all values are used alike";

/** Why the values of a field cannot be counted out to the records; nothing where they can. */
function whyNot(subject: Subject, field: Field, names: readonly string[]): Why | undefined {
  const followed = (name: string): Why | undefined => {
    const found = subject.fields.get(name);
    return found === undefined ? undefined : whyNot(subject, found, names);
  };
  switch (field.kind) {
    case "integer":
    case "decimal":
    case "date":
    case "time":
    case "timestamp":
      return field.distribution === undefined ? undefined : [alike, field.distribution.kind];
    case "choice":
      if (new Set(field.values.map(String)).size < field.values.length)
        return ["values that are spelled differently", received(field.values)];
      return field.weights === undefined && field.exact !== true ? undefined : [alike, "weights"];
    case "boolean":
      return field.probability === 0.5 ? undefined : [alike, `probability ${field.probability}`];
    case "key":
    case "hex":
    case "fake":
    // What is wrong with it is told there.
    case "unsupported":
      return undefined;
    case "sequence":
      return countedWhyNot(subject, field, names, Math.abs(field.step), field.jitter);
    case "series": {
      const months = monthsOf(field.step);
      const width = months === undefined ? milliseconds(field.step) : months * shortestMonth;
      return countedWhyNot(subject, field, names, Math.abs(width), milliseconds(field.jitter));
    }
    case "username":
      return field.unique === true ? undefined : ["unique: true in its options", "none"];
    case "pattern":
      return formOf(field.shape) === undefined
        ? ["a pattern whose texts have one form, without alternatives or ranges of repetition", field.expression]
        : undefined;
    case "uuid":
    case "uuidv7":
    case "ulid":
      return [
        "a field that is unique by construction, such as key(), or none: random bits are so by chance",
        field.kind,
      ];
    case "letters":
      return field.min === field.max ? undefined : ["letters of one length", `${field.min} to ${field.max}`];
    case "nullable":
    case "optional":
      // Nulls do not count as repeated, as in SQL.
      return whyNot(subject, field.of, names);
    case "same":
      return field.except === 0 ? followed(field.as) : ["the same as another field in all records", "a share"];
    case "reference":
      return referenceWhyNot(subject, field);
    case "parent": {
      const per = subject.table.options.per;
      if (names.length > 1 && per !== undefined) return identityWhyNot(subject, per.table, field.field);
      return ["fields beside it, as children of one parent have the same", "it alone"];
    }
    case "ordinal":
      return siblingWhyNot(subject, names);
    case "template":
      return templateWhyNot(subject, field, names);
    default:
      return [
        "a field whose values can be counted: numbers, times, choices, words, patterns, keys, references",
        field.kind,
      ];
  }
}

const shortestMonth = 28 * 86_400_000;

/** What is counted by records differs where chance adds less than a step. */
function countedWhyNot(
  subject: Subject,
  { by }: FieldOf<"sequence" | "series">,
  names: readonly string[],
  step: number,
  jitter: number,
): Why | undefined {
  if (!(jitter < step)) return ["a jitter smaller than its step", "a larger one"];
  return by === "ordinal" ? siblingWhyNot(subject, names) : undefined;
}

/** What is counted by children differs among those of one parent. */
function siblingWhyNot(subject: Subject, names: readonly string[]): Why | undefined {
  if (names.some((name) => subject.fields.get(name)?.kind === "parent")) return undefined;
  return ["a field of the parent beside it", "none"];
}

function templateWhyNot(subject: Subject, field: FieldOf<"template">, names: readonly string[]): Why | undefined {
  const all = templateParts(field.text);
  const parts = all.flatMap(({ name }) => (name === undefined ? [] : [name]));
  if (all.some(({ transforms }) => transforms.length > 0))
    return ["a template without transforms, which may make the same of different texts", received(field.text)];
  if (parts.length === 0) return ["a template with fields or words in it", received(field.text)];
  for (const name of parts) {
    const found = subject.fields.get(name);
    if (found === undefined) continue;
    if (present(found) !== found) return ["a template of fields that are never missing", name];
    const why = whyNot(subject, found, names);
    if (why !== undefined) return [`${name} with ${why[0]}`, why[1]];
  }
  return undefined;
}

function referenceWhyNot(subject: Subject, { table, field, distribution }: FieldOf<"reference">): Why | undefined {
  return distribution === undefined ? identityWhyNot(subject, table, field) : [alike, distribution.kind];
}

/** Why a field does not tell the records of another table apart. */
function identityWhyNot({ plugin }: Subject, table: string, field: string): Why | undefined {
  const target = plugin.tables.find(({ name }) => name === table);
  const found = target && fieldMap(target).get(field);
  if (target === undefined || found === undefined) return undefined;
  const isUnique = found.kind === "key" || uniqueOf(target).some((names) => names.length === 1 && names[0] === field);
  return isUnique ? undefined : [`a field that is unique in ${table}: a key, or named in its unique`, field];
}

/** Whether the records of the table at scale 1 find enough values, where the fields alone say how many there are. */
function checkRows(subject: Subject, path: string, names: readonly string[]): void {
  const { table } = subject;
  if (table.options.per !== undefined) return;
  let [values, rows] = [Infinity, 0];
  try {
    values = names.reduce((product, name) => product * countOf(subject, subject.fields.get(name)!), 1);
    rows = rowsAt(table, 1);
  } catch {
    // Rows that throw, and rings, are told of elsewhere.
  }
  const problem = shortage({ table: table.name, names, values, by: "record" }, rows);
  if (problem !== undefined) subject.issue("range", path, `at most ${values} records at scale 1`, problem);
}

function countOf(subject: Subject, field: Field): number {
  switch (field.kind) {
    case "integer":
    case "decimal":
    case "date":
    case "time":
    case "timestamp":
      return stepsOf(field).count;
    case "choice":
      return field.values.length;
    case "boolean":
      return 2;
    case "hex":
      return 16 ** field.digits;
    case "pattern":
      return formOf(field.shape)!.reduce((count, place) => count * place.length, 1);
    case "letters":
      return 26 ** field.min;
    case "nullable":
    case "optional":
      return countOf(subject, field.of);
    case "same":
      return countOf(subject, subject.fields.get(field.as)!);
    case "reference":
      return field.where === undefined ? targetRows(subject, field.table) : Infinity;
    default:
      return Infinity;
  }
}

function targetRows({ plugin }: Subject, name: string): number {
  const target: TableDefinition | undefined = plugin.tables.find((table) => table.name === name);
  return target === undefined || target.options.per !== undefined ? Infinity : rowsAt(target, 1);
}
