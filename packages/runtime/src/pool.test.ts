import { threadId, Worker as NodeWorker } from "node:worker_threads";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { trials, type Trial, type TrialResult } from "../tests/trials.ts";
import { InputError, MachineError } from "./errors.ts";
import type { Job } from "./job.ts";
import { type PoolOptions, runOrdered } from "./pool.ts";
import { availableWorkers, workerClass, type WorkerLike } from "./worker-like.ts";

const module = new URL("../tests/trials-worker.js", import.meta.url);

/** Starts workers, and knows what became of them. */
function nursery(): { start: () => WorkerLike; started: NodeWorker[]; alive: () => number } {
  const started: NodeWorker[] = [];
  const alive = new Set<NodeWorker>();
  return {
    started,
    alive: () => alive.size,
    start() {
      const worker = new NodeWorker(module, { resourceLimits: { maxOldGenerationSizeMb: 48 } });
      started.push(worker);
      alive.add(worker);
      worker.on("exit", () => alive.delete(worker));
      return worker;
    },
  };
}

const start = (): WorkerLike => {
  const Worker = workerClass();
  return new Worker(module, { type: "module" });
};

type Options = PoolOptions<string, Trial, TrialResult>;

function run(jobs: Options["jobs"], options: Partial<Options> = {}): AsyncGenerator<TrialResult> {
  return runOrdered({ workers: 2, start, inline: trials, setup: "ready", jobs, ...options });
}

const job = (does: Trial["does"], value = 0): Job<Trial> => ({ task: { does, value } });

/** Jobs as from a file that cannot be read to its end. */
async function* thenError(): AsyncGenerator<Job<Trial>> {
  yield job("double", 1);
  yield job("double", 2);
  throw new InputError("the file ends early", { byte: 7 });
}

/** Jobs as from a pipe that stays open. */
async function* thenSilence(): AsyncGenerator<Job<Trial>> {
  yield job("double", 1);
  await new Promise(() => {});
}

function* endless(): Generator<Job<Trial>> {
  for (;;) yield job("double");
}

const startMissing = (): WorkerLike => new NodeWorker(new URL("no-such-file.js", import.meta.url));

async function values(results: AsyncIterable<TrialResult>): Promise<number[]> {
  const list = [];
  for await (const { value } of results) list.push(value);
  return list;
}

/** The error a run ends with, and the values before it. */
async function failure(results: AsyncIterable<TrialResult>): Promise<{ error: Error; before: number[] }> {
  const before = [];
  try {
    for await (const { value } of results) before.push(value);
  } catch (error) {
    if (error instanceof Error) return { error, before };
    throw error;
  }
  throw new Error("the run did not fail");
}

describe("with help", () => {
  test("this thread does the jobs until a worker is ready, and no more then", async () => {
    const { start: startOne, started } = nursery();
    const threads: number[] = [];
    function* jobs(): Generator<Job<Trial>> {
      while (threads.filter((thread) => thread !== threadId).length < 50) yield job("tell the thread");
    }
    for await (const { value } of run(jobs(), { start: startOne, helps: "first" })) threads.push(value);
    const helped = threads.findIndex((thread) => thread !== threadId);
    expect(helped).toBeGreaterThan(0);
    expect(threads.slice(helped)).not.toContain(threadId);
    expect(started.length).toBe(2);
  });

  test("this thread does jobs beside the workers, of which it is one", async () => {
    const { start: startOne, started } = nursery();
    const threads: number[] = [];
    const count = (isHere: boolean): number => threads.filter((thread) => (thread === threadId) === isHere).length;
    function* jobs(): Generator<Job<Trial>> {
      while (count(true) < 20 || count(false) < 20) yield job("tell the thread");
    }
    for await (const { value } of run(jobs(), { start: startOne, helps: "always" })) threads.push(value);
    expect(new Set(threads).size).toBe(2);
    expect(started.length).toBe(1);
  });

  test("one worker that is this thread starts none", async () => {
    const { start: startOne, started } = nursery();
    const jobs = [1, 2, 3].map((value) => job("double", value));
    expect(await values(run(jobs, { start: startOne, workers: 1, helps: "always" }))).toEqual([2, 4, 6]);
    expect(started).toEqual([]);
  });

  test("one job starts no worker", async () => {
    const { start: startOne, started } = nursery();
    expect(await values(run([job("double", 4)], { start: startOne, helps: "first" }))).toEqual([8]);
    expect(started).toEqual([]);
  });

  test("a worker that cannot start fails the run", async () => {
    const { error } = await failure(run(endless(), { start: startMissing, helps: "first" }));
    expect(error.message).toContain("no-such-file.js");
  });
});

const placeOf = ({ value }: TrialResult): number => value;

/** Jobs that take as many milliseconds, and then the next number. */
function takingNumbers(ms: number[]): Job<Trial>[] {
  const numbers = new SharedArrayBuffer(4);
  return ms.map((value) => ({ task: { does: "take a number", value, numbers } }));
}

describe("tasks that take numbers", () => {
  test.each([0, 2])("have results in the order of these, with %i workers", async (workers) => {
    const slow = takingNumbers([40, 0, 0, 0, 20, 0, 0, 0]);
    expect(await values(run(slow, { workers, placeOf, flight: 8 }))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test.each([0, 2])("end the run when one throws, though nobody knows its number, with %i workers", async (workers) => {
    const { error, before } = await failure(
      run([...takingNumbers([9, 0]), job("throw", 7)], { workers, placeOf, flight: 8 }),
    );
    expect(error.message).toBe("no such value: 7");
    expect([[], [0], [0, 1]]).toContainEqual(before);
  });
});

describe.each([0, 1, 3])("with %i workers", (workers) => {
  test("results leave in the order of the jobs", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat({ max: 8 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 9 }),
        async (ms, flight) => {
          const jobs = ms.map((value) => job("sleep", value));
          expect(await values(run(jobs, { workers, flight }))).toEqual(ms);
        },
      ),
      { numRuns: 8 },
    );
  });

  test("no jobs give no results", async () => {
    expect(await values(run([], { workers }))).toEqual([]);
  });

  test("jobs are pulled only as far as flight allows", async () => {
    let pulled = 0;
    let taken = 0;
    let most = 0;
    function* jobs(): Generator<Job<Trial>> {
      for (; pulled < 40; pulled++) {
        most = Math.max(most, pulled + 1 - taken);
        yield job("double", pulled);
      }
    }
    for await (const { value } of run(jobs(), { workers, flight: 3 })) {
      expect(value).toBe(taken * 2);
      await new Promise((resolve) => setTimeout(resolve, 1));
      taken++;
    }
    expect(taken).toBe(40);
    expect(most).toBe(3);
  });

  test("jobs that throw fail the run after the results before", async () => {
    const { error, before } = await failure(run(thenError(), { workers }));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ message: "the file ends early", byte: 7 });
    expect(before).toEqual([2, 4]);
  });

  test("a task that throws ends the run with its own error and stack", async () => {
    const { error, before } = await failure(run([job("double", 4), job("throw", 9), job("double")], { workers }));
    expect(error).toMatchObject({ name: "RangeError", message: "no such value: 9" });
    expect(error.stack).toContain("trials.ts");
    expect(error.cause).toMatchObject({ message: "the root of it" });
    expect(before).toEqual([8]);
  });

  test("our own errors keep their class and place", async () => {
    const { error } = await failure(run([job("throw input")], { workers }));
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ file: "a.csv", record: 41, byte: 1202, hint: "Close it" });
    expect(error.stack).toContain("trials.ts");
  });

  test("of two errors the first in order is told, not the first in time", async () => {
    const jobs = [job("sleep", 30), job("throw", 1), job("throw", 2), job("throw input")];
    const { error, before } = await failure(run(jobs, { workers, flight: 4 }));
    expect(error.message).toBe("no such value: 1");
    expect(before).toEqual([30]);
  });

  test("a set-up that throws fails the run", async () => {
    const { error } = await failure(run([job("double")], { workers, setup: "throw" }));
    expect(error).toMatchObject({ name: "TypeError", message: "the set-up is broken" });
    expect(error.stack).toContain("trials.ts");
  });

  test("a consumer that breaks off ends the jobs and the workers", async () => {
    const { start: startHere, alive } = nursery();
    let closed = false;
    function* jobs(): Generator<Job<Trial>> {
      try {
        for (let i = 0; ; i++) yield job("double", i);
      } finally {
        closed = true;
      }
    }
    for await (const { value } of run(jobs(), { workers, start: startHere })) if (value === 10) break;
    expect(closed).toBe(true);
    expect(alive()).toBe(0);
  });

  test("an abort ends the run with its reason, even while jobs are waited for", async () => {
    const { start: startHere, alive } = nursery();
    const reason = new Error("Ctrl-C");
    const abort = new AbortController();
    setTimeout(() => abort.abort(reason), 20);
    const { error } = await failure(run(thenSilence(), { workers, start: startHere, signal: abort.signal }));
    expect(error).toBe(reason);
    expect(alive()).toBe(0);
  });

  test("an abort before the start starts nothing", async () => {
    const { start: startHere, started } = nursery();
    const { error } = await failure(
      run([job("double")], { workers, start: startHere, signal: AbortSignal.abort(new Error("no")) }),
    );
    expect(error.message).toBe("no");
    expect(started).toHaveLength(0);
  });
});

test("buffers move to the worker and back, and are not copied", async () => {
  const bytes = new Uint8Array(1 << 20);
  const jobs: Job<Trial>[] = [{ task: { does: "fill", value: 7, bytes }, transfer: [bytes.buffer] }];
  for await (const { bytes: filled } of run(jobs)) {
    expect(filled).toHaveLength(1 << 20);
    expect(filled?.every((byte) => byte === 7)).toBe(true);
  }
  expect(bytes.byteLength).toBe(0);
});

test("no more workers are started than there are jobs", async () => {
  const { start: startHere, started } = nursery();
  await values(run([job("double"), job("double")], { workers: 8, start: startHere }));
  expect(started).toHaveLength(2);
});

describe("a worker that ends has failed", () => {
  test.each([0, 3])("by process.exit(%i)", async (code) => {
    const { error } = await failure(run([job("double"), job("exit", code), job("double")]));
    expect(error).toBeInstanceOf(MachineError);
    expect(error.message).toBe(`A worker ended with exit code ${code} before it had handed in its results`);
  });

  test("by throw null", async () => {
    const { error } = await failure(run([job("throw null")]));
    expect(error.message).toBe("Something that is no error was thrown: null");
  });

  test("by what is thrown outside of a task, with its own stack", async () => {
    const { error } = await failure(run([job("throw later")]));
    expect(error).toMatchObject({
      name: "StrayError",
      message: "nobody waits for this",
      cause: { name: "RangeError" },
    });
    expect(error.stack).toContain("trials.ts");
  });

  test("by its heap limit", async () => {
    const { error } = await failure(run([job("bomb")], { start: nursery().start }));
    expect(error).toBeInstanceOf(MachineError);
    expect(error).toMatchObject({ code: "ERR_WORKER_OUT_OF_MEMORY" });
  });

  test("by termination while it computes", async () => {
    const { start: startHere, started } = nursery();
    const failed = failure(run([job("loop")], { start: startHere }));
    setTimeout(() => void started[0].terminate(), 100);
    expect((await failed).error).toMatchObject({
      name: "MachineError",
      message: expect.stringContaining("exit code 1"),
    });
  });

  test("by termination while it has nothing to do", async () => {
    const { start: startHere, started } = nursery();
    const results = run(thenSilence(), { start: startHere });
    expect((await results.next()).value).toMatchObject({ value: 2 });
    await started[0].terminate();
    await expect(results.next()).rejects.toThrow("A worker ended with exit code 1");
  });

  test("by a module that does not load", async () => {
    const { error } = await failure(run([job("double")], { start: startMissing }));
    expect(error.message).toContain("no-such-file.js");
  });

  test("and a task that cannot be sent fails the run", async () => {
    const jobs = [job("double", 1), { task: { does: "double", value: () => 1 } as unknown as Trial }];
    const { error, before } = await failure(run(jobs));
    expect(error.name).toBe("DataCloneError");
    expect(before).toEqual([2]);
  });
});

test("an endless loop ends with an abort", async () => {
  const { start: startHere, alive } = nursery();
  const { error } = await failure(run([job("loop")], { start: startHere, signal: AbortSignal.timeout(150) }));
  expect(error.name).toBe("TimeoutError");
  expect(alive()).toBe(0);
});

test("there is at least one processor to work on", () => {
  expect(availableWorkers()).toBeGreaterThanOrEqual(1);
});
