/**
 * A case of projecting: a file of our own generator, some keys or columns of it, and what is a right answer.
 */

import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { generate } from "@backlot/generator";
import type { Case } from "./case.ts";
import { fileDigest } from "./compare.ts";
import { partOf, runnerName } from "./engine.ts";
import { inputTables } from "./inputs.ts";
import type { Input, ProjectJob } from "./job.ts";
import { compareKept } from "./kept.ts";

/** What a case of projecting says. */
interface Projection
  extends
    Pick<Case<"project">, "name" | "title" | "rows" | "rounds" | "targets" | "runners">,
    Pick<ProjectJob, "columns"> {
  readonly table: keyof typeof inputTables;
  readonly inputFormat: "ndjson" | "csv" | "tsv";
  /** Whether there are the same records as JSON arrays, too; false. */
  readonly withArrays?: boolean;
  /** How many times over the file is read; once. */
  readonly times?: number;
  /** Which shares of the records engines may be asked for: what slow ones are. */
  readonly shares?: readonly number[];
}

type InputFormat = ProjectJob["inputFormat"];

/** As many records are compared, at least, where there are as many; else the smallest share. */
const leastProven = 1000;

/** A case whose output goes to /dev/null, in the format of its input. */
export function projection(told: Projection): Case<"project"> {
  const { table, inputFormat, columns, withArrays = false, times = 1, shares = [1 / 8, 1 / 32], ...named } = told;
  return {
    ...named,
    verb: "project",
    async prepare(folder, asked) {
      const rows = times * partOf(asked, 1 / times);
      const provenRows = Math.min(rows, Math.max(leastProven, partOf(rows, Math.min(...shares))));
      const counts = new Set([...shares.map((share) => partOf(rows, share)), provenRows]);
      const inputs = async (format: InputFormat): Promise<Record<number, Input>> => {
        const made: Record<number, Input> = {};
        for (const count of counts) made[count] = await madeInput(folder, table, format, count);
        const { paths, bytes } = await madeInput(folder, table, format, rows / times);
        made[rows] = { paths: Array.from({ length: times }, () => paths).flat(), bytes: times * bytes };
        return made;
      };
      const job: ProjectJob = {
        verb: "project",
        inputFormat,
        inputs: await inputs(inputFormat),
        ...(withArrays && { arrays: await inputs("json") }),
        ...(inputFormat !== "ndjson" && { header: Object.keys(inputTables[table].type.shape) }),
        columns,
        format: inputFormat,
        rows,
        to: "/dev/null",
        outputBytes: 0,
      };
      return { job, proof: { ...job, rows: provenRows }, check: checked() };
    },
  };
}

/** Compares outputs; the same bytes for the same job need no second look. */
function checked(): Awaited<ReturnType<Case<"project">["prepare"]>>["check"] {
  const right = new Set<string>();
  return async ({ runner, job, path }) => {
    const answer = [await fileDigest(path), job.rows, job.format, ...Object.keys(job.columns)].join();
    if (right.has(answer)) return;
    await compareKept(runnerName(runner), job, path);
    right.add(answer);
  };
}

/** The first records of a table as a file, which is not made again where it is there already. */
async function madeInput(
  folder: string,
  table: keyof typeof inputTables,
  format: InputFormat,
  rows: number,
): Promise<Input> {
  const to = join(folder, `${table}-${rows}.${format}`);
  if (!existsSync(to)) await generate({ table: inputTables[table], to, format, seed: 42, rows, digest: false });
  return { paths: [to], bytes: statSync(to).size };
}
