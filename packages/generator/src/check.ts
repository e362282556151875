/**
 * The check of several tables, before the first of them is made.
 */

import { InputError } from "@backlot/runtime";
import { compilePlan } from "./compile/compile.ts";
import { type GenerateOptions, wantedOf } from "./options.ts";
import { problemsIn, refuse, type Problem } from "./problems.ts";

/**
 * Checks that tables can be made as `generate` is going to be asked for them, so that none is written where another
 * one cannot be.
 *
 * @throws InputError with what is wrong with all of them.
 */
export async function checkTables(
  tried: string,
  wanted: readonly Omit<GenerateOptions, "rows" | "bytes">[],
): Promise<void> {
  const problems: Problem[] = [];
  for (const options of wanted) {
    try {
      await compilePlan(options.table, wantedOf(options));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...problemsIn(error));
    }
  }
  refuse(tried, problems);
}
