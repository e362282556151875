import { BugError, InputError, MachineError, StrayError } from "@backlot/runtime";
import { PluginError } from "@backlot/schema";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { reportOf, UsageError } from "./report.ts";

const running = { stderr: new PassThrough(), signal: new AbortController().signal };
const interrupted = { ...running, signal: AbortSignal.abort() };

test("message, place, hint", () => {
  const error = new InputError("Cannot read it", {
    file: "a.csv",
    record: 3,
    byte: 120,
    field: "title",
    hint: "Do this",
  });
  expect(reportOf(error, running)).toEqual({
    text: "error: Cannot read it\n  at a.csv, record 3, byte 120, field title\n  hint: Do this\n",
    exitCode: 1,
  });
});

test("a place that the message tells is not told again", () => {
  const error = new InputError("Cannot read record 3 of a.csv: no at byte 120", {
    file: "a.csv",
    record: 3,
    byte: 120,
  });
  expect(reportOf(error, running).text).toMatch(
    /^error: Cannot read record 3 of a.csv: no at byte 120\n  hint: .*--on-error/,
  );
});

test("standard input has a name", () => {
  expect(reportOf(new InputError("No", { file: "-", byte: 1 }), running).text).toContain("at standard input, byte 1");
});

test.for([
  [new UsageError("What?"), 2],
  [new InputError("What was asked for is wrong"), 2],
  [new InputError("The file is wrong", { file: "a" }), 1],
  [new InputError("The code of the plugin is wrong", { record: 3 }), 1],
  [new MachineError("The disk is full", { code: "ENOSPC" }), 1],
  [new PluginError("shop", []), 1],
] as const)("%s", ([error, exitCode]) => {
  const report = reportOf(error, running);
  expect(report.exitCode).toBe(exitCode);
  expect(report.text).not.toContain("report.test.ts");
});

test("a closed pipe is success, in silence", () => {
  expect(reportOf(new MachineError("Gone", { code: "EPIPE" }), running)).toEqual({ text: "", exitCode: 0 });
});

test("what nobody waited for ends the run, and is told in place of an interruption", () => {
  const error = new StrayError(new RangeError("too late"));
  const { text, exitCode } = reportOf(error, { ...running, signal: AbortSignal.abort(error) });
  expect(exitCode).toBe(1);
  expect(text).toMatch(/^error: .*: too late\n {2}hint: .*timers/);
  expect(text).toContain("report.test.ts");
});

test.for([new BugError("Impossible"), new TypeError("x is not a function"), "a text"])("a bug: %s", (error) => {
  const { text, exitCode } = reportOf(error, running);
  expect(exitCode).toBe(1);
  expect(text).toContain("report.test.ts");
  expect(text).toContain("Please report it");
});

test("what an interruption leads to is no failure of its own", () => {
  expect(reportOf(new TypeError("aborted"), interrupted)).toMatchObject({ exitCode: 130 });
});
