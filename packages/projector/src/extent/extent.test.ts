import { csv, type Dialect, tsv } from "@backlot/formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { RowWalk } from "../walk/csv.twin.ts";
import { type Extents, JsonExtents, LineExtents, QuotedLineExtents, rowExtents } from "./extent.ts";

const encoder = new TextEncoder();

/** All record ends, one by one. */
function ends(make: () => Extents, bytes: Uint8Array): number[] {
  const extents = make();
  const found: number[] = [];
  for (let at = extents.first(bytes, 0); at !== -1 && !extents.closed; at = extents.first(bytes, at)) found.push(at);
  return found;
}

/** The last record end of each piece, for an input that comes in pieces. */
function lastEnds(make: () => Extents, bytes: Uint8Array, cuts: number[]): number[] {
  const extents = make();
  let from = 0;
  return [...cuts, bytes.length].map((cut) => {
    const end = extents.closed ? -1 : extents.last(bytes.subarray(0, cut), from);
    from = cut;
    return end;
  });
}

const quoted = (): Extents => new QuotedLineExtents(0x22, 0x2c);
const lines = (): Extents => new LineExtents();
const array = (): Extents => new JsonExtents();
const escapedRows: Dialect = { ...csv, escape: "backslash" };
const commented: Dialect = { ...csv, comment: "#" };
const both: Dialect = { ...csv, escape: "backslash", comment: "#" };
const escapes = (): Extents => rowExtents(escapedRows);
const comments = (): Extents => rowExtents(commented);
const text = fc
  .array(fc.constantFrom('"', '"', ",", "\n", "\r", "a", "\t", "\\", "#", "\n#", "[", "]", "{", "}"), { maxLength: 40 })
  .map((parts) => parts.join(""));

test("the last end of each piece is the last of all ends in it", () => {
  fc.assert(
    fc.property(
      text,
      fc.array(fc.nat({ max: 40 }), { maxLength: 4 }),
      fc.constantFrom(quoted, lines, array, escapes, comments),
      (input, at, make) => {
        const bytes = encoder.encode(input);
        const cuts = at.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b);
        const all = ends(make, bytes);
        const closed = make === array ? closingEnd(bytes) : undefined;
        let from = 0;
        const expected = [...cuts, bytes.length].map((cut) => {
          const here =
            closed !== undefined && closed >= from && closed < cut
              ? closed
              : (all.findLast((end) => end > from && end <= cut) ?? -1);
          const over = closed !== undefined && closed < from;
          from = cut;
          return over ? -1 : here;
        });
        expect(lastEnds(make, bytes, cuts)).toEqual(expected);
      },
    ),
    { numRuns: 2000 },
  );
});

/** Where the array is closed, if it is. */
function closingEnd(bytes: Uint8Array): number | undefined {
  const extents = new JsonExtents();
  const end = extents.last(bytes, 0);
  return extents.closed ? end : undefined;
}

test.each<[string, Dialect, () => Extents]>([
  ["csv", csv, quoted],
  ["tsv", tsv, lines],
  ["csv with escapes", escapedRows, escapes],
  ["csv with comments", commented, comments],
  ["csv with both", both, () => rowExtents(both)],
  ["tsv with comments", { ...tsv, comment: "#" }, lines],
])("rows of %s end where their walk ends, valid or not", (_, dialect, make) => {
  const row = new RowWalk(dialect);
  fc.assert(
    fc.property(text, (input) => {
      const bytes = encoder.encode(input);
      const walked: number[] = [];
      for (let at = 0; at < bytes.length;) walked.push((at = row.row(bytes, at, bytes.length)));
      const all = ends(make, bytes);
      // What is left at the end of the file is a row without a line end.
      expect(walked).toEqual(all.at(-1) === bytes.length || bytes.length === 0 ? all : [...all, bytes.length]);
    }),
    { numRuns: 2000 },
  );
});

test("many quotes without a line end take linear time", () => {
  const bytes = encoder.encode(`${'"",'.repeat(1_000_000)}\n`);
  const started = performance.now();
  expect(quoted().first(bytes, 0)).toBe(bytes.length);
  expect(quoted().last(bytes, 0)).toBe(bytes.length);
  // Quadratic time would be many minutes.
  expect(performance.now() - started).toBeLessThan(10_000);
});
