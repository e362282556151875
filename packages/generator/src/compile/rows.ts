/**
 * How many records tables have, and how exact choices and children are spread over blocks of 1,024 records.
 */

import { InputError } from "@backlot/runtime";
import {
  childCounts,
  childRange,
  inSteps,
  rowsAt,
  stepsOf,
  type FieldOf,
  type Scalar,
  type Table,
} from "@backlot/schema";
import { ChildBlock, classesOfBlock, type ChildLayout } from "../blocks.ts";
import { stepWeights } from "../distribution.ts";
import { fieldNamed, keyOf, tableNamed, type Located, type Seeding } from "./scope.ts";

/** The length of a block. */
const blockRows = 1024;

/** Whole numbers near to the weights that add up to 1,024; no weight above 0 gets none. */
function roundedBlock(weights: readonly number[]): number[] {
  const total = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (weight * blockRows) / total);
  const counts = exact.map((share, k) => (weights[k] > 0 ? Math.max(1, Math.floor(share)) : 0));
  let missing = blockRows - counts.reduce((a, b) => a + b, 0);
  // Largest remainders first; what the rare ones got for free comes from the most frequent.
  const order = exact.map((_, k) => k).toSorted((a, b) => exact[b] - counts[b] - (exact[a] - counts[a]) || a - b);
  for (const k of order) {
    if (missing <= 0) break;
    counts[k]++;
    missing--;
  }
  while (missing < 0) {
    const k = counts.indexOf(Math.max(...counts));
    counts[k]--;
    missing++;
  }
  return counts;
}

/** An exact choice: how its values stand in every block. */
export interface Exact {
  readonly key: readonly [high: number, low: number];
  /** The index of the value at each of the 1,024 places of the permutation. */
  readonly classes: readonly number[];
  readonly field: FieldOf<"choice">;
}

/** The exact choice of a table's field. */
export function exactOf(seeding: Seeding, table: Table, { field, path }: Located): Exact {
  if (field.kind !== "choice" || field.exact !== true) {
    throw new InputError(`${table.name} / ${path} is not a weighted field with exact: true`);
  }
  const { high, low } = keyOf({ ...seeding, table }, `${path}#order`);
  const counts = roundedBlock(field.weights ?? field.values.map(() => 1));
  return { key: [high, low], classes: counts.flatMap((count, k) => Array.from({ length: count }, () => k)), field };
}

/** The places of a block's permutation that hold one of the values. */
export function placesWith(exact: Exact, values: readonly Scalar[]): number[] {
  const wanted = new Set(values.map((value) => exact.field.values.indexOf(value)));
  return exact.classes.flatMap((k, x) => (wanted.has(k) ? [x] : []));
}

/** How many children parents may have, and how often each number is: those that are at all. */
function countsOf(table: Table): [count: number, weight: number][] {
  const { count } = table.options.per!;
  const counts = childCounts(count);
  const { min = 0, max = 0, distribution } = childRange(count) ?? {};
  if (distribution !== undefined) {
    const steps = stepsOf({ kind: "integer", min, max });
    const weights = stepWeights(inSteps(distribution, steps), counts.length);
    counts.forEach((one, k) => (one[1] = weights[k]));
  }
  return counts.filter(([, weight]) => weight > 0);
}

/** The layout of a table with `per`. */
export function childrenOf(seeding: Seeding, table: Table): ChildLayout {
  const per = table.options.per!;
  const counts = countsOf(table);
  const parents = tableNamed(table, per.table);
  let eligible: number[] = [];
  let classKey: readonly [number, number] = [0, 0];
  if (per.where !== undefined) {
    const exact = exactOf(seeding, parents, fieldNamed(parents, per.where.field));
    const places = new Set(placesWith(exact, per.where.values));
    eligible = exact.classes.map((_, x) => (places.has(x) ? 1 : 0));
    classKey = exact.key;
  }
  const parentsPerBlock = eligible.length === 0 ? blockRows : eligible.filter(Boolean).length;
  const weight = counts.reduce((sum, [, w]) => sum + w, 0);
  const mean = counts.reduce((sum, [n, w]) => sum + n * w, 0) / weight;
  const { high, low } = keyOf({ ...seeding, table }, "#children");
  let sum = 0;
  const thresholds = counts.map(([n, w], k): [number, number] => {
    sum += w;
    return [n, k === counts.length - 1 ? 2 ** 32 - 1 : Math.round((sum / weight) * 2 ** 32) - 1];
  });
  const total = Math.round(mean * parentsPerBlock);
  if (total === 0) {
    throw new InputError(
      `Cannot make ${table.plugin.name}/${table.name}: ${blockRows} records of ${parents.name} have ${mean * parentsPerBlock} children, which is none in whole numbers`,
      { hint: "Make the count of its per larger" },
    );
  }
  // A number whose share of 2^32 is nothing is never drawn.
  const drawn = thresholds.filter(([, threshold]) => threshold >= 0);
  return { key: [high, low], total, counts: drawn, classKey, eligible };
}

/** How many children every parent has, where that is always the same and all records are parents. */
export function evenChildren(table: Table): number | undefined {
  const counts = countsOf(table);
  const isEven = table.options.per!.where === undefined && counts.length === 1 && counts[0][0] > 0;
  return isEven ? counts[0][0] : undefined;
}

/** How many children a parent has at the most. */
export function mostChildren(table: Table): number {
  return countsOf(table).at(-1)![0];
}

/**
 * How many records a table has at a scale and, where children depend on chance, a seed.
 *
 * @throws InputError when the scale is no number from 0.
 */
export function tableRows(table: Table, scale = 1, seed: number | string = 0): number {
  if (!(scale >= 0 && scale < Infinity))
    throw new InputError(`Cannot use the scale ${scale}: it must be a number from 0`);
  const { per } = table.options;
  const rows = per === undefined ? rowsAt(table, scale) : childRows(table, per.table, scale, seed);
  if (!(rows >= 0 && rows <= Number.MAX_SAFE_INTEGER)) {
    throw new InputError(
      `Cannot use the scale ${scale}: ${table.plugin.name}/${table.name} would have ${rows} records, not 0 to 2^53 - 1`,
    );
  }
  return rows;
}

function childRows(table: Table, parent: string, scale: number, seed: number | string): number {
  return childrenOfFirst(table, tableRows(tableNamed(table, parent), scale, seed), seed);
}

/** How many children the first records of the parents' table have. */
export function childrenOfFirst(table: Table, parents: number, seed: number | string): number {
  const even = evenChildren(table);
  if (even !== undefined) return parents * even;
  const children = childrenOf({ seed: String(seed) }, table);
  const full = Math.floor(parents / blockRows);
  const rest = parents - full * blockRows;
  return full * children.total + (rest === 0 ? 0 : new ChildBlock(children, full).before(rest));
}

/** Records below `rows` in which an exact choice has one of the values; for tables of less than a block. */
export function recordsWith(exact: Exact, values: readonly Scalar[], rows: number): number[] {
  const wanted = new Set(values.map((value) => exact.field.values.indexOf(value)));
  const classes = classesOfBlock(exact.key, exact.classes, 0);
  return Array.from({ length: rows }, (_, i) => i).filter((i) => wanted.has(classes[i]));
}
