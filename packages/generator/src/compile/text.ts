/**
 * Fields of text: what stands between the quotes.
 */

import { BugError, InputError } from "@backlot/runtime";
import { templateParts, type Field, type FieldOf } from "@backlot/schema";
import { pieces, withinText, type Encoding } from "../encoding.ts";
import { pool } from "../faker.ts";
import { steps as stepsOf, type Step } from "../phrase.ts";
import { vocabulary } from "../vocabulary.generated.ts";
import { moment, range } from "./number.ts";
import { patternText } from "./pattern.ts";
import { fieldNamed, hasField, keyOf, ofRecord, type Scope } from "./scope.ts";
import { value } from "./value.ts";

/** Whether a faker method is made of the vocabulary; else its texts come from a pool. */
export function isCompiled(method: string, options?: unknown): boolean {
  return options === undefined && Object.hasOwn(vocabulary.phrases, method);
}

/** The kinds of field that are text. */
export type TextField = FieldOf<
  "fake" | "pattern" | "template" | "date" | "time" | "timestamp" | "uuid" | "hex" | "key" | "letters"
>;

const textKinds: ReadonlySet<string> = new Set<TextField["kind"]>([
  "fake",
  "pattern",
  "template",
  "date",
  "time",
  "timestamp",
  "uuid",
  "hex",
  "key",
  "letters",
]);

export function isText(field: Field): field is TextField {
  return textKinds.has(field.kind);
}

const known = new Map<string, readonly Step[]>();

/** The steps of a compiled method. */
function steps(method: string): readonly Step[] {
  let found = known.get(method);
  if (found === undefined) known.set(method, (found = stepsOf(vocabulary.phrases[method], vocabulary)));
  return found;
}

/** All texts that a field can have, as often as they are likely, where one choice is all there is to it. */
export function tableOf(scope: Scope, field: TextField, path: string): readonly string[] | undefined {
  if (field.kind !== "fake") return undefined;
  if (!isCompiled(field.method, field.options)) return pooledTexts(scope, field.method, field.options, path);
  const [only, ...more] = steps(field.method);
  return more.length === 0 && typeof only === "object" && "texts" in only ? only.texts : undefined;
}

/** The ops of a text; the stream is the field's own. */
export function text(scope: Scope, field: TextField, path: string, encoding: Encoding): void {
  const { assembler } = scope;
  switch (field.kind) {
    case "fake":
      return methodText(scope, field.method, field.options, path, encoding);
    case "pattern":
      return patternText(scope, field, path, encoding);
    case "template":
      return templateText(scope, field, path, encoding);
    case "date":
      moment(scope, field);
      return assembler.op("date", [], 10);
    case "time":
      moment(scope, field);
      return assembler.op("time", [], 8);
    case "timestamp":
      moment(scope, field);
      return assembler.op("timestamp", [], 24);
    case "uuid":
      return assembler.op("uuid", [], 36);
    case "hex":
      assembler.literal(encoding.piece(field.prefix));
      return assembler.op("hex", [field.digits], field.digits);
    case "key": {
      assembler.literal(encoding.piece(field.prefix));
      assembler.op("record");
      if (field.order === "permuted") {
        const { high, low } = keyOf(scope, `${path}#order`);
        const n = 10 ** field.digits;
        assembler.op("permute", [high, low, Math.floor(n / 2 ** 32), n >>> 0]);
      } else assembler.op("add", [0, 1]);
      return assembler.op("padded", [field.digits], Math.max(16, field.digits));
    }
    case "letters":
      range(scope, field.min, field.max);
      return assembler.op("letters", [], field.max, field.min);
    default:
      throw new BugError(`${path} is no text`);
  }
}

/** Each part has a stream of its own, so that a field among them leaves the others as they are. */
function templateText(scope: Scope, field: FieldOf<"template">, path: string, encoding: Encoding): void {
  const { assembler, table } = scope;
  templateParts(field.text).forEach(({ literal, name }, i) => {
    assembler.literal(encoding.piece(literal));
    if (name === undefined) return;
    if (hasField(table, name)) {
      const other = fieldNamed(table, name);
      ofRecord(scope, (inner) => value(inner, other.field, other.path, withinText(encoding)));
    } else {
      const part = `${path}#${i}`;
      if (i > 0) assembler.stream(keyOf(scope, part));
      methodText(scope, name, undefined, part, encoding);
    }
  });
}

function methodText(scope: Scope, name: string, options: unknown, path: string, encoding: Encoding): void {
  if (isCompiled(name, options)) phrase(scope, steps(name), encoding);
  else scope.assembler.pick(pieces(pooledTexts(scope, name, options, path), encoding));
}

function pooledTexts(scope: Scope, name: string, options: unknown, path: string): readonly string[] {
  if (scope.faker === undefined) throw new BugError(`No faker was loaded for the pool of ${path}`);
  try {
    return pool(scope.faker, name, options, keyOf(scope, `${path}#pool`));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`Cannot make ${scope.table.name} / ${path}: faker's ${name} ${why}`, {
      field: path,
      cause: error,
    });
  }
}

function phrase(scope: Scope, parts: readonly Step[], encoding: Encoding): void {
  const { assembler } = scope;
  for (const part of parts) {
    if (typeof part === "string") assembler.literal(encoding.piece(part));
    else if ("texts" in part) assembler.pick(pieces(part.texts, encoding));
    else {
      assembler.weightedIndex(part.oneOf.map(([weight]) => weight));
      const branches = part.oneOf.map(
        ([, inner]) =>
          () =>
            phrase(scope, inner, encoding),
      );
      assembler.branch("switch", [branches.length], branches);
    }
  }
}
