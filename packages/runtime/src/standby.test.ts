/** Workers in waiting: taken, replaced when they have ended, and stopped when nobody takes them. */
import { expect, test } from "vitest";
import { standby } from "./standby.ts";
import type { WorkerLike } from "./worker-like.ts";

/** Workers that do nothing, and can be made to end. */
function fakeWorkers(): { start: () => WorkerLike; started: WorkerLike[]; ended: WorkerLike[]; exits: (() => void)[] } {
  const started: WorkerLike[] = [];
  const ended: WorkerLike[] = [];
  const exits: (() => void)[] = [];
  const start = (): WorkerLike => {
    const worker = {
      postMessage() {},
      terminate: () => ended.push(worker),
      on: (event: string, listener: () => void) => void (event === "exit" && exits.push(listener)),
    };
    started.push(worker);
    return worker;
  };
  return { start, started, ended, exits };
}

test("takes those that wait, then new ones, and stops the rest", () => {
  const { start, started, ended } = fakeWorkers();
  const waiting = standby(2, start);
  expect(started).toHaveLength(2);
  expect(waiting.start()).toBe(started[0]);
  waiting.dismiss();
  expect(ended).toEqual([started[1]]);
  expect(waiting.start()).toBe(started[2]);
});

test("replaces one that has ended before anybody could hear it", () => {
  const { start, started, exits } = fakeWorkers();
  const waiting = standby(1, start);
  exits[0]();
  expect(waiting.start()).toBe(started[1]);
});
