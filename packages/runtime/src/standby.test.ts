/** Workers in waiting: taken, replaced when they have ended, and stopped when nobody takes them. */
import { expect, test } from "vitest";
import { standby } from "./standby.ts";
import type { WorkerLike } from "./worker-like.ts";

/** A worker that does nothing, and can be made to end. */
function fakeWorkers(): { start: () => WorkerLike; ended: string[]; end: (name: string) => void; names: string[] } {
  const ended: string[] = [];
  const names: string[] = [];
  const exits = new Map<string, () => void>();
  return {
    ended,
    names,
    end: (name) => exits.get(name)!(),
    start() {
      const name = `worker ${names.length}`;
      names.push(name);
      return {
        postMessage() {},
        terminate: () => ended.push(name),
        on: (event: string, listener: () => void) => void (event === "exit" && exits.set(name, listener)),
        toString: () => name,
      } as WorkerLike;
    },
  };
}

test("takes those that wait, then new ones, and stops the rest", () => {
  const { start, ended, names } = fakeWorkers();
  const waiting = standby(2, start);
  expect(names).toEqual(["worker 0", "worker 1"]);
  expect(String(waiting.start())).toBe("worker 0");
  waiting.dismiss();
  expect(ended).toEqual(["worker 1"]);
  expect(String(waiting.start())).toBe("worker 2");
});

test("replaces one that has ended before anybody could hear it", () => {
  const { start, end } = fakeWorkers();
  const waiting = standby(1, start);
  end("worker 0");
  expect(String(waiting.start())).toBe("worker 1");
});
