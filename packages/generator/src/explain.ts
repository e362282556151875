/**
 * A plan in words: which field is made how.
 */

import type { FormatName } from "@backlot/formats";
import type { Table } from "@backlot/schema";
import { compilePlan } from "./compile/compile.ts";
import { type RecordOptions, wantedOf } from "./options.ts";
import { disassemble, type Instruction } from "./ops.ts";
import type { Lane, Plan } from "./plan.ts";

/** How a field is made. */
export interface ExplainedField {
  readonly path: string;
  readonly lane: Lane;
  /** Why it is pooled, where it is. */
  readonly why?: string;
  /** What it holds. */
  readonly text: string;
  /** Its ops, one per line, blocks indented by two spaces. */
  readonly ops: readonly string[];
}

/** How a table is made. */
export interface Explanation {
  /** `plugin/table`. */
  readonly table: string;
  readonly dataVersion: number;
  readonly seed: string;
  readonly scale: number;
  readonly locale: string;
  readonly format: FormatName;
  /** Records at this scale. */
  readonly rows: number;
  /** Words of the program of one record. */
  readonly words: number;
  /** Bytes of tables and literals. */
  readonly imageBytes: number;
  /** No record is longer than this, its computed values left out, which are at most 1 MiB each as JSON. */
  readonly recordBytes: number;
  readonly fields: readonly ExplainedField[];
}

/** What to explain. */
export interface ExplainOptions extends Pick<RecordOptions, "seed" | "scale" | "locale"> {
  readonly format?: FormatName | undefined;
  readonly pick?: readonly string[] | undefined;
}

/**
 * Compiles a table and tells what came of it.
 *
 * @throws InputError when an option or a field is not right.
 * @example
 * ```ts
 * import { explain } from "@backlot/generator";
 * import { definePlugin, defineTable, integer } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const die = defineTable("die", z.object({ points: integer(1, 6) }));
 * const { fields } = await explain(definePlugin({ name: "game", dataVersion: 1, tables: [die] }).tables.die);
 * console.log(fields[0].lane); // compiled
 * ```
 */
export async function explain(table: Table, options: ExplainOptions = {}): Promise<Explanation> {
  const plan = await compilePlan(table, wantedOf({ ...options, table }));
  return {
    table: `${plan.plugin}/${plan.table}`,
    dataVersion: plan.dataVersion,
    seed: plan.seed,
    scale: plan.scale,
    locale: plan.locale,
    format: plan.format.name,
    rows: plan.tableRows,
    words: plan.words.length,
    imageBytes: plan.image.length,
    recordBytes: plan.recordBytes,
    fields: plan.fields.map(({ path, lane, why, text, from, to }) => ({
      path,
      lane,
      ...(why === undefined ? {} : { why }),
      text,
      ops: lines(disassemble(plan.words, from, to), plan, ""),
    })),
  };
}

function lines(instructions: readonly Instruction[], plan: Plan, indent: string): string[] {
  return instructions.flatMap((instruction) => [
    indent + line(instruction, plan),
    ...instruction.blocks.flatMap((block, i) => [
      ...(instruction.blocks.length > 1 ? [`${indent} ${i}:`] : []),
      ...lines(block, plan, `${indent}  `),
    ]),
  ]);
}

function line({ name, operands }: Instruction, plan: Plan): string {
  switch (name) {
    case "text":
      return `text ${JSON.stringify(textAt(plan, operands[0], operands[1]))}`;
    case "pick": {
      const [half, n, table, shift] = operands;
      return `pick 1 of ${n} by ${"HL"[half]}: ${slotAt(plan, table, shift, 0)} … ${slotAt(plan, table, shift, n - 1)}`;
    }
    case "stream":
    case "parentStream":
      return `${name} ${operands.map((word) => word.toString(16).padStart(8, "0")).join("")}`;
    default:
      return [name, ...operands].join(" ");
  }
}

function slotAt(plan: Plan, table: number, shift: number, index: number): string {
  const offset = table + (index << shift);
  return JSON.stringify(textAt(plan, offset, plan.image[offset + (1 << shift) - 1]));
}

function textAt(plan: Plan, offset: number, length: number): string {
  return new TextDecoder().decode(plan.image.subarray(offset, offset + length));
}
