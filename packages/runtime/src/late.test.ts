import { expect, test } from "vitest";
import type { LateAnswer } from "./job.ts";
import { Late } from "./late.ts";

/** Answers that are told, and one that can be made ready. */
function trial(): { late: Late<string>; told: unknown[]; ends: Parameters<Late<string>["add"]>[1] } {
  const told: unknown[] = [];
  const ends = {
    give: ({ result }: { result: string }) => void told.push(result),
    fail: (error: unknown) => void told.push(error),
  };
  return { late: new Late<string>(), told, ends };
}

const waiting = (result: string, ready: () => boolean): LateAnswer<string> => ({
  isReady: ready,
  answer: () => ({ result }),
});

test("answers are given in the order of their tasks, when they are ready", () => {
  const { late, told, ends } = trial();
  let ready = false;
  late.add(
    waiting("first", () => ready),
    ends,
  );
  late.add({ result: "second" }, ends);
  late.giveReady();
  expect([told, late.isFull]).toEqual([[], true]);
  ready = true;
  late.giveReady();
  expect([told, late.isEmpty]).toEqual([["first", "second"], true]);
});

test("waiting leaves as many as may wait, or none", () => {
  const { late, told, ends } = trial();
  for (const name of ["a", "b", "c"])
    late.add(
      waiting(name, () => false),
      ends,
    );
  late.waitFor("some");
  expect(told).toEqual(["a", "b"]);
  late.waitFor("none");
  expect(told).toEqual(["a", "b", "c"]);
});

test("an error is told behind the answers before it, and nothing after it", () => {
  const { late, told, ends } = trial();
  late.add(
    waiting("first", () => false),
    ends,
  );
  late.addError("error", ends);
  late.add({ result: "never" }, ends);
  late.giveReady();
  expect(told).toEqual([]);
  late.waitFor("none");
  expect(told).toEqual(["first", "error"]);
});
