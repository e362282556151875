/** A file that workers read in ranges becomes what one worker makes of it, however they meet and whatever they guess. */
import { type Dialect, format } from "@backlot/formats";
import fc from "fast-check";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { Accounts } from "./accounts.ts";
import { openingOf } from "./chunk/guess.ts";
import { type Range, ranges } from "./chunk/range.ts";
import type { KernelName } from "./kernel/kernel.ts";
import type { Plan, Shape } from "./plan/plan.ts";
import { parseSelection } from "./plan/selection.ts";
import { type Done, projectTasks } from "./work.ts";

const runs = process.env["BACKLOT_RUNS"];
const many = (numRuns: number): object => ({
  numRuns: Math.ceil(numRuns * Number(runs ?? 1)),
  ...(runs === undefined && { seed: 1 }),
});

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-work-"));
  // All workers are this thread: whoever waits, waits in vain.
  vi.spyOn(Atomics, "wait").mockReturnValue("timed-out");
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const selection = parseSelection("a", undefined);
const planOf = (onError: Plan["onError"]): Plan => ({
  selection,
  names: ["a"],
  output: format("ndjson"),
  maxDepth: 8,
  strict: false,
  onError,
});

/** How a run goes. */
interface Run {
  readonly kernel: KernelName;
  readonly onError: Plan["onError"];
  readonly rangeBytes: number;
  readonly maxRecordBytes: number;
  readonly workers: number;
  /** Which worker goes on, again and again. */
  readonly order: readonly number[];
}

interface Outcome {
  readonly text: string;
  readonly told: unknown;
}

/** What workers make of a file, of which one at a time does something; and how many guesses were right and wrong. */
async function outcome(content: string, begin: number, shape: Shape, run: Run): Promise<Outcome> {
  const bytes = new TextEncoder().encode(content);
  const path = join(folder, "in");
  writeFileSync(path, bytes);
  const file = openSync(path, "r");
  const places = { name: "in", file, size: bytes.length };
  const { kernel, rangeBytes, maxRecordBytes, workers, order } = run;
  const plan = planOf(run.onError);
  try {
    const all = [...ranges(places, shape.format, begin, rangeBytes, maxRecordBytes, workers === 0)];
    const setup = { plan, kernel, limit: Infinity, rangeBytes };
    const crew = await Promise.all(
      Array.from({ length: Math.max(1, workers) }, async () => ({
        work: await projectTasks(setup),
        holds: undefined as number | undefined,
        late: [] as { isReady(): boolean; answer(): { result: Done } }[],
      })),
    );
    const done: Done[] = [];
    // Between taking a range and beginning it, others take and do theirs: as if all worked at the same time.
    for (let step = 0, taken = 0; done.length < all.length; step++) {
      const member = crew[(order[step % order.length] + Math.floor(step / order.length)) % crew.length];
      const { work, late, holds } = member;
      if (late[0]?.isReady()) done.push(late.shift()!.answer().result);
      else if (holds !== undefined) {
        member.holds = undefined;
        const made = await work({ turn: holds, file: 0, shape, piece: begunAs(all[holds]) });
        if ("isReady" in made) late.push(made);
        else done.push(made.result);
      } else if (taken < all.length && late.length < 2) member.holds = taken++;
    }
    done.sort((a, b) => a.turn - b.turn);
    return told(done, plan, shape);
  } finally {
    closeSync(file);
  }
}

/** The range as one that is begun as itself, and not as the next one of its file. */
function begunAs(range: Range): Range {
  if (range.all.next === undefined) return range;
  const next = new SharedArrayBuffer(4);
  new Int32Array(next)[0] = range.number;
  return { ...range, all: { ...range.all, next } };
}

/** All that the user hears of a run: its output, its accounts, its bad records, and where an array was closed. */
function told(done: readonly Done[], plan: Plan, shape: Shape): Outcome {
  const accounts = new Accounts(plan);
  const rejected: unknown[] = [];
  let text = "";
  let closed: number | undefined;
  for (const piece of done) {
    rejected.push(...accounts.book(piece, { name: "in", format: shape.format }, Infinity));
    text += new TextDecoder().decode(piece.bytes);
    closed ??= piece.closed;
    if (plan.onError === "fail" && rejected.length > 0) return { text: "", told: rejected[0] };
  }
  const { read, written, found, repeated } = accounts;
  // Every piece hands in its first bad record, of which only the first of all is told where they are skipped.
  const bad = plan.onError === "skip" ? rejected.slice(0, 1) : rejected;
  return { text, told: { bad, read, written, found, repeated, closed } };
}

const aRun: fc.Arbitrary<Run> = fc.record({
  kernel: fc.constantFrom("wasm", "twin"),
  onError: fc.constantFrom("fail", "skip", "quarantine"),
  rangeBytes: fc.constantFrom(7, 20, 50, 150, 500),
  maxRecordBytes: fc.constantFrom(1500, 1 << 16),
  workers: fc.integer({ min: 1, max: 8 }),
  order: fc.array(fc.nat(7), { minLength: 1, maxLength: 40 }),
});

async function expectSame(content: string, begin: number, shape: Shape, run: Run): Promise<void> {
  const { maxRecordBytes } = run;
  const alone = { ...run, kernel: "twin", workers: 0, rangeBytes: maxRecordBytes + 1 } as const;
  expect(await outcome(content, begin, shape, run)).toEqual(await outcome(content, begin, shape, alone));
}

describe.each<[string, Partial<Dialect>]>([
  ["as they are", {}],
  ["with comments and escapes", { comment: "#", escape: "backslash" }],
])("rows %s, some of which only look like rows", (_, dialect) => {
  const lines = fc.constantFrom("1,2", "1,2,3", "x", "", "\r", "1,2\r", "#", '#"', '""', ",\\");
  const text = fc
    .array(lines, { maxLength: 60 })
    .map((parts) => `"${parts.map((part) => part.replaceAll('"', '""')).join("\n")}"`);
  const cell = fc.oneof({ weight: 3, arbitrary: fc.constantFrom("1", "", "ab", '"a,b"', "é") }, text);
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 });
  const row = fc.oneof(
    { weight: 12, arbitrary: rows.map((all) => all.map((cells) => `${cells.join(",")}\n`).join("")) },
    { weight: 8, arbitrary: fc.nat(60).map((count) => "3,4\n".repeat(count)) },
    fc.constantFrom("\n", "1,2\r\n", "# ,\n", '#"\n'),
    fc.constantFrom("1\n", "1,2,3\n", '1,2"\n', '1,"2"3\n', '"'),
  );
  const shape = { format: format("csv", dialect), columns: { count: 2, picked: [1] } };

  test("are read by any number of workers", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), aRun, async (parts, run) => {
        await expectSame(`a,b\n${parts.join("")}`, 4, shape, run);
      }),
      many(600),
    );
  });
});

test("records of an array, in which others look like them, are read by any number of workers", async () => {
  const value = fc.constantFrom(
    '"},{\\"a\\":"',
    '"x,{"',
    "1",
    "[]",
    '"]"',
    '"\\\\"',
    '"' + ',{\\"a\\"'.repeat(30) + '"',
  );
  const list = fc.nat(80).map((count) => `[${Array(count).fill('{"a":1}').join(",")}]`);
  const record = fc.oneof(
    { weight: 6, arbitrary: fc.oneof(value, list).map((inner) => `{"a":${inner}}`) },
    {
      weight: 6,
      arbitrary: fc.nat(60).map((count) =>
        Array(count + 1)
          .fill('{"a":2}')
          .join(","),
      ),
    },
    fc.constantFrom('{"b":1,"a":2}', ' {"a":\n1 }\n', "{}"),
    fc.constantFrom("x", "", '{"a":tru}', '{"a":[1}', '"a'),
  );
  const end = fc.constantFrom("]", "]\n", "", '],"more":[{"a":1},{"a":2},{"a":3}]}', ',{"a":1}');
  await fc.assert(
    fc.asyncProperty(fc.array(record, { maxLength: 40 }), end, aRun, async (records, behind, run) => {
      const content = `[${records.join(",")}${behind}`;
      const opening = openingOf(new TextEncoder().encode(content.slice(1)));
      await expectSame(content, 1, { format: format("json"), opening }, run);
    }),
    many(1200),
  );
});
