/**
 * Plots: the curves of the newest record, as SVG that is readable on light and dark pages.
 */

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { recordFolder } from "../record.ts";
import type { CaseResult } from "../run-case.ts";
import { size, width, workers, type Recorded } from "./charts.ts";
import { bothThemes, config } from "./theme.ts";

/** Where the plots lie. */
const plotFolder = new URL("../../plots/", import.meta.url);

const charts: Readonly<Record<string, (curve: CaseResult, recorded: Recorded) => object>> = { width, workers, size };

/**
 * Draws all curves of the newest record.
 *
 * @returns the paths of the files
 * @throws Error when no curves have been recorded.
 */
export async function plot(): Promise<string[]> {
  const newest = readdirSync(recordFolder)
    .filter((name) => name.endsWith("-curves.json"))
    .toSorted()
    .at(-1);
  if (newest === undefined) throw new Error("Cannot plot: no curves are recorded; run npm run bench -- curves");
  const recorded = JSON.parse(readFileSync(new URL(newest, recordFolder), "utf8")) as Recorded;
  mkdirSync(plotFolder, { recursive: true });
  const paths: string[] = [];
  for (const curve of recorded.cases) {
    const path = fileURLToPath(new URL(`${curve.name}.svg`, plotFolder));
    writeFileSync(path, await drawn(charts[curve.name](curve, recorded)));
    paths.push(path);
  }
  return paths;
}

/** A chart as SVG. */
export async function drawn(chart: object): Promise<string> {
  const { spec } = compile(chart as TopLevelSpec, { config });
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  return `${bothThemes(await view.toSVG())}\n`;
}
