/**
 * The header of an output: the line of its columns' names.
 */

import { headerLine } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import type { Plan } from "../plan/plan.ts";
import { reason, reasonText } from "../syntax/reason.ts";

/**
 * The line of column names; an empty table that came from an empty file has none.
 *
 * @throws InputError when the dialect cannot write one of them.
 */
export function header({ output, names }: Plan): string {
  const { dialect } = output;
  if (dialect === undefined || names === null || names.length === 0) return "";
  for (const name of names) {
    try {
      headerLine([name], dialect);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new InputError(
        `Cannot write the header of ${output.name}: ${reasonText[reason.unwritableCell]} in ${JSON.stringify(name)}`,
        { field: name, hint: "Pick the column AS another name, or write in another dialect", cause },
      );
    }
  }
  return headerLine(names, dialect);
}
