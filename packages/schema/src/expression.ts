/**
 * Regular expressions, read backwards: the shape of the texts that match one.
 *
 * A class or set that names its characters has all of them; one that is open (`.`, `\w`, `\p{L}`, `[^x]`) has the
 * printable ASCII characters it takes, which are the same on every engine. `*`, `+` and `{2,}` go ten above their
 * minimum. What looks at the text around it, or back at what was matched, has no shape.
 */

import { RegExpParser, type AST } from "@eslint-community/regexpp";

/** The shape of a text. */
export type Shape =
  | { readonly kind: "text"; readonly text: string }
  /** One of these characters, each as often. */
  | { readonly kind: "character"; readonly of: readonly string[] }
  | { readonly kind: "sequence"; readonly parts: readonly Shape[] }
  /** One of these, each as often. */
  | { readonly kind: "either"; readonly options: readonly Shape[] }
  | { readonly kind: "repeat"; readonly of: Shape; readonly min: number; readonly max: number };

/** How far repetition without an end goes above its minimum. */
const beyondMinimum = 10;
/** Of a class with more characters, so many are taken, at even distances. */
const mostCharacters = 4096;
/** No text is longer, in UTF-16 units. */
const mostUnits = 65_536;

const printableAscii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));

/** How long texts may be, in UTF-16 units. */
export interface Limits {
  readonly min?: number;
  readonly max?: number;
}

/**
 * The shape of the texts of an expression.
 *
 * @throws RangeError that says which part of it stands in the way, SyntaxError for what is no expression.
 */
export function shapeOf(expression: RegExp, limits: Limits = {}): Shape {
  const { source, flags, unicode, unicodeSets } = expression;
  const pattern = new RegExpParser().parsePattern(source, 0, source.length, { unicode, unicodeSets });
  return fitted(new Inversion(flags).alternatives(pattern.alternatives, true, true), limits);
}

/**
 * The shape of those texts of a shape that are so long.
 *
 * @throws RangeError where there are none.
 */
export function fitted(shape: Shape, { min = 0, max = mostUnits }: Limits = {}): Shape {
  const ended = fit(shape, min, Math.min(max, mostUnits));
  checkText(ended);
  return ended;
}

/** One expression on its way to a shape. */
class Inversion {
  readonly #flags: string;

  constructor(flags: string) {
    this.#flags = flags;
  }

  /** `first` and `last`: whether nothing else can stand before and behind. */
  alternatives(alternatives: readonly AST.Alternative[], first: boolean, last: boolean): Shape {
    const options = alternatives.map(({ elements }) => {
      const parts: Shape[] = [];
      elements.forEach((element, i) => {
        const isFirst = first && parts.every((part) => longest(part) === 0);
        const isLast = last && elements.slice(i + 1).every(isEmpty);
        parts.push(this.#element(element, isFirst, isLast));
      });
      return sequence(parts);
    });
    return options.length === 1 ? options[0] : { kind: "either", options };
  }

  #element(element: AST.Element, first: boolean, last: boolean): Shape {
    switch (element.type) {
      case "Character":
        return this.#character(element);
      case "CharacterSet":
        return this.#class(element);
      case "CharacterClass":
      case "ExpressionCharacterClass":
        return this.#class(element);
      case "Group":
        if (element.modifiers !== null) throw new RangeError(`${element.raw} changes flags inside an expression`);
        return this.alternatives(element.alternatives, first, last);
      case "CapturingGroup":
        return this.alternatives(element.alternatives, first, last);
      case "Quantifier": {
        const { min, max } = element;
        const of = this.#element(element.element, first && max <= 1, last && max <= 1);
        return max === 0 ? empty : min === 1 && max === 1 ? of : { kind: "repeat", of, min, max };
      }
      case "Assertion":
        if (element.kind === "start" && first) return empty;
        if (element.kind === "end" && last) return empty;
        throw new RangeError(
          element.kind === "start" || element.kind === "end"
            ? `${element.raw} stands where there may be text ${element.kind === "start" ? "before" : "behind"} it`
            : `${element.raw} looks at the text around it`,
        );
      case "Backreference":
        throw new RangeError(`${element.raw} refers back to what a group matched`);
      default:
        return element satisfies never;
    }
  }

  #character({ value }: AST.Character): Shape {
    const text = String.fromCodePoint(value);
    const cases = this.#cases(text);
    return cases.length === 1 ? { kind: "text", text } : { kind: "character", of: cases };
  }

  /** The cases of an ASCII letter where they do not matter; of others, Unicode has more than two. */
  #cases(character: string): string[] {
    if (!this.#flags.includes("i") || !/[a-z]/i.test(character) || character > "\x7f") return [character];
    return [character.toUpperCase(), character.toLowerCase()];
  }

  #class(node: AST.CharacterSet | AST.CharacterClass | AST.ExpressionCharacterClass): Shape {
    const { ranges, open } = named(node);
    const size = ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0);
    const step = Math.max(1, size / mostCharacters);
    const found = new Set<string>(open ? printableAscii : []);
    let before = 0;
    for (const [low, high] of ranges) {
      for (let k = Math.ceil(before / step); Math.floor(k * step) <= before + high - low; k++) {
        const code = low + Math.floor(k * step) - before;
        // Halves of a surrogate pair are no text of their own.
        if (code < 0xd800 || code > 0xdfff) for (const one of this.#cases(String.fromCodePoint(code))) found.add(one);
      }
      before += high - low + 1;
    }
    const flags = this.#flags.replaceAll(/[^iuvs]/g, "");
    const matches = new RegExp(`^${node.raw}$`, flags);
    const of = [...found].filter((character) => matches.test(character));
    if (of.length === 0) throw new RangeError(`${node.raw} has no character that could be taken`);
    return of.length === 1 ? { kind: "text", text: of[0] } : { kind: "character", of };
  }
}

const empty: Shape = { kind: "text", text: "" };

function isEmpty(element: AST.Element): boolean {
  return element.type === "Assertion" || (element.type === "Quantifier" && element.max === 0);
}

type Range = readonly [low: number, high: number];

/** The characters that stand in a class by name, and whether it may have others too. */
function named(
  node:
    | AST.CharacterClassElement
    | AST.CharacterSet
    | AST.CharacterClass
    | AST.ClassIntersection
    | AST.ClassSubtraction,
): {
  readonly ranges: readonly Range[];
  readonly open: boolean;
} {
  switch (node.type) {
    case "Character":
      return { ranges: [[node.value, node.value]], open: false };
    case "CharacterClassRange":
      return { ranges: [[node.min.value, node.max.value]], open: false };
    case "CharacterSet":
      return { ranges: [], open: true };
    case "CharacterClass": {
      const inner = node.elements.map(named);
      return { ranges: inner.flatMap(({ ranges }) => ranges), open: node.negate || inner.some(({ open }) => open) };
    }
    case "ExpressionCharacterClass": {
      const { ranges, open } = named(node.expression);
      return { ranges, open: node.negate || open };
    }
    case "ClassIntersection":
    case "ClassSubtraction": {
      const [left, right] = [named(node.left), named(node.right)];
      return { ranges: [...left.ranges, ...right.ranges], open: left.open || right.open };
    }
    case "ClassStringDisjunction":
      throw new RangeError(`${node.raw} has texts in a class of characters`);
    default:
      return node satisfies never;
  }
}

/** Parts in a row, those of inner rows among them, and texts joined. */
function sequence(parts: readonly Shape[]): Shape {
  const flat: Shape[] = [];
  for (const part of parts.flatMap((one) => (one.kind === "sequence" ? one.parts : [one]))) {
    const before = flat.at(-1);
    if (part.kind === "text" && before?.kind === "text")
      flat[flat.length - 1] = { kind: "text", text: before.text + part.text };
    else if (part.kind !== "text" || part.text !== "") flat.push(part);
  }
  return flat.length === 1 ? flat[0] : flat.length === 0 ? empty : { kind: "sequence", parts: flat };
}

function longest(shape: Shape): number {
  return lengths(shape)[1];
}

/** How many UTF-16 units the texts of a shape have, at least and at most. */
function lengths(shape: Shape): readonly [min: number, max: number] {
  switch (shape.kind) {
    case "text":
      return [shape.text.length, shape.text.length];
    case "character":
      return extremes(shape.of.map(({ length }) => [length, length]));
    case "sequence":
      return shape.parts.map(lengths).reduce(([a, b], [c, d]) => [a + c, b + d]);
    case "either":
      return extremes(shape.options.map(lengths));
    case "repeat": {
      const [min, max] = lengths(shape.of);
      return [min * shape.min, max === 0 ? 0 : max * shape.max];
    }
    default:
      return shape satisfies never;
  }
}

function extremes(pairs: readonly (readonly [number, number])[]): [number, number] {
  return pairs.reduce<[number, number]>(([a, b], [c, d]) => [Math.min(a, c), Math.max(b, d)], [Infinity, 0]);
}

/** The shape with all repetition ended, so that its texts are that long: where that is not so anyway, by one repetition. */
function fit(shape: Shape, min: number, max: number): Shape {
  const ended = end(shape, false);
  const [least, most] = lengths(ended);
  if (least >= min && most <= max) return ended;
  const parts = shape.kind === "sequence" ? shape.parts : [shape];
  for (const short of [false, true]) {
    for (const [i, part] of parts.entries()) {
      if (part.kind !== "repeat") continue;
      const of = end(part.of, short);
      const [narrow, wide] = lengths(of);
      if (narrow !== wide || wide === 0) continue;
      const others = parts.map((other, k) => (k === i ? empty : end(other, short)));
      const [low, high] = lengths({ kind: "sequence", parts: others });
      const from = Math.max(part.min, Math.ceil((min - low) / wide));
      const to = Math.min(
        part.max,
        Math.floor((max - high) / wide),
        max === mostUnits ? from + beyondMinimum : Infinity,
      );
      if (from <= to) return sequence(others.with(i, { kind: "repeat", of, min: from, max: to }));
    }
  }
  throw new RangeError(`its texts have ${least} to ${most} characters, and ${min} to ${max} are asked for`);
}

/** The shape with an end to all repetition; `short`: with as little of it as there may be. */
function end(shape: Shape, short: boolean): Shape {
  switch (shape.kind) {
    case "sequence":
      return sequence(shape.parts.map((part) => end(part, short)));
    case "either":
      return { kind: "either", options: shape.options.map((option) => end(option, short)) };
    case "repeat": {
      const { min, max } = shape;
      const ended = short ? min : max === Infinity ? min + beyondMinimum : max;
      return { kind: "repeat", of: end(shape.of, short), min, max: ended };
    }
    default:
      return shape;
  }
}

/** Halves of surrogate pairs come apart where a flag is missing. */
function checkText(shape: Shape): void {
  if (shape.kind === "text" && !shape.text.isWellFormed())
    throw new RangeError(`${JSON.stringify(shape.text)} is half a surrogate pair: use the flag u`);
  if (shape.kind === "sequence") shape.parts.forEach(checkText);
  if (shape.kind === "either") shape.options.forEach(checkText);
  if (shape.kind === "repeat") checkText(shape.of);
}
