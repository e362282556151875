/** From an error to the text that people read and the exit code that scripts read. */
import { styleText } from "node:util";
import type { Place } from "@backlot/runtime";
import type { Command, CommanderError } from "commander";
import type { Host } from "./host.ts";

/** What the program ends with. */
export const exitCodes = { done: 0, failed: 1, usage: 2, rejected: 3, interrupted: 130 } as const;

/** The command line itself is wrong: an unknown command, option or table, a number that is none. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What the user can do about it. */
  readonly hint?: string;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }

  /** commander's errors in our words; help and version, which it throws too, stay as they are. */
  static from(error: CommanderError, command: Command): Error {
    if (error.exitCode === 0 || error.code === "commander.help") return error;
    const [first, suggestion] = error.message.split("\n");
    const message = first.replace(/^error: /, "").replace(/\.$/, "");
    const name = command.parent === null ? "backlot" : `backlot ${command.name()}`;
    const hint = suggestion?.replace(/^\((.*)\)$/, "$1") ?? `See ${name} --help`;
    return new UsageError(message.charAt(0).toUpperCase() + message.slice(1), hint);
  }
}

/** How a run that threw ends. */
export interface Report {
  /** For standard error; empty where there is nothing to say. */
  readonly text: string;
  readonly exitCode: number;
}

/** Where the report goes, and whether the user has stopped the run. */
type Listener = Pick<Host, "signal" | "stderr">;

/**
 * Says what happened and what to do about it.
 *
 * Errors are told apart by name, for a plugin may bring its own copy of the class.
 */
export function reportOf(error: unknown, { signal, stderr }: Listener): Report {
  const label = styleText("red", "error:", { stream: stderr });
  // Whatever was thrown is only the consequence.
  if (signal.aborted && !isStray(signal.reason))
    return { text: "Interrupted: no unfinished output is left\n", exitCode: exitCodes.interrupted };
  if (!(error instanceof Error)) return bugReport(label, new Error(`${String(error)} was thrown`));
  // The reader of our output has seen enough.
  if ("code" in error && error.code === "EPIPE") return { text: "", exitCode: exitCodes.done };
  switch (error.name) {
    case "UsageError":
      return { text: errorText(label, error), exitCode: exitCodes.usage };
    case "InputError":
      // Without a file or a record, it is what was asked for that is wrong.
      return {
        text: errorText(label, error),
        exitCode: "file" in error || "record" in error ? exitCodes.failed : exitCodes.usage,
      };
    case "MachineError":
    case "PluginError":
      return { text: errorText(label, error), exitCode: exitCodes.failed };
    case "StrayError":
      return { text: strayText(label, error), exitCode: exitCodes.failed };
    default:
      return bugReport(label, error);
  }
}

function isStray(error: unknown): error is Error {
  return error instanceof Error && error.name === "StrayError";
}

/** The run is not known to be that of a plugin's code, but hardly anybody else drops a promise. */
function strayText(label: string, error: Error): string {
  const wish =
    "The code of a plugin must be done when it returns: no timers, no dropped promises\n" +
    "  Where it is none of yours that failed, this is a bug in Backlot: please report it";
  const where = whereThrown(error.cause);
  return `${label} Cannot go on: code that nobody waits for failed: ${error.message}\n  hint: ${wish}\n${where && `${where}\n`}`;
}

function errorText(label: string, error: Error & Place & { hint?: string }): string {
  const lines = [`${label} ${error.message}`];
  const place = placeText(error);
  if (place !== undefined) lines.push(`  at ${place}`);
  const hint = error.hint ?? recordHint(error);
  if (hint !== undefined) lines.push(`  hint: ${hint}`);
  return `${lines.join("\n")}\n`;
}

/** What to do about a bad record: of a file, or of a plugin whose code failed, then or later. */
function recordHint({ file, record, cause }: Error & Place): string | undefined {
  if (isStray(cause)) return lookHint(cause.cause);
  if (record === undefined) return undefined;
  if (file !== undefined) return "To go on without such records, use --on-error skip or --on-error quarantine=FILE";
  return lookHint(cause);
}

function lookHint(error: unknown): string | undefined {
  const where = whereThrown(error);
  return where === "" ? undefined : `Look here:\n${where}`;
}

/** The lines of a stack that are not the message, and not about Node itself. */
export function whereThrown(error: unknown): string {
  if (!(error instanceof Error) || error.stack === undefined) return "";
  const lines = error.stack.split("\n").filter((line) => !line.startsWith(String(error)) && !/\bnode:/.test(line));
  return lines.join("\n").trimEnd();
}

/** File, record, byte and field, unless the message tells them all. */
function placeText({ message, file, record, byte, field }: Error & Place): string | undefined {
  const parts: { text: string; told: boolean }[] = [];
  if (file === "-") parts.push({ text: "standard input", told: message.includes("standard ") });
  else if (file !== undefined) parts.push({ text: file, told: message.includes(file) });
  if (record !== undefined) parts.push({ text: `record ${record}`, told: message.includes(`record ${record}`) });
  if (byte !== undefined) parts.push({ text: `byte ${byte}`, told: message.includes(`${byte}`) });
  if (field !== undefined) parts.push({ text: `field ${field}`, told: message.includes(field) });
  return parts.every(({ told }) => told) ? undefined : parts.map(({ text }) => text).join(", ");
}

function bugReport(label: string, error: Error): Report {
  const wish = "This is a bug in Backlot. Please report it, with the text above and the command that led to it.";
  return { text: `${label} ${error.stack ?? String(error)}\n${wish}\n`, exitCode: exitCodes.failed };
}
