/**
 * Writing as a script would that makes records one by one: lines gathered to blocks.
 */

import { closeSync, openSync, writeSync } from "node:fs";

/** Writes so many lines. */
export function writeLines(to: string, rows: number, line: (row: number) => string): void {
  const file = openSync(to, "w");
  let lines = "";
  for (let row = 0; row < rows; row++) {
    lines += `${line(row)}\n`;
    if (lines.length < 1 << 20 && row < rows - 1) continue;
    writeSync(file, lines);
    lines = "";
  }
  closeSync(file);
}
