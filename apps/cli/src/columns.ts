/** Columns of text, aligned. */

/** Rows as lines, each column as wide as its widest cell; the last one is left as it is. */
export function inColumns(rows: readonly (readonly string[])[], indent = ""): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows
    .map((row) => `${indent}${row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]))).join("  ")}`)
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}
