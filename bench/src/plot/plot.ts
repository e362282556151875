/**
 * Plots: the curves of the newest records, as SVG that is readable on light and dark pages.
 */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { recordFolder } from "../record.ts";
import type { CaseResult } from "../run-case.ts";
import { projectSize, size, width, workers, type Recorded } from "./charts.ts";
import { bothThemes, config } from "./theme.ts";

/** Where the plots lie. */
const plotFolder = new URL("../../plots/", import.meta.url);

type Chart = (curve: CaseResult, recorded: Recorded) => object;

/** What is drawn of the cases of a suite: the plot's name and the chart. */
const charts: Readonly<Record<string, Readonly<Record<string, readonly [name: string, chart: Chart]>>>> = {
  curves: { width: ["width", width], workers: ["workers", workers], size: ["size", size] },
  project: { size: ["project-size", projectSize] },
};

/**
 * Draws all curves of the newest record of each suite.
 *
 * @returns the paths of the files
 * @throws Error when no curves have been recorded.
 */
export async function plot(): Promise<string[]> {
  mkdirSync(plotFolder, { recursive: true });
  const paths: string[] = [];
  for (const [suite, drawings] of Object.entries(charts)) {
    for (const recorded of newest(suite)) {
      for (const curve of recorded.cases) {
        const drawing = drawings[curve.name];
        if (drawing === undefined) continue;
        const [name, chart] = drawing;
        const path = fileURLToPath(new URL(`${name}.svg`, plotFolder));
        writeFileSync(path, await drawn(chart(curve, recorded)));
        paths.push(path);
      }
    }
  }
  if (paths.length === 0) throw new Error("Cannot plot: no curves are recorded; run npm run bench -- curves");
  return paths;
}

/** The newest record of a suite, if there is one. */
function newest(suite: string): Recorded[] {
  const name = readdirSync(recordFolder)
    .filter((file) => file.endsWith(`-${suite}.json`))
    .toSorted()
    .at(-1);
  return name === undefined ? [] : [JSON.parse(readFileSync(new URL(name, recordFolder), "utf8")) as Recorded];
}

/** A chart as SVG. */
export async function drawn(chart: object): Promise<string> {
  const { spec } = compile(chart as TopLevelSpec, { config });
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  return `${bothThemes(await view.toSVG())}\n`;
}
