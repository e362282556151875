/**
 * The report of a case: a table of medians, and a table of ratios.
 */

import type { CaseResult, Runs } from "./run-case.ts";
import { spread, type Spread } from "./statistics.ts";
import { speedups, type Judged } from "./target.ts";

/** The report as lines of text. */
export function reportLines({ title, inputBytes, runners }: CaseResult): string[] {
  const unit = inputBytes === undefined ? "MB/s out" : "MB/s in";
  const rounds = runners[0].wallSeconds.length;
  return [
    `${title}${inputBytes === undefined ? "" : ` (${megabytes(inputBytes)} MB)`}`,
    `Medians of ${rounds} interleaved rounds. Seconds and rates are of the whole process; start-up is its time before and`,
    "after the work; inside is MB/s without start-up, CPU s the time of all threads without it.",
    "",
    ...columns([
      ["", "records", "seconds", "(least–most)", "start-up", "CPU s", "records/s", unit, "inside", "peak MB"],
      ...runners.map((runs) => {
        const { median, least, most } = spread(runs.wallSeconds);
        const inside = spread(runs.insideSeconds).median;
        return [
          runs.role === "roof" ? runs.name : `${runs.name} ×${runs.threads}`,
          String(runs.records),
          median.toFixed(2),
          `(${least.toFixed(2)}–${most.toFixed(2)})`,
          spread(runs.wallSeconds.map((wall, round) => wall - runs.insideSeconds[round])).median.toFixed(2),
          spread(runs.cpuSeconds).median.toFixed(2),
          runs.role === "roof" ? "" : rounded(runs.records / median),
          rounded(runs.bytes / 1e6 / median),
          rounded(runs.bytes / 1e6 / inside),
          runs.peakBytes.length === 0 ? "" : megabytes(spread(runs.peakBytes).median),
        ];
      }),
    ]),
    ...ratioLines(runners),
  ].map((line) => line.trimEnd());
}

function ratioLines(runners: readonly Runs[]): string[] {
  const rows = ratioRows(runners);
  if (rows.length === 0) return [];
  const head = ["", "", "", "whole process", "without start-up"];
  return ["", "How many times as fast, pair by pair, median (least–most)", "", ...columns([head, ...rows])];
}

/** Ours beside every rival and roof, and beside itself on one thread. */
function ratioRows(runners: readonly Runs[]): string[][] {
  const ours = runners.filter(({ role }) => role === "ours");
  return ours.flatMap((runs) =>
    runners
      .filter((other) => other.bytes > 0 && other.point === runs.point)
      .filter((other) => other.role !== "ours" || (other.name === runs.name && other.threads < runs.threads))
      .map((other) => [
        `${runs.name} ×${runs.threads}`,
        `vs ${other.name}${other.role === "roof" ? "" : ` ×${other.threads}`}`,
        other.role === "apart" ? "bytes" : "",
        ratio(speedups(runs, other, other.role === "apart" ? "bytes" : "records", "wallSeconds")),
        ratio(speedups(runs, other, other.role === "apart" ? "bytes" : "records", "insideSeconds")),
      ]),
  );
}

/** What was wanted, what was measured, and whether it is met: a table that is Markdown, too, for the README. */
export function targetLines(targets: readonly Judged[]): string[] {
  const [head, ...rows] = columns(
    [
      ["what", "figure", "wanted", "median (least–most)", "met"],
      ...targets.map(({ what, figure, whole = false, least, most, measured, met }) => [
        what,
        whole ? `${figure}, whole process` : figure,
        [...(least === undefined ? [] : [`≥ ${least}`]), ...(most === undefined ? [] : [`≤ ${most}`])].join(" "),
        ratio(measured),
        met ? "yes" : "NO",
      ]),
    ],
    " | ",
  ).map((cells) => `| ${cells} |`);
  return [head, head.replaceAll(/[^|]/g, "-"), ...rows];
}

const ratio = ({ median, least, most }: Spread): string => `${short(median)} (${short(least)}–${short(most)})`;
const short = (value: number): string =>
  value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(3);
const rounded = (value: number): string => value.toFixed(value >= 100 ? 0 : 1);
const megabytes = (bytes: number): string => rounded(bytes / 1e6);

/** Rows with their columns below each other: texts to the left, figures to the right. */
function columns(rows: readonly (readonly string[])[], between = "  "): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const figure = (column: number): boolean => rows.every((row) => !/[a-z]/i.test(row[column]) || row === rows[0]);
  return rows.map((row) =>
    row
      .map((cell, column) => (figure(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join(between),
  );
}
