import { csv, format } from "@backlot/formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { guessFor, openingOf } from "./guess.ts";
import { kernelFor } from "../kernel/kernel.ts";
import type { Plan, Shape } from "../plan/plan.ts";
import { parseSelection } from "../plan/selection.ts";

const encoder = new TextEncoder();

function planOf(name: string): Plan {
  const selection = parseSelection(name, undefined);
  return { selection, names: [name], output: format("csv"), maxDepth: 1024, strict: false, onError: "fail" };
}

/** What is guessed behind each byte of a text: what comes there, or nothing. */
function guesses(text: string, shape: Shape): (string | undefined)[] {
  const bytes = encoder.encode(text);
  const guess = guessFor(shape)!;
  const [twin, wasm] = (["twin", "wasm"] as const).map((name) => {
    const kernel = kernelFor(planOf("a"), shape, name);
    kernel.room(bytes.length).set(bytes);
    return kernel;
  });
  return Array.from(bytes, (_, from) => {
    const start = guess(twin, from, bytes.length);
    expect(guess(wasm, from, bytes.length)).toBe(start);
    return start === -1 ? undefined : text.slice(start);
  });
}

const table: Shape = { format: format("csv"), columns: { count: 2, picked: [0] } };

test("a row is guessed where rows with the right number of cells follow, all quoted right", () => {
  const more = "9,10\n".repeat(250);
  const end = `3,4\n5,"6"\n7,8\n${more}`;
  // What looks like a row in the middle of the cell is contradicted by the quotes behind it.
  const text = `1,"a,b\nc,d\n"\n${end}`;
  expect(guesses(text, table).slice(0, text.indexOf(end))).toEqual(Array(text.length - end.length).fill(end));
  expect(new Set(guesses("1,2\n1,2,3\nx\n".repeat(200), table))).toEqual(new Set([undefined]));
  // So few rows do not tell, whether the last one is cut or not.
  expect(guesses("1,2\n3,4\n5,6", table)[0]).toBe(undefined);
  const escaped: Shape = {
    ...table,
    format: { ...format("csv"), dialect: { ...csv, comment: "#", escape: "backslash" } },
  };
  expect(guesses(`x\\"\n",1\n# "\n2,3\n\n4,5\n${more}6`, escaped)[0]).toBe(`# "\n2,3\n\n4,5\n${more}6`);
});

/** A table with rows of a kind. */
function tableOf(row: fc.Arbitrary<string[]>): fc.Arbitrary<string> {
  const rows = fc.array(row, { minLength: 20, maxLength: 400, size: "max" });
  return rows.map((lines) => lines.map((cells) => `${cells.join()}\n`).join(""));
}

test("the fast kernel vouches for no rows that are not right, and for all of a right table", () => {
  const shape: Shape = { format: format("csv"), columns: { count: 3, picked: [1] } };
  const kernels = (["twin", "wasm"] as const).map((name) => kernelFor(planOf("b"), shape, name));
  for (const kernel of kernels) kernel.room(1 << 20);
  const rightRows = (at: number, end: number): number[] =>
    kernels.map((kernel) => kernel.rightBytes!(64 + at, 64 + end, 1000));
  const long = `"${"long\n".repeat(40)}"`;
  const cell = fc.constantFrom("", "1", "some text", '"a,b\nc,d,e\n"', '"""\n"""', '"\n1,2,3\n"', long);
  const right = fc.tuple(cell, cell, cell);
  const any = fc.oneof({ weight: 30, arbitrary: right }, fc.array(cell, { maxLength: 4 }));
  fc.assert(
    fc.property(tableOf(any), tableOf(right), fc.array(fc.nat(3000), { minLength: 5 }), (some, all, places) => {
      for (const kernel of kernels) kernel.room(0).set(encoder.encode(some + all), 64);
      for (const place of places.filter((at) => at < some.length)) {
        const [twin, wasm] = rightRows(place, some.length);
        // Blank lines behind the last row may be passed over.
        expect(some.slice(place, place + twin)).toContain(some.slice(place, place + wasm).trimEnd());
      }
      expect(rightRows(some.length, some.length + all.length)).toEqual([all.length, all.length]);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("there is nothing to guess where every line feed ends a record", () => {
  expect(guessFor({ ...table, format: format("tsv") })).toBe(undefined);
  expect(guessFor({ format: format("ndjson") })).toBe(undefined);
});

const records = (...texts: string[]): Shape => ({
  format: format("json"),
  opening: openingOf(encoder.encode(texts.join(","))),
});

test("a record of an array is guessed where it opens as the first ones do", () => {
  const shape = records('{"id":1}', '{"id":2}');
  const text = '":[{"id":1},{"id":2}],"s":"},{\\"id\\":"},{"no":1},{"id":3},{"id":4}';
  expect(guesses(text, shape)[0]).toBe('{"id":3},{"id":4}');
  // No array is so short that there would be anything behind it.
  expect(guesses('{"id":1},{"id":2}]', shape)[0]).toBe(undefined);
});

/** What records open with, as a text. */
function opening(front: string): string | undefined {
  const found = openingOf(encoder.encode(front));
  return found && new TextDecoder().decode(found);
}

test("what records open with is read from the first two", () => {
  expect(opening('\n  {\n    "id": 1\n  },\n  {\n    "id": 2\n  }')).toBe(',\n  {\n    "id"');
  expect(opening('{"a":1},{"b":2}')).toBe(',{"');
  expect(opening('{"a":1}]')).toBe(undefined);
  expect(opening('{"a":1}')).toBe(undefined);
  expect(opening('{},{"a":1}')).toBe(undefined);
  expect(opening('{"\\"":1},{"\\"":1}')).toBe(undefined);
  expect(opening("1,2")).toBe(undefined);
});
