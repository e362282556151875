import { csv, format, type Format } from "@backlot/formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import { extentsOf, type Extents } from "../extent/extent.ts";
import { StreamExtents } from "./extent.stream.ts";

const formats: [string, Format][] = [
  ["csv", format("csv")],
  ["csv with escapes and comments", { name: "csv", dialect: { ...csv, escape: "backslash", comment: "#" } }],
  ["json", format("json")],
];

/** What is found by one reading after the other, of pieces that are cut anywhere. */
function found(
  extents: Extents,
  bytes: Uint8Array,
  calls: readonly (readonly [cut: number, how: string])[],
): unknown[] {
  let at = 0;
  return calls.map(([length, how]) => {
    const piece = bytes.subarray(at, at + length);
    if (extents.closed) return "closed";
    const index = how === "first" ? extents.first(piece, 0) : extents.last(piece, 0);
    at += how === "first" && index >= 0 ? index : length;
    return { at, index, closed: extents.closed, state: extents.state };
  });
}

test.each(formats)("the ends of %s are those that the twin finds, whenever it is relieved", (_, shape) => {
  const text = fc
    .array(fc.constantFrom('"', ",", "\n", "\\", "{", "}", "[", "]", "#", "a", '"b,"', '{"k":"v"},'), {
      maxLength: 200,
    })
    .map((parts) => Buffer.from(parts.join("")));
  const calls = fc.array(fc.tuple(fc.nat(60), fc.constantFrom("first", "last")), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(text, calls, fc.nat(300), (bytes, cuts, ofTwin) => {
      expect(found(new StreamExtents(shape, ofTwin), bytes, cuts)).toEqual(found(extentsOf(shape), bytes, cuts));
    }),
    { numRuns: 300, seed: 1 },
  );
});

test("pieces that are longer than what is copied at once are read to their end", () => {
  const line = `${"a".repeat(99)}\n`;
  const bytes = Buffer.from(`${line.repeat(6000)}"${line.repeat(3000)}`);
  const extents = new StreamExtents(format("csv"), 0);
  expect(extents.last(bytes, 0)).toBe(600_000);
  expect(extents.first(bytes, 0)).toBe(600_101);
});
