/**
 * Whole values, spelled as they stand in a record: quotes, brackets, nulls and all.
 */

import { cell as wholeCell } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import { present, stepsOf, unitRange, type Field, type FieldOf, type Scalar } from "@backlot/schema";
import type { Block } from "../assembler.ts";
import { wide } from "../wide.ts";
import { transforming, type Encoding } from "../encoding.ts";
import { repeated } from "../phrase.ts";
import { transformed } from "../transform.ts";
import { column } from "./column.ts";
import { array, elements } from "./list.ts";
import { object, record } from "./object.ts";
import { fake } from "./fake.ts";
import { mayBeNull, number, place, placesOf, spread, stepOf } from "./number.ts";
import { parentValue, reference, sharedPath, treeValue } from "./relation.ts";
import { fieldNamed, keyOf, ofRecord, type Scope } from "./scope.ts";
import { isText, text } from "./text.ts";
import { afterTransforms } from "./transform.ts";
import { isUnique, uniqueOr } from "./unique.ts";

/** The ops of a value, from the start of its stream; where that stands in the program. */
export function value(scope: Scope, field: Field, path: string, encoding: Encoding): number {
  const start = scope.assembler.stream(keyOf(scope, path));
  spell(scope, field, path, encoding);
  return start;
}

/** The ops of a value, with draws from the stream that is running; tells which one cannot be written. */
export function spell(scope: Scope, field: Field, path: string, encoding: Encoding): void {
  try {
    spellKind(scope, field, path, encoding);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError(`Cannot make ${scope.table.name} / ${path}: ${error.message}`, { field: path, cause: error });
  }
}

function spellKind(scope: Scope, field: Field, path: string, encoding: Encoding): void {
  const { assembler } = scope;
  if (isText(field)) {
    return inCell(scope, encoding, () => {
      assembler.literal(encoding.quote);
      afterTransforms(scope, encoding, (plain) => text(scope, field, path, plain));
      assembler.literal(encoding.quote);
    });
  }
  switch (field.kind) {
    case "fake":
      return fake(scope, field, path, encoding);
    case "constant":
      return assembler.literal(scalar(field.value, encoding));
    case "integer":
    case "ordinal":
    case "sequence":
    case "plus":
      if (field.kind === "integer" && integerOfFew(scope, field, path)) return;
      number(scope, field, path);
      if (!mayBeNull(scope, field)) return digits(scope, encoding, () => assembler.op("integer", [], 17));
      return assembler.branch(
        "ifNull",
        [],
        [() => assembler.literal(encoding.null), () => digits(scope, encoding, () => assembler.op("integer", [], 17))],
      );
    case "decimal":
      return digits(scope, encoding, () => decimal(scope, field, path));
    case "boolean":
    case "chosen":
    case "choice":
      return choice(scope, field, path, encoding);
    case "same": {
      const other = fieldNamed(scope.table, field.as);
      return assembler.chance(
        field.except,
        () => value(scope, other.field, `${path}#other`, encoding),
        () => ofRecord(scope, (inner) => value(inner, other.field, other.path, encoding)),
      );
    }
    case "column":
      return column(scope, field, path, encoding);
    case "transform": {
      const other = fieldNamed(scope.table, field.field);
      const inner = transforming(encoding, field.to);
      return ofRecord(scope, (whole) => value(whole, other.field, other.path, inner));
    }
    case "when":
      return when(scope, field, path, encoding);
    case "nullable":
    case "optional":
      togetherAbsent(scope, field);
      return assembler.chance(
        field.rate,
        () => assembler.literal(encoding.null),
        () => spell(scope, field.of, path, encoding),
      );
    case "reference":
      return reference(scope, field, path, encoding);
    case "tree":
      return treeValue(scope, field, encoding);
    case "parent":
      return parentValue(scope, field, encoding);
    case "list":
    case "subset":
      return array(scope, encoding, field.min === 0, (inner, separator) =>
        elements(scope, field, path, inner, separator),
      );
    case "object":
      return json(scope, encoding, (inner) => {
        object(scope, field.members, path, inner);
      });
    case "tuple":
      return array(scope, encoding, field.items.length === 0, (inner, separator) =>
        field.items.forEach((item, i) => {
          if (i > 0) assembler.literal(separator);
          value(scope, item, `${path}[${i}]`, inner);
        }),
      );
    case "record":
      return json(scope, encoding, (inner) => record(scope, field, path, inner));
    case "union":
      if (field.weights === undefined) assembler.index(field.options.length);
      else assembler.weightedIndex(field.weights);
      return assembler.branch(
        "switch",
        [field.options.length],
        field.options.map((option, i) => () => value(scope, option, `${path}|${i}`, encoding)),
      );
    case "compute":
      return assembler.op("column", [computedColumn(scope, path)], 0);
    case "unsupported":
      throw new InputError(`Cannot make ${scope.table.name} / ${path}: ${field.reason}`);
    default:
      return field satisfies never;
  }
}

/** Texts that are known already, each the whole of a value. */
export function wholeTexts(
  texts: readonly string[],
  { cell, piece, quote, transforms = [] }: Encoding,
): readonly string[] {
  const made = transforms.length === 0 ? texts : texts.map((one) => transformed(one, transforms));
  return made.map((one) => (cell === undefined ? quote + piece(one) + quote : wholeCell(one, cell)));
}

/** A scalar as text. */
export function scalar(one: Scalar, encoding: Encoding): string {
  if (one === null) return encoding.null;
  if (typeof one === "string") return wholeTexts([one], encoding)[0];
  const words = typeof one === "boolean" ? encoding.booleans[Number(one)] : String(one);
  return encoding.cell === undefined ? encoding.piece(words) : wholeCell(words, encoding.cell);
}

/** A table of whole numbers has at most so many: slots of 16 bytes, 8 KB. */
const mostIntegers = 512;

/**
 * Whole numbers of which there are few are texts of a table: with digits made one by one, `title.basics` takes 1.1
 * times as long.
 */
function integerOfFew(scope: Scope, field: FieldOf<"integer">, path: string): boolean {
  const { assembler } = scope;
  const { count, step } = stepsOf(field);
  if (count > mostIntegers || assembler.specialDigits) return false;
  const texts = Array.from({ length: count }, (_, i) => String(field.min + i * step));
  if (field.distribution === undefined && !isUnique(scope, path)) assembler.pick(texts);
  else {
    stepOf(scope, field, path);
    assembler.textOfValue(texts);
  }
  return true;
}

/** What `write` writes of digits: few dialects need quotes around them. */
export function digits(scope: Scope, encoding: Encoding, write: () => void): void {
  if (scope.assembler.specialDigits) inCell(scope, encoding, write);
  else write();
}

/** What `write` writes, enclosed in quotes where it is a cell that may need them. */
export function inCell(scope: Scope, encoding: Encoding, write: () => void): void {
  const { assembler } = scope;
  const dialect = encoding.cell;
  if (dialect === undefined || dialect.quote === null) return write();
  const body = assembler.block(write);
  if (!body.needsCare) return assembler.append(body);
  cellAround(scope, body, dialect.quote, dialect.delimiter, dialect.null);
}

export function cellAround(scope: Scope, body: Block, quote: string, delimiter: string, empty: string): void {
  const { assembler } = scope;
  const { offset, length } = assembler.image.literal(empty);
  assembler.around("cell", [quote.charCodeAt(0), delimiter.charCodeAt(0), offset, length], body, 1, 2);
}

/** A value of JSON's own making: as it is, or as a text. */
export function json(scope: Scope, encoding: Encoding, write: (encoding: Encoding) => void): void {
  inCell(scope, encoding, () => write(encoding.nested ?? encoding));
}

function decimal(scope: Scope, field: FieldOf<"decimal">, path: string): void {
  const [min] = unitRange(field);
  uniqueOr(scope, path, () => spread(scope, stepsOf(field), field.distribution));
  if (min !== 0) scope.assembler.op("add", wide(min));
  scope.assembler.op("fixed", [field.digits], 19);
}

function choice(scope: Scope, field: FieldOf<"boolean" | "chosen" | "choice">, path: string, encoding: Encoding): void {
  const { assembler } = scope;
  const texts = placesOf(field).map((one) => scalar(one as Scalar, encoding));
  if (field.kind === "choice" && field.exact !== true && !isUnique(scope, path)) {
    if (field.weights === undefined) return assembler.pick(texts);
    const shares = repeated(field.weights);
    if (shares !== undefined) return assembler.pick(shares.map((index) => texts[index]));
  }
  place(scope, field, path);
  assembler.textOfValue(texts);
}

function when(scope: Scope, field: FieldOf<"when">, path: string, encoding: Encoding): void {
  const { assembler, table } = scope;
  const { field: other, path: otherPath } = fieldNamed(table, field.field);
  const values = placesOf(other).map(String);
  const cases = values.map((one) => field.cases.findIndex((c) => String(c.value) === one));
  const otherwise = field.cases.length;
  const branches = [...field.cases.map((c) => c.field), field.otherwise].map(
    (branch, i) => () => value(scope, branch, `${path}?${i}`, encoding),
  );
  ofRecord(scope, (inner) => {
    assembler.stream(keyOf(inner, otherPath));
    place(inner, other, otherPath);
  });
  const decide = (): void => {
    const { image } = assembler;
    const branchOf = cases.map((k) => (k === -1 ? otherwise : k));
    if (otherwise < 256) assembler.op("map", [image.bytes(branchOf)]);
    else assembler.op("lookup", [image.words(branchOf)]);
    assembler.branch("switch", [branches.length], branches);
  };
  if (present(other) === other) decide();
  else assembler.branch("ifNull", [], [branches[otherwise], decide]);
}

/** References by one name are absent together: one stream decides for all of them. */
export function togetherAbsent(scope: Scope, { of }: FieldOf<"nullable" | "optional">): void {
  const shared = sharedPath(of);
  if (shared !== undefined) scope.assembler.stream(keyOf(scope, `${shared}#null`));
}

function computedColumn(scope: Scope, path: string): number {
  if (scope.depth > 0 || !scope.columns.includes(path)) {
    throw new InputError(
      `Cannot use ${scope.table.name} / ${path}: computed fields stand at the top of their own table`,
    );
  }
  return scope.columns.indexOf(path);
}
