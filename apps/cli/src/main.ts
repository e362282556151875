/** The entry: what touches the process is here, but for where plugins print (`load-plugin.ts`). */
import { isTerminal, StrayError } from "@backlot/runtime";
import type { Host } from "./host.ts";
import { run } from "./program.ts";
import { exitCodes, reportOf } from "./report.ts";

const args = process.argv.slice(2);

// Everyone who colours, we and commander, honours NO_COLOR.
if (args.includes("--no-color")) {
  process.env["NO_COLOR"] = "1";
  delete process.env["FORCE_COLOR"];
}

let interrupt: AbortController | undefined;
let interruptedBy: NodeJS.Signals | undefined;

/** Aborted by the first Ctrl-C, or when the terminal is closed. */
function listenForSignals(): AbortController {
  const controller = new AbortController();
  const stop = (signal: NodeJS.Signals): void => {
    interruptedBy = signal;
    controller.abort();
  };
  // Once each: the second Ctrl-C finds no listener and ends the process at once.
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  // A terminal that is closed says so twice, by its shell and by itself. `nohup` loses nothing by a listener: Node
  // forgets at its start that the signal is ignored.
  process.on("SIGHUP", stop);
  return controller;
}

// Loading what Node has for terminals and streams takes longer than making a record: only where it is asked for.
const host: Host = {
  args,
  folder: process.cwd(),
  get signal() {
    return (interrupt ??= listenForSignals()).signal;
  },
  // Merely touching `process.stdin` and its like would open them.
  get readsTerminal() {
    return isTerminal(0);
  },
  get writesTerminal() {
    return isTerminal(1);
  },
  get saysToTerminal() {
    return isTerminal(2);
  },
  get stderr() {
    return openStderr();
  },
  say,
};

const ignore = (): void => {};
let isOpen = false;

/** Node writes to standard error in this way too, but for what a pipe that is full and does not wait leaves. */
function say(text: string): void {
  if (isOpen) {
    openStderr().write(text);
    return;
  }
  let rest: Uint8Array = new TextEncoder().encode(text);
  try {
    while (rest.length > 0) rest = rest.subarray(process.getBuiltinModule("node:fs").writeSync(2, rest));
  } catch {
    // The stream knows how to wait, and that nobody reads is no reason to fail.
    openStderr().write(rest);
  }
}

function openStderr(): NodeJS.WriteStream {
  isOpen = true;
  const { stderr } = process;
  // Nobody reads what we have to say any more; that is no reason to fail.
  if (!stderr.listeners("error").includes(ignore)) stderr.on("error", ignore);
  return stderr;
}

let stray: StrayError | undefined;
let isOver = false;

function tell(error: StrayError): void {
  const { text, exitCode } = reportOf(error, host);
  process.exitCode = exitCode;
  say(text);
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Ends the process, where the code of a plugin would go on for ever: a timer that comes again. */
function endSoon(): void {
  for (const signal of signals) process.removeAllListeners(signal);
  setTimeout(() => process.exit(), 200).unref();
}

// The code of a plugin can start what fails later, a dropped promise too; Node would end the process, and leave files.
process.on("uncaughtException", (error) => {
  // What comes behind the first is often its consequence, and may come for ever.
  if (stray !== undefined) return;
  stray = new StrayError(error);
  (interrupt ??= new AbortController()).abort(stray);
  if (!isOver) return;
  tell(stray);
  endSoon();
});

// The code of a plugin can end the process, or wait for what never comes; that is no success, whatever it says.
const unfinished = (): void => {
  if (stray !== undefined) return tell(stray);
  process.exitCode = exitCodes.failed;
  say(
    "error: Cannot finish: the process was ended before its time\n" +
      "  hint: The code of a plugin must neither call process.exit nor wait for what never comes\n",
  );
};
process.once("exit", unfinished);

// Never process.exit at once: it loses what a pipe has not taken yet.
const exitCode = await run(host);
process.exitCode = exitCode;
process.off("exit", unfinished);
isOver = true;

if (stray !== undefined && exitCode !== exitCodes.failed) tell(stray);
if (interruptedBy === undefined) endSoon();
else {
  // A read that waits for standard input keeps even process.exit waiting; the signal itself does not wait, if nobody
  // listens to it. Another one may come meanwhile.
  const signal = interruptedBy;
  setTimeout(() => {
    for (const heard of signals) process.removeAllListeners(heard);
    process.kill(process.pid, signal);
  }, 200).unref();
}
