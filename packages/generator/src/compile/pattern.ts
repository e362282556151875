/**
 * Texts that a regular expression matches, from the expression's shape.
 */

import { formOf, type FieldOf, type Shape } from "@backlot/schema";
import { wide } from "../wide.ts";
import { pieces, type Encoding } from "../encoding.ts";
import { keyOf, type Scope } from "./scope.ts";
import { formGroups, isUnique, uniqueOr } from "./unique.ts";
import { repeat } from "./list.ts";

type Repeat = Extract<Shape, { kind: "repeat" }>;

/** Characters in a row are drawn together while a table of all of them has at most so many texts. */
const mostTexts = 1024;
/** So many digits are one number, which is faster than a table where it has more of them than a table holds. */
const digitsAtOnce = 6;
/** Repetition of a fixed number is written out up to so many times. */
const mostCopies = 64;

const digits = "0123456789";

/** The ops of a text; the stream is the field's own. */
export function patternText(scope: Scope, field: FieldOf<"pattern">, path: string, encoding: Encoding): void {
  const drawn = new PatternText(path, encoding);
  if (!isUnique(scope, path)) return drawn.write(scope, field.shape);
  let radix = 1;
  let places = 0;
  for (const { texts, places: more } of formGroups(field)) {
    uniqueOr(scope, path, () => {});
    scope.assembler.op("divide", wide(radix));
    scope.assembler.op("remainder", wide(texts.length));
    scope.assembler.textOfValue(pieces(texts, encoding.piece));
    radix *= texts.length;
    places += more;
  }
  const rest = formOf(field.shape)!.slice(places);
  drawn.write(scope, { kind: "sequence", parts: rest.map((of) => ({ kind: "character", of })) });
}

class PatternText {
  readonly #path: string;
  readonly #encoding: Encoding;
  /** Repetitions so far: each has a stream of its own. */
  #repeats = 0;

  constructor(path: string, encoding: Encoding) {
    this.#path = path;
    this.#encoding = encoding;
  }

  write(scope: Scope, shape: Shape): void {
    const { assembler } = scope;
    switch (shape.kind) {
      case "text":
        return assembler.literal(this.#encoding.piece(shape.text));
      case "character":
        return assembler.pick(pieces(shape.of, this.#encoding.piece));
      case "sequence":
        return this.#row(scope, shape.parts);
      case "either":
        return this.#either(scope, shape.options);
      case "repeat":
        if (shape.min === shape.max) return this.#row(scope, [shape]);
        if (shape.max === 1) return this.#either(scope, [{ kind: "text", text: "" }, shape.of]);
        return this.#times(scope, shape);
      default:
        return shape satisfies never;
    }
  }

  /** Parts in a row: characters beside each other become one choice. */
  #row(scope: Scope, parts: readonly Shape[]): void {
    const { assembler } = scope;
    const row = parts.flatMap(copies);
    for (let i = 0; i < row.length;) {
      const many = row.slice(i).findIndex((part) => !isDigit(part));
      const count = Math.min(many === -1 ? row.length - i : many, digitsAtOnce);
      if (10 ** count > mostTexts) {
        assembler.index(10 ** count);
        assembler.op("padded", [count], count, count);
        i += count;
        continue;
      }
      const part = row[i++];
      if (part.kind !== "character") {
        if (part.kind === "repeat" && part.min === part.max) this.#times(scope, part);
        else this.write(scope, part);
        continue;
      }
      let texts = part.of;
      for (; i < row.length; i++) {
        const next = row[i];
        if (next.kind !== "character" || texts.length * next.of.length > mostTexts) break;
        texts = texts.flatMap((text) => next.of.map((character) => text + character));
      }
      assembler.pick(pieces(texts, this.#encoding.piece));
    }
  }

  #either(scope: Scope, options: readonly Shape[]): void {
    const { assembler } = scope;
    const texts = options.flatMap((option) => (option.kind === "text" ? [this.#encoding.piece(option.text)] : []));
    if (texts.length === options.length) return assembler.pick(texts);
    assembler.index(options.length);
    const branches = options.map((option) => () => this.write(scope, option));
    assembler.branch("switch", [branches.length], branches);
  }

  /** The same again and again: elements of a list without separators. */
  #times(scope: Scope, { of, min, max }: Repeat): void {
    const { assembler } = scope;
    assembler.stream(keyOf(scope, `${this.#path}#${this.#repeats++}`));
    assembler.index(max - min + 1);
    if (min > 0) assembler.op("add", [0, min]);
    const inner: Scope = { ...scope, depth: scope.depth + 1 };
    const body = assembler.block(() => this.write(inner, of), [2 ** 32, 2 ** 32]);
    repeat(scope, { ...body, needsCare: body.needsCare || min === 0 }, max, "");
  }
}

/** What is repeated a fixed number of times, as often. */
function copies(part: Shape): readonly Shape[] {
  if (part.kind !== "repeat" || part.min !== part.max || part.min > mostCopies) return [part];
  return Array.from({ length: part.min }, () => part.of);
}

function isDigit(part: Shape): boolean {
  return part.kind === "character" && part.of.join("") === digits;
}
