/** What every command has: the global options, help that leads with examples, errors of usage. */
import { Command } from "commander";
import type { Host } from "./host.ts";
import { UsageError } from "./report.ts";

/** Options that may stand before or after any command. */
export interface GlobalOptions {
  readonly plugin: readonly string[];
  readonly json?: boolean;
  readonly quiet?: boolean;
  /** Of the commands that write records. */
  readonly digest?: boolean;
}

/** Runs a command: its arguments, its options and the global ones, to an exit code. */
export type Action<Options> = (args: string[], options: Options & GlobalOptions) => Promise<number>;

/** What the program hands to each command. */
export interface Context {
  readonly host: Host;
  /** The exit code of the command that ran. */
  exitCode: number;
}

/**
 * A command with nothing but its name, what it does in one line, and examples.
 *
 * @param examples command lines, each with what it does
 */
export function newCommand(name: string, summary: string, examples: readonly (readonly [string, string])[]): Command {
  const command = new Command(name)
    .summary(summary)
    .addHelpText("before", `${summary}\n\n${exampleText(examples)}\n`)
    .exitOverride((error) => {
      throw UsageError.from(error, command);
    })
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: true })
    .helpOption("-h, --help", "show this help");
  return command;
}

/** Lets the action of a command tell its exit code. */
export function act<Options>(context: Context, command: Command, action: Action<Options>): Command {
  return command.action(async () => {
    context.exitCode = await action(command.args, command.optsWithGlobals());
  });
}

/** The choice whether the output is digested. */
export function addDigest(command: Command): void {
  command
    .option("--digest", "reckon the SHA-256 of the output; default: with --json, unless it goes to a device")
    .option("--no-digest", "do not, which is faster");
}

/** What nobody gets to see is not reckoned; undefined leaves it to the kind of output. */
export function isDigested({ digest, json = false }: GlobalOptions): boolean | undefined {
  return digest ?? (json ? undefined : false);
}

/** For options that may be given several times. */
export const collect = (text: string, before: readonly string[] = []): string[] => [...before, text];

/** For names separated by commas, in options that may be given several times. */
export const collectNames = (text: string, before: readonly string[] = []): string[] => [
  ...before,
  ...text.split(",").map((name) => name.trim()),
];

function exampleText(examples: readonly (readonly [string, string])[]): string {
  const width = Math.max(...examples.map(([line]) => line.length));
  const lines = examples.map(([line, what]) => `  $ ${line.padEnd(width)}  ${what}`);
  return ["Examples:", ...lines].join("\n");
}
