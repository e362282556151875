/** The accounts of a run, for people and for programs. */
import type { Summary } from "@backlot/runtime";
import { bytesText, counted, countText, secondsText } from "./quantity.ts";

/** The summary as the one line of `--json`. */
export function summaryJson(summary: Summary): string {
  return `${JSON.stringify(summary)}\n`;
}

/**
 * The summary in a few lines.
 *
 * @param seeRejected how the rejected records can be seen
 */
export function summaryText(summary: Summary, seeRejected: string): string {
  const { written, read, filtered, rejected, bytesIn, bytesOut, seconds, workers } = summary;
  const size = bytesIn > 0 ? `${bytesText(bytesIn)} → ${bytesText(bytesOut)}` : bytesText(bytesOut);
  const speed = [
    ...(seconds > 0 ? [`${bytesText(Math.max(bytesIn, bytesOut) / seconds)}/s`] : []),
    // None means that it was too little to share.
    ...(workers > 0 ? [counted(workers, "worker")] : []),
  ];
  const lines = [`${counted(written, "record")}, ${size} in ${secondsText(seconds)} (${speed.join(", ")})`];
  if (filtered > 0) lines.push(`filtered out: ${countText(filtered)} of ${counted(read, "record")}`);
  if (rejected > 0) lines.push(`rejected: ${countText(rejected)} of ${counted(read, "record")}; ${seeRejected}`);
  for (const { path, records, bytes, digest } of summary.outputs) {
    if (path !== "-") lines.push(`${path}: ${counted(records, "record")}, ${bytesText(bytes)}`);
    if (digest !== undefined) lines.push(digest);
  }
  return `${lines.join("\n")}\n`;
}

/** The accounts of several runs of one command, one after the other. */
export function addUp(summaries: readonly Summary[]): Summary {
  const [first, ...rest] = summaries;
  return rest.reduce(
    (sum, next) => ({
      ...sum,
      read: sum.read + next.read,
      written: sum.written + next.written,
      filtered: sum.filtered + next.filtered,
      rejected: sum.rejected + next.rejected,
      bytesIn: sum.bytesIn + next.bytesIn,
      bytesOut: sum.bytesOut + next.bytesOut,
      seconds: sum.seconds + next.seconds,
      workers: Math.max(sum.workers, next.workers),
      outputs: [...sum.outputs, ...next.outputs],
    }),
    first,
  );
}
