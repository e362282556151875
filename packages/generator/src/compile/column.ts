/**
 * Columns of a row that is drawn once for several fields: each finds the row again from the stream they share.
 */

import type { FieldOf } from "@backlot/schema";
import { wide } from "../wide.ts";
import type { Encoding } from "../encoding.ts";
import { sharedPath } from "./relation.ts";
import { keyOf, type Scope } from "./scope.ts";
import { afterTransforms } from "./transform.ts";
import { digits, inCell, scalar } from "./value.ts";

type Column = FieldOf<"column">;

/** As many digits come from one choice. */
const digitsAtOnce = 6;

/** The ops of a column's value. */
export function column(scope: Scope, field: Column, path: string, encoding: Encoding): void {
  const { values, spread } = field;
  if (spread !== undefined) return digits(scope, encoding, () => spreadNumber(scope, field, path));
  if (values.some((value) => typeof value === "string" && value.includes("#")))
    return withDigits(scope, field, path, encoding);
  row(scope, field);
  scope.assembler.textOfValue(values.map((value) => scalar(value, encoding)));
}

/** V = the number of the row. */
function row(scope: Scope, field: Column): void {
  const { assembler } = scope;
  assembler.stream(keyOf(scope, sharedPath(field)!));
  if (field.weights === undefined) assembler.index(field.values.length);
  else assembler.weightedIndex(field.weights);
}

/** Texts in which the same digits are random: the row is found for the text before them, and behind. */
function withDigits(scope: Scope, field: Column, path: string, encoding: Encoding): void {
  const { assembler } = scope;
  const texts = field.values.map((value) => String(value).split(/#+/));
  const runs = String(field.values[0]).match(/#+/g) ?? [];
  inCell(scope, encoding, () => {
    assembler.literal(encoding.quote);
    afterTransforms(scope, encoding, ({ piece }) => {
      for (const [i, first] of texts[0].entries()) {
        const parts = texts.map((text) => piece(text[i]));
        if (parts.every((part) => part === parts[0])) assembler.literal(piece(first));
        else {
          row(scope, field);
          assembler.textOfValue(parts);
        }
        if (i === runs.length) continue;
        assembler.stream(keyOf(scope, `${path}#${i}`));
        for (let left = runs[i].length; left > 0; left -= digitsAtOnce) {
          const count = Math.min(left, digitsAtOnce);
          assembler.index(10 ** count);
          assembler.op("padded", [count], count, count);
        }
      }
    });
    assembler.literal(encoding.quote);
  });
}

/** The row's number, and up to `spread` more or less. */
function spreadNumber(scope: Scope, field: Column, path: string): void {
  const { assembler } = scope;
  const { values, spread = 0, digits: places = 0 } = field;
  const unit = 10 ** places;
  const units = values.map((value) => Math.round(Number(value) * unit));
  const most = Math.round(spread * unit);
  const least = Math.min(...units);
  row(scope, field);
  assembler.op("lookup", [assembler.image.words(units.map((one) => one - least))]);
  assembler.stream(keyOf(scope, `${path}#spread`));
  const limit = wide(Number.MAX_SAFE_INTEGER);
  assembler.op("plus", [assembler.freshHalf(), ...wide(0), ...wide(2 * most), ...limit]);
  assembler.op("add", wide(least - most));
  assembler.op("fixed", [places], 19);
}
