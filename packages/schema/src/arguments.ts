/**
 * What arguments and options may be. TypeScript tells authors so; plugins in JavaScript are checked with these.
 */

import { isType } from "./definition.ts";

/** What an argument or an option may be, and in which words. */
export interface Argument {
  readonly expected: string;
  readonly takes: (value: unknown) => boolean;
  /** The words that there are, from which one can be suggested. */
  readonly words?: readonly string[];
}

/** Whether a value has members by name. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isType(value);
}

const isText = (value: unknown): value is string => typeof value === "string";

/** A list whose elements are all such. */
const isListOf = (value: unknown, takes: (element: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(takes);

const isPair = (value: unknown): boolean => Array.isArray(value) && value.length === 2;

/** What is checked elsewhere. */
export const anything: Argument = { expected: "anything", takes: () => true };

export const number: Argument = { expected: "a number", takes: (value) => typeof value === "number" };

/** How many of something. */
export const size: Argument = {
  expected: "a whole number from 0",
  takes: (value) => Number.isInteger(value) && Number(value) >= 0,
};

export const text: Argument = { expected: "text", takes: isText };

export const boolean: Argument = { expected: "true or false", takes: (value) => typeof value === "boolean" };

export const code: Argument = { expected: "a function", takes: (value) => typeof value === "function" };

export const zodType: Argument = { expected: "a zod type", takes: isType };

export const texts: Argument = {
  expected: "a list of texts",
  takes: (value) => isListOf(value, isText),
};

/** A name, or several. */
export const nameOrNames: Argument = {
  expected: "a name or a list of names",
  takes: (value) => isText(value) || texts.takes(value),
};

/** A length of time, or a step of the calendar, which is months or years alone. */
export const duration: Argument = {
  expected: "a duration such as { days: 1 } or { months: 1 }",
  takes: (value) =>
    isObject(value) &&
    Object.values(value).every((part) => part === undefined || typeof part === "number") &&
    (Object.values(value).filter((part) => part !== undefined).length === 1 ||
      (value["months"] === undefined && value["years"] === undefined)),
};

/** Which records are meant. */
export const where: Argument = {
  expected: 'a field and its values, such as { field: "kind", values: ["a"] }',
  takes: (value) =>
    isObject(value) &&
    Object.keys(value).every((name) => name === "field" || name === "values") &&
    isText(value["field"]) &&
    Array.isArray(value["values"]),
};

/** Weights by word, or pairs of value and weight. */
export const weights: Argument = {
  expected: "weights such as { paid: 8, open: 1 } or [[5, 60], [null, 40]]",
  takes: (value) => isObject(value) || isListOf(value, isPair),
};

/** Values, or weights of them. */
export const values: Argument = {
  expected: 'values such as ["a", "b"], or weights such as { a: 9, b: 1 }',
  takes: (value) => weights.takes(value) || isListOf(value, (one) => typeof one !== "object" || one === null),
};

/** Pairs of type and weight. */
export const weightedTypes: Argument = {
  expected: "types with their weights, such as [[z.int(), 9], [z.string(), 1]]",
  takes: (value) => isListOf(value, (pair) => Array.isArray(pair) && pair.length === 2 && isType(pair[0])),
};

const isTypeOrNull = (value: unknown): boolean => value === null || isType(value);

/** A type, or null instead of `z.null()`. */
export const typeOrNull: Argument = { expected: "a zod type or null", takes: isTypeOrNull };

export const typesByValue: Argument = {
  expected: "zod types or null by value, such as { series: z.int() }",
  takes: (value) => isObject(value) && Object.values(value).every(isTypeOrNull),
};

export const expression: Argument = {
  expected: "a regular expression such as /[a-z]+/",
  takes: (value) => value instanceof RegExp,
};

export const rowsByColumn: Argument = {
  expected: 'a list of rows, such as [{ town: "Bern" }]',
  takes: (value) => isListOf(value, isObject),
};

/** One of some words. */
export function oneOf(...words: readonly string[]): Argument {
  return { expected: words.join(" or "), takes: (value) => isText(value) && words.includes(value), words };
}

/** What may be left out. */
export function optional(argument: Argument): Argument {
  return { ...argument, takes: (value) => value === undefined || argument.takes(value) };
}
