import fc from "fast-check";
import { expect, test } from "vitest";
import { JsonStream } from "./json-stream.ts";
import type { Reason } from "./reason.ts";

/** Whether an array is read to its end, in pieces; the first defect's place where it is not. */
function read(bytes: Uint8Array, cuts: readonly number[], maxDepth = 100): boolean {
  let closed = false;
  const stream = new JsonStream(
    {
      wantsKeys: true,
      value: () => false,
      key: () => {},
      close: () => (closed = stream.depth === 1),
      fail: (_: Reason, at): never => {
        expect(at).toBeGreaterThanOrEqual(0);
        expect(at).toBeLessThan(bytes.length);
        throw new RangeError();
      },
    },
    maxDepth,
  );
  try {
    let from = 0;
    for (const cut of [...cuts, bytes.length]) {
      expect(stream.read(bytes.subarray(from, cut), from)).toBe(cut - from);
      from = cut;
    }
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
  return closed;
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    return true;
  } catch {
    return false;
  }
}

const pieces =
  `{"a": { } [ ] , : " "é😀\\n\\u00e9\\ud800" \\ \\u12 0 - 1.5e-3 -0.1E+7 01 1. .5 e + true false null tru "k": "k":1 \xff`
    .split(" ")
    .concat("\t", " \r\n", "\u0001");

test("accepts what JSON.parse accepts, cut anywhere", () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join("")),
        fc.array(fc.jsonValue(), { maxLength: 3 }).map((values) => JSON.stringify(values).slice(1, -1)),
      ),
      fc.array(fc.nat({ max: 60 }), { maxLength: 3 }),
      fc.nat(),
      (text, cuts, damage) => {
        const bytes = new TextEncoder().encode(`[${text}]`);
        // A byte that stands alone, or one that is changed.
        if (text.includes("\xff")) bytes[bytes.indexOf(0xc3)] = 0xff;
        else if (damage % 3 === 0) bytes[1 + (damage % (bytes.length - 1))] ^= 1 << (damage % 7);
        const sorted = cuts.filter((cut) => cut < bytes.length).toSorted((a, b) => a - b);
        if (isJson(bytes)) accepted++;
        expect(read(bytes, sorted)).toBe(isJson(bytes));
      },
    ),
    { numRuns: 3000 },
  );
  expect(accepted).toBeGreaterThan(500);
});

test("counts how deep brackets are", () => {
  const bytes = new TextEncoder().encode('[{"a":[]}]');
  expect(read(bytes, [], 3)).toBe(true);
  expect(read(bytes, [], 2)).toBe(false);
});
