/** What both verbs do around their work: progress while it goes on, the summary at its end. */
import type { Progress, Summary } from "@backlot/runtime";
import type { GlobalOptions } from "./command.ts";
import type { Host } from "./host.ts";
import { print } from "./print.ts";
import { exitCodes } from "./report.ts";
import { summaryJson, summaryText } from "./summary.ts";

/** What the work is watched by; goes into the options of `generate` and `project`. */
export interface Watch {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly onWarning?: (text: string) => void;
  readonly onNotice?: (text: string) => void;
}

/** How a verb is run. */
export interface VerbOptions extends GlobalOptions {
  /** What the progress bar is called. */
  readonly label: string;
  /** Whether the data goes to standard output, which then is not ours. */
  readonly toStdout: boolean;
  /** How rejected records can be seen. */
  readonly seeRejected?: string;
}

/** Runs a verb to its exit code. */
export async function runVerb(
  host: Host,
  { label, toStdout, json = false, quiet = false, seeRejected = "" }: VerbOptions,
  work: (watch: Watch) => Promise<Summary>,
): Promise<number> {
  const isSeen = !json && !quiet && host.saysToTerminal && !(toStdout && host.writesTerminal);
  // Loaded for terminals alone.
  const { progressBar } = isSeen ? await import("./progress.ts") : {};
  const bar = progressBar?.(host.stderr, label);
  const say =
    (kind: "warning" | "note") =>
    (text: string): void => {
      bar?.clear();
      host.say(`${kind}: ${text}\n`);
    };
  let summary: Summary;
  try {
    summary = await work({
      signal: host.signal,
      onProgress: bar && ((progress) => bar.update(progress)),
      ...(!quiet && { onWarning: say("warning"), onNotice: say("note") }),
    });
  } finally {
    bar?.clear();
  }
  if (json && !toStdout) await print(summaryJson(summary), false);
  else if (json) host.say(summaryJson(summary));
  else if (!quiet) host.say(summaryText(summary, seeRejected));
  return summary.rejected > 0 ? exitCodes.rejected : exitCodes.done;
}
