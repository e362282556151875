/**
 * Fields of text: what stands between the quotes.
 */

import { BugError } from "@backlot/runtime";
import { templateParts, type Field, type FieldOf, type IdTime } from "@backlot/schema";
import { wide } from "../wide.ts";
import { transforming, withinText, type Encoding } from "../encoding.ts";
import { keyNumber, series } from "./counted.ts";
import { moment, range } from "./number.ts";
import { patternText } from "./pattern.ts";
import { asRecord, fieldNamed, hasField, keyOf, ofRecord, type Scope } from "./scope.ts";
import { groupsOf, isUnique, uniqueOr } from "./unique.ts";
import { usernameText } from "./username.ts";
import { spell, value } from "./value.ts";

/** The kinds of field that are text. */
export type TextField = FieldOf<
  | "pattern"
  | "template"
  | "username"
  | "date"
  | "time"
  | "timestamp"
  | "series"
  | "uuid"
  | "uuidv7"
  | "ulid"
  | "hex"
  | "key"
  | "letters"
>;

const textKinds: ReadonlySet<string> = new Set<TextField["kind"]>([
  "pattern",
  "template",
  "username",
  "date",
  "time",
  "timestamp",
  "series",
  "uuid",
  "uuidv7",
  "ulid",
  "hex",
  "key",
  "letters",
]);

export function isText(field: Field): field is TextField {
  return textKinds.has(field.kind);
}

/** The ops of a text; the stream is the field's own. */
export function text(scope: Scope, field: TextField, path: string, encoding: Encoding): void {
  const { assembler } = scope;
  switch (field.kind) {
    case "pattern":
      return patternText(scope, field, path, encoding);
    case "template":
      return templateText(scope, field, path, encoding);
    case "username":
      return usernameText(scope, field, path, encoding);
    case "date":
      moment(scope, field, path);
      return assembler.op("date", [], 10);
    case "time":
      moment(scope, field, path);
      return assembler.op("time", [], 8);
    case "timestamp":
      moment(scope, field, path);
      return assembler.op("timestamp", [], 24);
    case "uuid":
      return assembler.op("uuid", [], 36);
    case "uuidv7":
    case "ulid":
      idTime(scope, field.time);
      return assembler.op(field.kind, [], field.kind === "ulid" ? 26 : 36);
    case "hex":
      assembler.literal(encoding.piece(field.prefix));
      return characters(scope, path, 16, field.digits, (left) => assembler.op("hex", [left], left));
    case "series":
      series(scope, field, path);
      return field.of === "date" ? assembler.op("date", [], 10) : assembler.op("timestamp", [], 24);
    case "key":
      assembler.literal(encoding.piece(field.prefix));
      keyNumber(scope, field, path);
      return assembler.op("padded", [field.digits], Math.max(16, field.digits));
    case "letters":
      if (!isUnique(scope, path)) {
        range(scope, field.min, field.max);
        return assembler.op("letters", [], field.max, field.min);
      }
      return characters(scope, path, 26, field.max, (left) => {
        assembler.op("set", [0, left]);
        assembler.op("letters", [], left);
      });
    default:
      throw new BugError(`${path} is no text`);
  }
}

/** V = the milliseconds in an id; the stream that was running runs on. */
function idTime(scope: Scope, time: IdTime): void {
  if (!("field" in time)) return moment(scope, { kind: "timestamp", ...time }, "");
  asRecord(scope, (inner) => {
    const other = fieldNamed(inner.table, time.field);
    inner.assembler.stream(keyOf(inner, other.path));
    if (other.field.kind === "series") series(inner, other.field, other.path);
    else if (other.field.kind === "timestamp") moment(inner, other.field, other.path);
    else throw new BugError(`${other.path} is ${other.field.kind}, not a timestamp`);
  });
}

/** So many characters: those that make a unique field differ from tables, and what is left as it is drawn. */
function characters(
  scope: Scope,
  path: string,
  letters: 16 | 26,
  length: number,
  draw: (length: number) => void,
): void {
  const { assembler } = scope;
  const { groups } = isUnique(scope, path) ? groupsOf(letters, length) : { groups: [] };
  let left = length;
  let radix = 1;
  for (const size of groups) {
    const texts = groupTexts(letters, size);
    uniqueOr(scope, path, () => {});
    assembler.op("divide", wide(radix));
    assembler.op("remainder", wide(texts.length));
    assembler.textOfValue(texts);
    radix *= texts.length;
    left -= size;
  }
  if (left > 0) draw(left);
}

const groupsKnown = new Map<string, readonly string[]>();

/** All texts of so many characters. */
function groupTexts(letters: 16 | 26, size: number): readonly string[] {
  const name = `${letters} ${size}`;
  let texts = groupsKnown.get(name);
  if (texts === undefined) {
    const one = (letters === 16 ? "0123456789abcdef" : "abcdefghijklmnopqrstuvwxyz").split("");
    texts = [""];
    for (let i = 0; i < size; i++) texts = texts.flatMap((before) => one.map((letter) => before + letter));
    groupsKnown.set(name, texts);
  }
  return texts;
}

/** Each part has a stream of its own, so that a field among them leaves the others as they are. */
function templateText(scope: Scope, field: FieldOf<"template">, path: string, encoding: Encoding): void {
  const { assembler, table } = scope;
  templateParts(field.text).forEach(({ literal, name, transforms }, i) => {
    assembler.literal(encoding.piece(literal));
    if (name === undefined) return;
    const within = transforms.reduceRight(transforming, withinText(encoding));
    if (hasField(table, name)) {
      const other = fieldNamed(table, name);
      ofRecord(scope, (inner) => value(inner, other.field, other.path, within));
    } else {
      const part = `${path}#${i}`;
      if (i > 0) assembler.stream(keyOf(scope, part));
      spell(scope, { kind: "fake", method: name }, part, within);
    }
  });
}
