import { format, type Format } from "@backlot/formats";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Scan } from "./extent.ts";
import { type Kernel, kernelFor, type KernelName } from "../kernel/kernel.ts";
import type { Plan } from "../plan/plan.ts";
import { parseSelection } from "../plan/selection.ts";

const runs = process.env["BACKLOT_RUNS"];
const many = { numRuns: 120 * Number(runs ?? 1), ...(runs === undefined && { seed: 1 }) };

const plan: Plan = {
  selection: parseSelection("a", undefined),
  names: ["a"],
  output: format("ndjson"),
  maxDepth: 1024,
  strict: false,
  onError: "fail",
};

/** A kernel with the bytes in its room, behind some others. */
function kernelWith(shape: Format, name: KernelName, bytes: Uint8Array): Kernel {
  const columns = shape.dialect === undefined ? undefined : { count: 1, picked: [0] };
  const kernel = kernelFor(plan, { format: shape, columns }, name);
  kernel.room(bytes.length + offset).set(bytes, offset);
  return kernel;
}
const offset = 3;

/** What scans of the pieces between the cuts tell, one after the other. */
function scans(kernel: Kernel, cuts: readonly number[]): Scan[] {
  let state = 0;
  return cuts.slice(1).map((cut, i) => {
    const found = kernel.scan(offset + cuts[i], offset + cut, state);
    state = found.state;
    return found;
  });
}

const quoting = ['"', '"', '""', '",', ',"', '"\n', '\n"', "'", ",", ";", "\n", "\r\n"];
const json = ["\\", "\\\\", '\\"', "[", "]", "{", "}", "{}", '"}],{"', ":", '","'];
/** Text in which nothing need be where it should, with stretches that are longer than a block. */
const hostile = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...quoting, ...json, "a", "\t", "é", "\0") },
      fc
        .tuple(fc.constantFrom("a", "\\", '"', '""', "[", "]", "\n", ","), fc.nat({ max: 140 }))
        .map(([text, n]) => text.repeat(n)),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));
/** Tables and arrays as they should be, and now and then one byte more. */
const cell = fc.oneof(
  fc.stringMatching(/^[a-z é]{0,30}$/),
  fc.stringMatching(/^[a-z,\n"']{0,30}$/).map((text) => `"${text.replaceAll('"', '""')}"`),
);
const table = fc
  .array(
    fc.array(cell, { maxLength: 6 }).map((cells) => `${cells.join(",")}\n`),
    { maxLength: 12 },
  )
  .map((rows) => rows.join(""));
const array = fc.array(fc.json(), { maxLength: 12 }).map((values) => `${values.join(",\n")}]`);
const regular = fc
  .tuple(fc.oneof(table, array), fc.nat(), fc.constantFrom("", "", '"', "\\", "]", "\n", "x"))
  .map(([text, at, more]) => {
    const here = at % (text.length + 1);
    return text.slice(0, here) + more + text.slice(here);
  });

const shapes: [string, Format][] = [
  ["ndjson", format("ndjson")],
  ["json", format("json")],
  ["csv", format("csv")],
  ["semicolons and single quotes", format("csv", { delimiter: ";", quote: "'" })],
  ["csv with escapes", format("csv", { escape: "backslash" })],
  ["csv with comments", format("csv", { comment: "a" })],
  ["csv with both", format("csv", { escape: "backslash", comment: "," })],
  ["tsv", format("tsv")],
];

test.each(shapes)("scans of %s in wasm tell what the twin's tell, wherever they begin and end", (_, shape) => {
  fc.assert(
    fc.property(fc.oneof(hostile, regular), (text) => {
      const bytes = new TextEncoder().encode(text);
      const [wasm, twin] = (["wasm", "twin"] as const).map((name) => kernelWith(shape, name, bytes));
      for (let cut = 0; cut <= bytes.length; cut++) {
        const cuts = [0, cut, bytes.length];
        expect(scans(wasm, cuts)).toEqual(scans(twin, cuts));
      }
    }),
    many,
  );
});

test.each(shapes)("scans of %s agree in pieces of any size", (_, shape) => {
  fc.assert(
    fc.property(fc.oneof(hostile, regular), fc.array(fc.nat({ max: 1000 }), { maxLength: 20 }), (text, places) => {
      const bytes = new TextEncoder().encode(text);
      const cuts = [0, ...places.map((at) => Math.min(at, bytes.length)).toSorted((a, b) => a - b), bytes.length];
      const [wasm, twin] = (["wasm", "twin"] as const).map((name) => kernelWith(shape, name, bytes));
      const found = scans(wasm, cuts);
      expect(found).toEqual(scans(twin, cuts));
      expect(found.at(-1)!.state).toBe(scans(twin, [0, bytes.length])[0].state);
    }),
    many,
  );
});
