import { csv, format } from "@backlot/formats";
import { expect, test } from "vitest";
import { extentsOf, scan } from "../extent/extent.ts";
import { guessFor, openingOf } from "./guess.ts";
import type { Shape } from "../plan/plan.ts";

const encoder = new TextEncoder();

/** What is guessed behind each byte of a text: what comes there, or nothing. */
function guesses(text: string, shape: Shape): (string | undefined)[] {
  const bytes = encoder.encode(text);
  const guess = guessFor(shape)!;
  const kernel = {
    room: () => bytes,
    scan: (start: number, end: number, state: number) => scan(extentsOf(shape.format), bytes, start, end, state),
  };
  return Array.from(bytes, (_, from) => {
    const start = guess(kernel, from, bytes.length);
    return start === -1 ? undefined : text.slice(start);
  });
}

const table: Shape = { format: format("csv"), columns: { count: 2, picked: [0] } };

test("a row is guessed where rows with the right number of cells follow, all quoted right", () => {
  const end = '3,4\n5,"6"\n7,8\n';
  // What looks like a row in the middle of the cell is contradicted by the quotes behind it.
  const text = `1,"a,b\nc,d\n"\n${end}`;
  expect(guesses(text, table).slice(0, text.indexOf(end))).toEqual(Array(text.length - end.length).fill(end));
  expect(new Set(guesses("1,2\n1,2,3\nx\n", table))).toEqual(new Set([undefined]));
  // The last one may be cut.
  expect(guesses("1,2\n3,4", table)[0]).toBe(undefined);
  const escaped: Shape = {
    ...table,
    format: { ...format("csv"), dialect: { ...csv, comment: "#", escape: "backslash" } },
  };
  expect(guesses('x\\"\n",1\n# "\n2,3\n4,5\n6', escaped)[0]).toBe('# "\n2,3\n4,5\n6');
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
