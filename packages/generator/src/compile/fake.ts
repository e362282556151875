/**
 * Faker's methods: as another kind of field, as a phrase of the vocabulary, or from a pool.
 */

import { CellWriter, type Dialect } from "@backlot/formats";
import { BugError, InputError } from "@backlot/runtime";
import { fakerJsonType, type FieldOf } from "@backlot/schema";
import { pieces, type Encoding } from "../encoding.ts";
import { fieldWith } from "../faker/fields.ts";
import { phraseWith } from "../faker/phrases.ts";
import { pool } from "../faker.ts";
import { steps as stepsOf, type Characters, type Phrase, type Step, type Vocabulary, type Whole } from "../phrase.ts";
import { transformed } from "../transform.ts";
import { vocabulary as english } from "../vocabulary.generated.ts";
import { keyOf, type Scope } from "./scope.ts";
import { afterTransforms } from "./transform.ts";
import { isUnique, uniqueOr } from "./unique.ts";
import { inCell, json, scalar, spell, wholeTexts } from "./value.ts";

type Fake = FieldOf<"fake">;

/** Why a method's values come from a pool; nothing where they are compiled. */
export function whyPooled({ method, options }: Omit<Fake, "kind">, vocabulary: Vocabulary): string | undefined {
  if (fieldWith(method, options) !== undefined || phraseOf(method, options, vocabulary) !== undefined) return undefined;
  if (Object.hasOwn(reasons, method)) return `${method} ${reasons[method]}`;
  if (options !== undefined) return `faker reads the options of ${method}`;
  if (phraseOf(method, options, english) !== undefined) return `${method} has no list or template in this locale`;
  return `${method} is put together by faker's own code`;
}

const checkDigits = "has check digits over the others";

/** What keeps methods from being compiled in any locale, where it is more than faker's own code. */
const reasons: Readonly<Record<string, string>> = {
  "commerce.isbn": checkDigits,
  "commerce.price": "prefers some last digits",
  "commerce.upc": checkDigits,
  "date.betweens": "sorts its dates",
  "finance.creditCardNumber": checkDigits,
  "finance.iban": checkDigits,
  "finance.routingNumber": checkDigits,
  "phone.imei": checkDigits,
  "vehicle.vin": checkDigits,
};

function phraseOf(method: string, options: unknown, { phrases }: Vocabulary): Phrase | undefined {
  if (options === undefined && Object.hasOwn(phrases, method)) return phrases[method];
  return phraseWith(method, options);
}

const known = new WeakMap<Phrase, readonly Step[]>();

/** The steps of a phrase of the vocabulary, which are found once. */
function steps(phrase: Phrase, vocabulary: Vocabulary): readonly Step[] {
  let found = known.get(phrase);
  if (found === undefined) known.set(phrase, (found = stepsOf(phrase, vocabulary)));
  return found;
}

/** The ops of a faker method's value; the stream is the field's own. */
export function fake(scope: Scope, field: Fake, path: string, encoding: Encoding): void {
  const { assembler, vocabulary } = scope;
  if (isUnique(scope, path)) {
    uniqueOr(scope, path, () => {});
    return assembler.textOfValue(wholeTexts(uniqueTexts(scope, field, path), encoding));
  }
  const other = fieldWith(field.method, field.options);
  if (other !== undefined) return spell(scope, other, path, encoding);
  const phrase = phraseOf(field.method, field.options, vocabulary);
  if (phrase === undefined) return pooled(scope, field, path, encoding);
  const parts = steps(phrase, vocabulary);
  if (fakerJsonType(field.method, field.options) !== "string") {
    return json(scope, encoding, (inner) => written(scope, parts, inner.sign));
  }
  const [only, ...more] = parts;
  const { cell, quote, transforms } = encoding;
  if (
    (cell !== undefined || transforms !== undefined) &&
    more.length === 0 &&
    typeof only === "object" &&
    "texts" in only
  ) {
    return assembler.pick(wholeTexts(only.texts, encoding));
  }
  inCell(scope, encoding, () => {
    assembler.literal(quote);
    afterTransforms(scope, encoding, ({ piece }) => written(scope, parts, piece));
    assembler.literal(quote);
  });
}

function written(scope: Scope, parts: readonly Step[], piece: Encoding["piece"]): void {
  const { assembler } = scope;
  for (const part of parts) {
    if (typeof part === "string") assembler.literal(piece(part));
    else if ("texts" in part) assembler.pick(pieces(part.texts, piece));
    else if ("alphabet" in part) characters(scope, part, piece);
    else if ("to" in part) whole(scope, part);
    else {
      assembler.weightedIndex(part.oneOf.map(([weight]) => weight));
      const branches = part.oneOf.map(
        ([, inner]) =>
          () =>
            written(scope, inner, piece),
      );
      assembler.branch("switch", [branches.length], branches);
    }
  }
}

/** A unique field may have so many texts, as they all stand in a table. */
const mostTexts = 1 << 16;

const listed = new WeakMap<Phrase, readonly string[] | undefined>();

/**
 * The different texts of a method, in the order of its lists. What is put together of so many lists that there
 * would be too many is left out: a second surname, of those who have two.
 *
 * @throws InputError where nothing is left, or the method gives something else than text.
 */
export function uniqueTexts(scope: Scope, field: Fake, path: string): readonly string[] {
  const phrase = phraseOf(field.method, field.options, scope.vocabulary);
  let found: readonly string[] | undefined;
  if (fieldWith(field.method, field.options) !== undefined || fakerJsonType(field.method, field.options) !== "string") {
    found = undefined;
  } else if (phrase !== undefined) {
    if (!listed.has(phrase)) listed.set(phrase, distinct(steps(phrase, scope.vocabulary)));
    found = listed.get(phrase);
  } else found = [...new Set(poolOf(scope, field, path).map(String))];
  if (found !== undefined) return found;
  throw new InputError(
    `Cannot make ${scope.table.name} / ${path} unique: the values of faker's ${field.method} cannot be listed`,
    { field: path, hint: "Use a template of methods that are one list each, such as {{person.firstName}}" },
  );
}

/** All different texts of some steps, if they are not too many. */
function distinct(parts: readonly Step[]): readonly string[] | undefined {
  let all: readonly string[] = [""];
  for (const part of parts) {
    const next = distinctOf(part);
    if (next === undefined || all.length * next.length > mostTexts) return undefined;
    all = all.flatMap((text) => next.map((more) => text + more));
  }
  return [...new Set(all)];
}

function distinctOf(part: Step): readonly string[] | undefined {
  if (typeof part === "string") return [part];
  if ("texts" in part) return [...new Set(part.texts)];
  if (!("oneOf" in part)) return undefined;
  const options = part.oneOf.flatMap(([, inner]) => distinct(inner) ?? []);
  return options.length === 0 ? undefined : [...new Set(options)];
}

const alphabets = new Map<string, readonly string[]>();

function characters({ assembler }: Scope, { alphabet, count }: Characters, piece: Encoding["piece"]): void {
  if (alphabet === "0123456789abcdef") return assembler.op("hex", [count], count);
  if (alphabet === "0123456789") {
    // Six digits from each half of a draw.
    for (let left = count; left > 0; left -= 6) {
      const some = Math.min(6, left);
      assembler.index(Number(`1e${some}`));
      assembler.op("padded", [some], some);
    }
    return;
  }
  let texts = alphabets.get(alphabet);
  if (texts === undefined) alphabets.set(alphabet, (texts = alphabet.split("")));
  for (let i = 0; i < count; i++) assembler.pick(pieces(texts, piece));
}

function whole({ assembler }: Scope, { from, to, digits }: Whole): void {
  assembler.index(to - from + 1);
  if (from > 0) assembler.op("add", [0, from]);
  if (digits === undefined) assembler.op("integer", [], 17);
  else assembler.op("fixed", [digits], 19);
}

/** One of the values that faker made beforehand, each spelled as a whole. */
function pooled(scope: Scope, field: Fake, path: string, encoding: Encoding): void {
  const { cell, nested = encoding, transforms = [] } = encoding;
  const texts = poolOf(scope, field, path).map((value) => {
    if (typeof value === "string") return wholeTexts([value], encoding)[0];
    const changed = transforms.length === 0 ? value : withTexts(value, (text) => transformed(text, transforms));
    if (cell !== undefined) return cellOf(changed, cell);
    return typeof changed === "object" ? nested.sign(JSON.stringify(changed)) : scalar(changed, encoding);
  });
  scope.assembler.pick(texts);
}

function poolOf(scope: Scope, { method, options }: Fake, path: string): ReturnType<typeof pool> {
  if (scope.faker === undefined) throw new BugError(`No faker was loaded for the pool of ${path}`);
  try {
    return pool(scope.faker, method, options, keyOf(scope, `${path}#pool`));
  } catch (error) {
    // Faker asks for a report of its bugs on the lines behind the first.
    const [why] = (error instanceof Error ? error.message : String(error)).split("\n");
    throw new InputError(`Cannot make ${scope.table.name} / ${path}: faker's ${method}: ${why}`, {
      field: path,
      cause: error,
    });
  }
}

/** A value of JSON as a cell. */
function cellOf(value: unknown, dialect: Dialect): string {
  const writer = new CellWriter(dialect);
  const text = new TextEncoder().encode(JSON.stringify(value));
  const out = new Uint8Array(writer.room(text.length));
  const end = writer.json(text, 0, text.length, out, 0);
  if (end < 0) throw new RangeError(`${JSON.stringify(value)} fits into no cell`);
  return new TextDecoder().decode(out.subarray(0, end));
}

/** A value of JSON with each of its texts changed. */
function withTexts<Value>(value: Value, change: (text: string) => string): Value {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) => (typeof one === "string" ? change(one) : one)) as Value;
}
