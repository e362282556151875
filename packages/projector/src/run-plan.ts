/**
 * The plan of a run: what its options mean, now that it is known what its first input is like.
 */

import { format, type Format, formatOfPath } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import { spelling } from "./input/spelling.ts";
import { keyText, seenIn } from "./input/suggest.ts";
import type { Opened } from "./inputs.ts";
import type { ProjectOptions, Settled } from "./options.ts";
import { listed } from "./plan/listed.ts";
import type { Plan } from "./plan/plan.ts";

/**
 * What the kernels do.
 *
 * @throws InputError when the output cannot be of its format: a table without columns, an object with a key twice.
 */
export async function planFor(options: ProjectOptions, settled: Settled, first: Opened): Promise<Plan> {
  const { selection, maxDepth } = settled;
  const { onError = "fail" } = options;
  const output = outputFormat(options, first.format);
  const names = first.written ?? selection.picks?.map(({ name }) => name) ?? null;
  if (names === null && output.dialect !== undefined) {
    await first.fillFront();
    const keys = [...seenIn(first.front()).keys.keys()].map(keyText);
    throw new InputError(`Cannot write ${output.name} without knowing its columns`, {
      hint: `Pick them${keys.length === 0 ? "" : `; the first records have ${listed(keys)}`}`,
    });
  }
  if (first.written !== undefined && output.dialect === undefined) {
    const twice = first.written.find((name, i, all) => all.indexOf(name) !== i);
    if (twice !== undefined) {
      throw new InputError(`Cannot write ${output.name}: ${first.name} has the column ${JSON.stringify(twice)} twice`, {
        file: first.name,
        field: twice,
      });
    }
  }
  const { strict = false } = options;
  return { selection, names, output, maxDepth, strict, onError: typeof onError === "object" ? "quarantine" : onError };
}

/**
 * The output's format: as told, or by its name, or the input's; in the input's dialect where that is of the format,
 * but for what is told.
 */
function outputFormat({ outputFormat: asked, outputDialect, to }: ProjectOptions, input: Format): Format {
  const { format: told, dialect } = spelling("output", asked, outputDialect);
  if (typeof told === "object") return format(told.name, { ...told.dialect, ...dialect });
  const name = told ?? formatOfPath(typeof to === "string" ? to : to.name) ?? input.name;
  return format(name, { ...(name === input.name ? input.dialect : undefined), ...dialect });
}
