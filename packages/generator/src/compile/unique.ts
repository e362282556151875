/**
 * Unique fields: each record of a table has other values, by a permutation of its number and without a memory.
 *
 *     p = permutation of the n = n₁ · n₂ · … combinations, at the number of the record modulo n
 *     field k has value ⌊p / (n₁ · … · nₖ₋₁)⌋ modulo nₖ of its own nₖ
 *
 * Beside a field of the parent, a combination need only differ among the children of one parent. Their numbers
 * follow each other, and any n numbers in a row have different p.
 */

import { InputError } from "@backlot/runtime";
import { formOf, stepsOf, templateParts, uniqueOf, type Field, type FieldOf, type Table } from "@backlot/schema";
import type { Assembler } from "../assembler.ts";
import { wide } from "../wide.ts";
import { uniqueTexts } from "./fake.ts";
import { referred, sharedPath } from "./relation.ts";
import { addLimit, fieldNamed, hasField, keyOf, type Scope } from "./scope.ts";

/** The part of a combination that one field holds. */
interface Share {
  readonly key: readonly [high: number, low: number];
  /** How many combinations there are. */
  readonly total: number;
  /** The numbers of values of the fields before it. */
  readonly before: readonly number[];
  /** How many values are given out, of how many there are. */
  readonly count: number;
  readonly of: number;
}

/** The shares of unique combinations, by path. */
type Uniques = ReadonlyMap<string, Share>;

/** A field or a part of one that draws a value of its own. */
interface Part {
  readonly path: string;
  readonly count: number;
}

/** A permutation has at most so many numbers; of children, as many as a remainder of 32 bits. */
const mostRecords = 2 ** 53 - 1;
const mostChildren = 2 ** 32 - 1;

const known = new WeakMap<Assembler, Map<Table, Uniques>>();

/**
 * What is unique in the table of a scope, found once in a compilation.
 *
 * @throws InputError where that cannot be, in another table than the one that is made.
 */
function uniques(scope: Scope): Uniques {
  const found = tablesOf(scope).get(scope.table);
  if (found !== undefined) return found;
  const { shares, wrong } = findUniques(scope);
  if (wrong.length > 0) throw wrong[0];
  tablesOf(scope).set(scope.table, shares);
  return shares;
}

function tablesOf({ assembler }: Scope): Map<Table, Uniques> {
  let tables = known.get(assembler);
  if (tables === undefined) known.set(assembler, (tables = new Map<Table, Uniques>()));
  return tables;
}

/**
 * Notes how many records the unique fields of a table allow, whether they are picked or not. What is wrong with them
 * is returned, and their values are drawn as any others are, so that the problems of all fields can be told at once.
 */
export function limitUniques(scope: Scope): readonly InputError[] {
  if (scope.table.options.unique === undefined) return [];
  const { shares, wrong } = findUniques(scope);
  tablesOf(scope).set(scope.table, shares);
  return wrong;
}

/** V = what the record has of its unique combination, where the field at a path is in one; else what is drawn. */
export function uniqueOr(scope: Scope, path: string, draw: () => void): void {
  const share = shareOf(scope, path);
  if (share === undefined) return draw();
  const { assembler } = scope;
  const { key, total, before, count, of } = share;
  assembler.op("record");
  assembler.op("permute", [...key, ...wide(total)]);
  // Numbers beyond the total are permuted among themselves; their values begin anew.
  assembler.op("remainder", wide(total));
  for (const radix of before) assembler.op("divide", wide(radix));
  if (before.length > 0 || count < total) assembler.op("remainder", wide(count));
  if (count < of) assembler.op("permute", [...key, ...wide(of)]);
}

/** Whether the field at a path is unique, alone or with others. */
export function isUnique(scope: Scope, path: string): boolean {
  return shareOf(scope, path) !== undefined;
}

function shareOf(scope: Scope, path: string): Share | undefined {
  if (scope.depth > 0 || scope.table.options.unique === undefined) return undefined;
  return uniques(scope).get(path);
}

function findUniques(scope: Scope): { readonly shares: Uniques; readonly wrong: readonly InputError[] } {
  const { table } = scope;
  const shares = new Map<string, Share>();
  const before: ReadonlySet<string>[] = [];
  const wrong: InputError[] = [];
  for (const names of uniqueOf(table)) {
    const fields = names.map((name) => fieldNamed(table, name));
    const ofParent = fields.some(({ field }) => field.kind === "parent");
    const parts = new Map<string, number>();
    const wrongBefore = wrong.length;
    for (const { field, path } of fields) {
      try {
        for (const part of partsOf(scope, field, path)) parts.set(part.path, part.count);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        wrong.push(error);
      }
    }
    if (wrong.length > wrongBefore) continue;
    // A key, an ordinal beside the parent, or what is unique already, and nothing need be added.
    const done = [...parts.values()].includes(Infinity) || before.some((some) => [...some].every((p) => parts.has(p)));
    if (done) continue;
    const twice = [...parts.keys()].find((path) => shares.has(path));
    if (twice !== undefined) {
      wrong.push(problem(table, names, `${twice} stands in another unique combination too`));
      continue;
    }
    before.push(new Set(parts.keys()));
    const values = shareOut(scope, names, parts, ofParent ? mostChildren : mostRecords, shares);
    addLimit(scope, names, { values }, ofParent ? "ordinal" : "record");
  }
  return { shares, wrong };
}

/** Shares a permutation out to the parts of a combination; how many values there are together. */
function shareOut(
  scope: Scope,
  names: readonly string[],
  parts: ReadonlyMap<string, number>,
  most: number,
  shares: Map<string, Share>,
): number {
  const { high, low } = keyOf(scope, `#unique ${JSON.stringify(names)}`);
  // The most values first, while their product can be permuted; parts beyond it stay as they are drawn.
  let total = 1;
  const counted: { path: string; of: number; count: number }[] = [];
  for (const [path, of] of [...parts].toSorted(([, a], [, b]) => b - a)) {
    const count = Math.min(of, Math.floor(most / total));
    if (count < 2 && of > 1) break;
    counted.push({ path, of, count });
    total *= count;
  }
  // The fewest values lowest, so that all divisors are small.
  const before: number[] = [];
  for (const { path, of, count } of counted.toReversed()) {
    shares.set(path, { key: [high, low], total, before: [...before], count, of });
    before.push(count);
  }
  return total;
}

function problem(table: Table, names: readonly string[], why: string): InputError {
  return new InputError(`Cannot make ${table.plugin.name}/${table.name} unique in ${names.join(", ")}: ${why}`);
}

/** The parts of a field that draw values, with how many there are of each; infinity where they never repeat anyway. */
function partsOf(scope: Scope, field: Field, path: string): readonly Part[] {
  switch (field.kind) {
    case "integer":
    case "decimal":
    case "date":
    case "time":
    case "timestamp":
      return [{ path, count: stepsOf(field).count }];
    case "choice":
      return [{ path, count: field.values.length }];
    case "boolean":
      return [{ path, count: 2 }];
    case "letters":
      return [{ path, count: groupsOf(26, field.min).count }];
    case "pattern":
      return [{ path, count: formGroups(field).reduce((count, { texts }) => count * texts.length, 1) }];
    case "hex":
      return [{ path, count: groupsOf(16, field.digits).count }];
    case "fake":
      return [{ path, count: uniqueTexts(scope, field, path).length }];
    case "nullable":
    case "optional":
      return partsOf(scope, field.of, path);
    case "reference":
      return [{ path: sharedPath(field) ?? path, count: referred(scope, field).count }];
    case "same": {
      const other = fieldNamed(scope.table, field.as);
      return partsOf(scope, other.field, other.path);
    }
    case "template":
      return templateFields(scope, field, path).flatMap((part) => partsOf(scope, part.field, part.path));
    case "parent":
      return [];
    default:
      return [{ path, count: Infinity }];
  }
}

/** The fields of a template whose text tells them apart. */
function templateFields(scope: Scope, { text }: FieldOf<"template">, path: string): { field: Field; path: string }[] {
  const parts = templateParts(text);
  return parts.flatMap(({ name }, i) => {
    if (name === undefined) return [];
    const beside = hasField(scope.table, name);
    const part = beside
      ? fieldNamed(scope.table, name)
      : { field: { kind: "fake", method: name } as const, path: `${path}#${i}` };
    const isLast = parts.slice(i + 1).every((one) => one.name === undefined);
    const [next] = parts[i + 1].literal;
    if (isLast || isFixed(part.field) || (next !== undefined && !mayHold(scope, part.field, part.path, next)))
      return [part];
    const behind = next === undefined ? "the next one follows at once" : `it may hold ${JSON.stringify(next)}`;
    throw problem(scope.table, [path], `{{${name}}} cannot be told from the text behind it: ${behind}`);
  });
}

const isFixed = ({ kind }: Field): boolean =>
  ["date", "time", "timestamp", "hex", "letters", "uuid", "pattern"].includes(kind);

/** Whether a text of the field may hold a character behind its first one: a sign stands before a number's digits only. */
function mayHold(scope: Scope, field: Field, path: string, character: string): boolean {
  switch (field.kind) {
    case "integer":
    case "sequence":
    case "ordinal":
      return /\d/.test(character);
    case "decimal":
      return /[.\d]/.test(character);
    case "key":
      return /[0-9]/.test(character) || field.prefix.includes(character);
    case "choice":
      return field.values.some((value) => String(value).includes(character));
    case "boolean":
      return "truefalse".includes(character);
    case "fake":
      return uniqueTexts(scope, field, path).some((text) => text.includes(character));
    default:
      return true;
  }
}

/** A table holds so many texts. */
const mostOfGroup = 1024;

/** The texts of some places of a unique pattern together, beginning with the first; those beyond 2^48 are drawn. */
export function formGroups({
  shape,
}: FieldOf<"pattern">): readonly { readonly texts: readonly string[]; places: number }[] {
  const groups: { texts: readonly string[]; places: number }[] = [];
  let total = 1;
  for (const place of formOf(shape) ?? []) {
    if ((total *= place.length) > 2 ** 48) break;
    const last = groups.at(-1);
    if (last === undefined || last.texts.length * place.length > mostOfGroup) groups.push({ texts: place, places: 1 });
    else {
      last.texts = last.texts.flatMap((text) => place.map((more) => text + more));
      last.places++;
    }
  }
  return groups;
}

/** So many characters of an alphabet, in groups that tables hold; those beyond 2^48 values are drawn. */
export function groupsOf(letters: 16 | 26, length: number): { count: number; groups: readonly number[] } {
  const perGroup = letters === 16 ? 3 : 2;
  const all = Math.min(length, letters === 16 ? 12 : 10);
  const groups = Array.from({ length: Math.ceil(all / perGroup) }, (_, i) => Math.min(perGroup, all - i * perGroup));
  return { count: letters ** all, groups };
}
