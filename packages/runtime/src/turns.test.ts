/** Workers that write to one file by themselves, in order, and fail in every way. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Piece, writing } from "../tests/writing.ts";
import { openSink } from "./file-sink.ts";
import { systemFiles } from "./file-system.ts";
import { memorySink } from "./memory-sink.ts";
import { runOrdered } from "./pool.ts";
import type { Committed } from "./sink.ts";
import { startTurns, takeTurns, type Turns } from "./turns.ts";
import { workerClass, type WorkerLike } from "./worker-like.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-turns-"));
  path = join(folder, "out.txt");
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (): WorkerLike => {
  const Worker = workerClass();
  return new Worker(new URL("../tests/turns-worker.js", import.meta.url), { type: "module" });
};

interface Run {
  workers?: number;
  mostBytes?: number;
  signal?: AbortSignal;
  to?: string;
  helps?: "always";
}

/** Writes a head, then pieces by workers, then a tail; tells what was written of which turn. */
async function write(
  pieces: readonly Piece[],
  { workers = 2, mostBytes = Infinity, signal, to = path, helps }: Run = {},
): Promise<Committed & { written: string[][] }> {
  const sink = await openSink(to, { force: true });
  try {
    await sink.write(new TextEncoder().encode("<"));
    const outlet = sink.outlet!;
    const jobs = pieces.map((task) => ({ task }));
    const written = [];
    const setup = outlet.open(mostBytes);
    for await (const texts of runOrdered<Turns, Piece, string[]>({
      workers,
      start,
      inline: writing,
      setup,
      jobs,
      helps,
      signal,
    })) {
      for (const text of texts) outlet.count(text.length, new TextEncoder().encode(text));
      written.push(texts);
    }
    await sink.write(new TextEncoder().encode(">"));
    return { ...(await sink.commit()), written };
  } catch (error) {
    await sink.abort();
    throw error;
  }
}

const piece = (turn: number, text: string, more: Partial<Piece> = {}): Piece => ({ turn, texts: [text], ...more });

test("pieces are in the file in the order of their turns, however long each takes", async () => {
  const texts = fc.array(fc.stringMatching(/^[a-z]{0,9}$/), { maxLength: 3 });
  const anyHelp = fc.constantFrom(undefined, "always" as const);
  const anyPieces = fc.array(fc.record({ texts, ms: fc.nat(6) }), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(anyPieces, fc.integer({ min: 1, max: 3 }), anyHelp, async (made, workers, helps) => {
      const { bytes, digest } = await write(
        made.map((one, turn) => ({ ...one, turn })),
        { workers, helps },
      );
      const expected = memorySink();
      await expected.write(new TextEncoder().encode(`<${made.flatMap((one) => one.texts).join("")}>`));
      expect({ bytes, digest }).toEqual(await expected.commit());
      expect(readFileSync(path, "utf8")).toBe(expected.text());
    }),
    { numRuns: 8 },
  );
});

test("a full output takes nothing more, not even what would fit", async () => {
  const pieces = [piece(0, "aaa"), { turn: 1, texts: ["b", "bbbb", "b"] }, piece(2, "c"), piece(3, "")];
  const { bytes, written } = await write(pieces, { mostBytes: 8 });
  expect(written).toEqual([["aaa"], ["b"], [], []]);
  expect(bytes).toBe(6);
  expect(readFileSync(path, "utf8")).toBe("<aaab>");
});

test("a closed output takes nothing more, and tells how many records it has", () => {
  const written: number[] = [];
  const files = { writeNow: (_: number, bytes: Uint8Array) => written.push(bytes[0]) };
  const writer = takeTurns(startTurns({ name: "x", file: 3, mostBytes: 9, digests: false }, 0), files);
  expect([writer.written(0), writer.write(0, Uint8Array.of(7), 3), writer.written(0)]).toEqual([0, true, 3]);
  writer.end(0);
  writer.close(1);
  expect([writer.write(1, Uint8Array.of(8), 2), writer.written(1)]).toEqual([false, 3]);
  writer.end(1);
  expect([writer.write(2, Uint8Array.of(9), 1), writer.written(2)]).toEqual([false, 3]);
  expect(written).toEqual([7]);
});

test("turns go on past 2³¹", () => {
  const written: string[] = [];
  const files = { writeNow: (_: number, bytes: Uint8Array) => written.push(new TextDecoder().decode(bytes)) && 1 };
  const turns = startTurns({ name: "x", file: 3, mostBytes: 9, digests: false }, 0);
  const writer = takeTurns(turns, files);
  new Int32Array(turns.shared)[0] = 2 ** 31 - 1;
  for (const turn of [2 ** 31 - 1, 2 ** 31]) {
    writer.write(turn, Uint8Array.of(0x61 + (turn % 2)), 2);
    writer.end(turn);
  }
  expect(written).toEqual(["b", "a"]);
});

describe("leaves nothing and tells its own error", () => {
  test.each([
    ["throws", "throw", "RangeError: turn 2 went wrong"],
    ["exits", "exit", "MachineError: A worker ended with exit code 4 before it had handed in its results"],
  ] as const)("what %s in its turn, while others wait for theirs", async (_, instead, message) => {
    const pieces = [0, 1, 2, 3, 4, 5].map((turn) => piece(turn, "x", turn === 2 ? { instead } : {}));
    const error = await write(pieces, { workers: 3 }).catch((thrown: unknown) => thrown);
    expect(String(error)).toBe(message);
    if (instead === "throw") expect((error as Error).stack).toContain("writing.ts");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("what is terminated in its turn, or before it", async () => {
    const pieces = [0, 1, 2, 3].map((turn) => piece(turn, "x", turn === 1 ? { instead: "sleep" } : {}));
    await expect(write(pieces, { workers: 3, signal: AbortSignal.timeout(300) })).rejects.toMatchObject({
      name: "TimeoutError",
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(process.platform !== "linux")("what the system refuses to write", async () => {
    // The head would be refused too: only the workers' file is the full one.
    const files = systemFiles();
    const full = await files.openToWrite("/dev/full");
    const setup = startTurns({ name: "out.txt", file: full, mostBytes: 99, digests: false }, 7);
    const jobs = [{ task: piece(0, "") }, { task: piece(1, "x") }, { task: piece(2, "x") }];
    const results = runOrdered<Turns, Piece, string[]>({ workers: 2, start, inline: writing, setup, jobs });
    await expect(results.next()).resolves.toMatchObject({ value: [""] });
    await expect(results.next()).rejects.toMatchObject({
      name: "MachineError",
      code: "ENOSPC",
      file: "out.txt",
      byte: 7,
      message: "Cannot write out.txt after 7 bytes: no space is left on the device (ENOSPC)",
    });
    await files.close(full);
  });
});

test("a short write goes on, and one that takes nothing is told", () => {
  const taken = [2, 1, 0];
  const files = { writeNow: () => taken.shift()! };
  const writer = takeTurns(startTurns({ name: "-", file: 1, mostBytes: 99, digests: false }, 10), files);
  expect(writer.write(0, new Uint8Array(3), 1)).toBe(true);
  expect(() => writer.write(0, new Uint8Array(3), 1)).toThrow(
    "Cannot write to standard output after 13 bytes: the system takes no more",
  );
});
