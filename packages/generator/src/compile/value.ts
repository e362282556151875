/**
 * Whole values, spelled as they stand in a record: quotes, brackets, nulls and all.
 */

import { cell as wholeCell } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import { present, stepsOf, unitRange, type Field, type FieldOf, type Scalar } from "@backlot/schema";
import { wide, type Block } from "../assembler.ts";
import { joinedIn, transforming, type Encoding } from "../encoding.ts";
import { byteLength } from "../image.ts";
import { repeated } from "../phrase.ts";
import { elementSteps } from "../random.ts";
import { transformed } from "../transform.ts";
import { column } from "./column.ts";
import { fake } from "./fake.ts";
import { mayBeNull, number, place, placesOf, range, spread } from "./number.ts";
import { parentValue, reference, sharedPath, treeValue } from "./relation.ts";
import { fieldNamed, keyOf, memberPath, ofRecord, type Scope } from "./scope.ts";
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

function cellAround(scope: Scope, body: Block, quote: string, delimiter: string, empty: string): void {
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

/** An array: as JSON, or joined where it is a cell of a dialect that joins lists. */
function array(
  scope: Scope,
  encoding: Encoding,
  mayBeEmpty: boolean,
  write: (inner: Encoding, separator: string) => void,
): void {
  const { assembler } = scope;
  const dialect = encoding.cell;
  if (dialect === undefined || dialect.list === "json") {
    return json(scope, encoding, (inner) => {
      assembler.literal(inner.sign("["));
      write(inner, inner.sign(","));
      assembler.literal(inner.sign("]"));
    });
  }
  const inner = joinedIn(dialect, encoding);
  const body = assembler.block(() => write(inner, inner.piece(dialect.list)));
  // Where nothing can be empty and nothing quoted, the list is its own cell.
  if (dialect.quote === null || (!mayBeEmpty && !body.needsCare)) assembler.append(body);
  else cellAround(scope, body, dialect.quote, dialect.delimiter, dialect.null);
}

function elements(
  scope: Scope,
  field: FieldOf<"list" | "subset">,
  path: string,
  encoding: Encoding,
  separator: string,
): void {
  const { assembler, depth } = scope;
  if (field.kind === "list") spread(scope, stepsOf(field), field.distribution);
  else assembler.index(field.max - field.min + 1);
  if (field.min > 0) assembler.op("add", [0, field.min]);
  const inner: Scope = { ...scope, depth: depth + 1 };
  const spent = [2 ** 32, 2 ** 32] as const;
  const body = assembler.block(
    () => {
      if (field.kind === "list") {
        if (field.distinct === true && field.of.kind === "reference")
          reference(inner, field.of, `${path}[]`, encoding, field.max);
        else spell(inner, field.of, `${path}[]`, encoding);
      } else {
        if (field.weights === undefined)
          assembler.op("indexLeft", [assembler.half(field.values.length), field.values.length]);
        else {
          const weights = wholeWeights(field.weights);
          const total = weights.reduce((sum, weight) => sum + weight);
          assembler.op("weightLeft", [assembler.freshHalf(), total, assembler.image.words(weights)]);
        }
        assembler.textOfValue(field.values.map((one) => scalar(one, encoding)));
      }
    },
    spent,
    separator,
  );
  repeat(scope, body, field.max, separator);
}

/** Whole numbers near to the weights, with a sum below 2^32; no weight above 0 gets none. */
function wholeWeights(weights: readonly number[]): number[] {
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => (weight > 0 ? Math.max(1, Math.floor((weight / total) * 2 ** 31)) : 0));
}

/** Runs a block V times, at most so often, that ends with a separator: the last one is taken back. */
export function repeat({ assembler, depth }: Scope, body: Block, most: number, separator: string): void {
  const step = elementSteps[depth];
  if (step === undefined) throw new RangeError(`lists may be nested ${elementSteps.length} deep`);
  const needsCare = body.needsCare || (most > 1 && assembler.special(separator));
  assembler.around("list", [...step, byteLength(separator)], { ...body, needsCare }, most, 0);
}

/**
 * An object; members that may be missing are written with the comma before them. Returns where in the program
 * the ops of each member begin.
 */
export function object(
  scope: Scope,
  members: readonly { readonly name: string; readonly path?: string; readonly field: Field }[],
  path: string,
  encoding: Encoding,
): number[] {
  const { assembler } = scope;
  const pathOf = (member: (typeof members)[number]): string => member.path ?? memberPath(member.name, path);
  const keyText = (name: string): string => encoding.sign(`${JSON.stringify(name)}:`);
  const missing = members.some(({ field }) => field.kind === "optional");
  if (!missing) {
    const starts = members.map((member, i) => {
      assembler.literal(encoding.sign(i === 0 ? "{" : ",") + keyText(member.name));
      return value(scope, member.field, pathOf(member), encoding);
    });
    assembler.literal(encoding.sign(members.length === 0 ? "{}" : "}"));
    return starts;
  }
  const starts: number[] = [];
  const body = assembler.block(() => {
    for (const member of members) {
      const { field } = member;
      const written = (of: Field): void => {
        assembler.literal(encoding.sign(",") + keyText(member.name));
        spell(scope, of, pathOf(member), encoding);
      };
      starts.push(assembler.stream(keyOf(scope, pathOf(member))));
      if (field.kind !== "optional") written(field);
      else {
        togetherAbsent(scope, field);
        assembler.chance(
          field.rate,
          () => {},
          () => written(field.of),
        );
      }
    }
  });
  assembler.around("object", ["{".charCodeAt(0), "}".charCodeAt(0)], body, 1, 2);
  // The body's words stand before the end of what was just written.
  const shift = assembler.position() - body.words.length;
  return starts.map((start) => start + shift);
}

/** An object with keys of a word and a number, unique by the number. */
function record(scope: Scope, field: FieldOf<"record">, path: string, encoding: Encoding): void {
  const { assembler, depth } = scope;
  range(scope, field.min, field.max);
  const separator = encoding.sign(",");
  assembler.literal(encoding.sign("{"));
  const body = assembler.block(
    () => {
      assembler.literal(encoding.quote + encoding.piece("key"));
      assembler.op("element");
      assembler.op("add", [0, 1]);
      assembler.op("integer", [], 17);
      assembler.literal(encoding.quote + encoding.sign(":"));
      spell({ ...scope, depth: depth + 1 }, field.of, `${path}{}`, encoding);
    },
    [2 ** 32, 2 ** 32],
    separator,
  );
  repeat(scope, body, field.max, separator);
  assembler.literal(encoding.sign("}"));
}

/** References by one name are absent together: one stream decides for all of them. */
function togetherAbsent(scope: Scope, { of }: FieldOf<"nullable" | "optional">): void {
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
