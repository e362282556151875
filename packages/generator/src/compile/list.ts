/**
 * Values of several elements, with separators between: arrays, in JSON or joined in a cell.
 */

import { stepsOf, type FieldOf } from "@backlot/schema";
import type { Block } from "../assembler.ts";
import { joinedIn, type Encoding } from "../encoding.ts";
import { byteLength } from "../image.ts";
import { elementSteps } from "../random.ts";
import { spread } from "./number.ts";
import { reference } from "./relation.ts";
import type { Scope } from "./scope.ts";
import { cellAround, json, scalar, spell } from "./value.ts";

/** An array: as JSON, or joined where it is a cell of a dialect that joins lists. */
export function array(
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

export function elements(
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
          const weights = shares(field.weights);
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
function shares(weights: readonly number[]): number[] {
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
