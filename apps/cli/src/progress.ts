/** The progress bar: one line on a terminal, drawn over itself. */
import { milliseconds, type Progress } from "@backlot/runtime";
import { createLogUpdate } from "log-update";
import type { Host } from "./host.ts";
import { bytesText, counted, secondsText } from "./quantity.ts";

/** Takes what the libraries report while they run. */
export interface ProgressBar {
  update(progress: Progress): void;
  /** Takes the line away. */
  clear(): void;
}

const drawEverySeconds = 0.1;
const barCells = 24;

/** A bar on a terminal. */
export function progressBar(stderr: Host["stderr"], label: string): ProgressBar {
  // The cursor stays: nothing to put right when the process is killed.
  const log = createLogUpdate(stderr, { showCursor: true });
  const start = milliseconds();
  let lastDrawn = 0;
  return {
    update(progress) {
      const seconds = (milliseconds() - start) / 1000;
      if (seconds - lastDrawn < drawEverySeconds) return;
      lastDrawn = seconds;
      log(progressLine(label, progress, seconds).slice(0, (stderr.columns || 80) - 1));
    },
    clear: () => log.clear(),
  };
}

/** `movies.ndjson ━━━━━━────── 50 %  1,000 records  1.00 MB  100 MB/s  1.00 s left` */
export function progressLine(label: string, { records, bytes, done }: Progress, seconds: number): string {
  const parts = [counted(records, "record"), bytesText(bytes)];
  if (seconds > 0) parts.push(`${bytesText(bytes / seconds)}/s`);
  if (done === undefined) return [label, ...parts].join("  ");
  const share = Math.min(Math.max(done, 0), 1);
  const full = Math.floor(share * barCells);
  const bar = "━".repeat(full) + "─".repeat(barCells - full);
  if (share > 0) parts.push(`${secondsText((seconds / share) * (1 - share))} left`);
  return [`${label} ${bar} ${Math.floor(share * 100)} %`, ...parts].join("  ");
}
