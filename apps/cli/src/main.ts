/** The entry: the one file that touches the process. */
import { isatty } from "node:tty";
import type { Host } from "./host.ts";
import { run } from "./program.ts";

const args = process.argv.slice(2);

// Everyone who colours, we and commander, honours NO_COLOR.
if (args.includes("--no-color")) {
  process.env["NO_COLOR"] = "1";
  delete process.env["FORCE_COLOR"];
}

// Nobody reads what we have to say any more; that is no reason to fail.
process.stderr.on("error", () => {});

const interrupt = new AbortController();
let interruptedBy: NodeJS.Signals | undefined;

// Once each: the second Ctrl-C finds no listener and ends the process at once. Not SIGHUP, which `nohup` ignores and a
// listener would bring back.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    interruptedBy = signal;
    interrupt.abort();
  });
}

const host: Host = {
  args,
  folder: process.cwd(),
  signal: interrupt.signal,
  // Merely touching `process.stdin` and its like would open them.
  readsTerminal: isatty(0),
  writesTerminal: isatty(1),
  stderr: process.stderr,
};

// Never process.exit: it loses what a pipe has not taken yet.
process.exitCode = await run(host);

if (interruptedBy !== undefined) {
  // A read that waits for standard input keeps even process.exit waiting; the signal itself does not wait.
  setTimeout(() => process.kill(process.pid, interruptedBy), 200).unref();
}
