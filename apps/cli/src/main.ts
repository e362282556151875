/** The entry: the one file that touches the process. */
import type { Host } from "./host.ts";
import { run } from "./program.ts";
import { exitCodes } from "./report.ts";

const args = process.argv.slice(2);

// Everyone who colours, we and commander, honours NO_COLOR.
if (args.includes("--no-color")) {
  process.env["NO_COLOR"] = "1";
  delete process.env["FORCE_COLOR"];
}

let interrupt: AbortController | undefined;
let interruptedBy: NodeJS.Signals | undefined;

/** Aborted by the first Ctrl-C. */
function listenForSignals(): AbortController {
  const controller = new AbortController();
  // Once each: the second Ctrl-C finds no listener and ends the process at once. Not SIGHUP, which `nohup` ignores and a
  // listener would bring back.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interruptedBy = signal;
      controller.abort();
    });
  }
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
    return process.getBuiltinModule("node:tty").isatty(0);
  },
  get writesTerminal() {
    return process.getBuiltinModule("node:tty").isatty(1);
  },
  get stderr() {
    return openStderr();
  },
};

const ignore = (): void => {};

function openStderr(): NodeJS.WriteStream {
  const { stderr } = process;
  // Nobody reads what we have to say any more; that is no reason to fail.
  if (!stderr.listeners("error").includes(ignore)) stderr.on("error", ignore);
  return stderr;
}

// The code of a plugin can end the process, or wait for what never comes; that is no success, whatever it says.
const unfinished = (): void => {
  process.exitCode = exitCodes.failed;
  openStderr().write(
    "error: Cannot finish: the process was ended before its time\n" +
      "  hint: The code of a plugin must neither call process.exit nor wait for what never comes\n",
  );
};
process.once("exit", unfinished);

// Never process.exit: it loses what a pipe has not taken yet.
process.exitCode = await run(host);
process.off("exit", unfinished);

if (interruptedBy !== undefined) {
  // A read that waits for standard input keeps even process.exit waiting; the signal itself does not wait.
  setTimeout(() => process.kill(process.pid, interruptedBy), 200).unref();
}
