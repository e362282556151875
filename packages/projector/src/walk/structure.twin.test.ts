import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blanks, damaged, picks, record } from "../../test/random-json.ts";
import { JsonWalk } from "./json.twin.ts";
import { parseSelection } from "../plan/selection.ts";
import { StructureWalk } from "./structure.twin.ts";
import { Trie } from "../plan/trie.ts";

const encoder = new TextEncoder();

function walksOf(pick?: string, drop?: string, maxDepth = 64): { grammar: JsonWalk; structure: StructureWalk } {
  const trie = new Trie(parseSelection(pick, drop));
  return {
    grammar: new JsonWalk(trie, maxDepth),
    structure: new StructureWalk(trie, maxDepth, new JsonWalk(trie, maxDepth)),
  };
}

/** Where the walk stopped, and what it found. */
function result(walk: JsonWalk | StructureWalk, bytes: Uint8Array): unknown {
  const stopped = walk.record(bytes, 0, bytes.length);
  if (stopped < 0) return undefined;
  const { counts, spans, holes, holeCount, repeated, dropCounts } = walk.findings;
  const values = Array.from(counts, (count, pick) => Array.from(spans[pick].subarray(0, Math.max(0, 2 * count))));
  const all = [walk.start, walk.end, stopped, [...counts], values, [...repeated], [...dropCounts]];
  return [...all, Array.from(holes.subarray(0, 2 * holeCount))];
}

function bothFind(bytes: Uint8Array, pick: string, drop?: string): void {
  const { grammar, structure } = walksOf(pick, drop);
  const found = result(grammar, bytes);
  if (found !== undefined) expect(result(structure, bytes)).toEqual(found);
}

describe("what the grammar takes, with the same findings", () => {
  test("on any record", () => {
    fc.assert(
      fc.property(blanks, record, blanks, picks, (before, text, after, pick) =>
        bothFind(encoder.encode(before + text + after), pick),
      ),
      { numRuns: 2000 },
    );
  });

  test("on damaged records", () => {
    fc.assert(
      fc.property(damaged(record), picks, (bytes, pick) => bothFind(bytes, pick)),
      { numRuns: 3000 },
    );
  });

  test("with drops in what is picked", () => {
    fc.assert(
      fc.property(record, fc.constantFrom("a.b", "a[*]", "a[*].a,b.b", "b.a.c"), (text, drop) =>
        bothFind(encoder.encode(text), "a,b,c", drop),
      ),
      { numRuns: 1000 },
    );
  });
});

function accepts(text: string, pick: string): boolean {
  const { structure } = walksOf(pick);
  const bytes = encoder.encode(text);
  return structure.record(bytes, 0, bytes.length) === bytes.length;
}

test.each([
  '{"s":1 2 tru,"w":1}',
  '{"s":"\\x","w":1}',
  '{"s":[,1,,],"w":1}',
  '{"s":{"x":1 2},"w":1}',
  '{"s":1,"t","w":1}',
  '{"s":1,2,"w":1}',
  '{"w":1,"s":[] []}',
  '{"s":"\\u12"}',
  '{"s":-}',
])("unread values are no values: %s", (text) => {
  expect(accepts(text, "w")).toBe(true);
  expect(accepts(text, "w,s")).toBe(false);
});

test.each([
  "",
  "[]",
  '"s"',
  "x{}",
  "{} x",
  '{"s":"a',
  '{"s":"\n"}',
  '{"s":"\\\n"}',
  '{"s":\\"a"}',
  '{"s":1\x00}',
  '{"s":[}',
  '{"s":{]}',
  '{"s":1',
  '{"s":[1}]',
  '{"s":}',
  '{"s":,"t":1}',
  '{"s"::1}',
  '{"s":1,}',
  '{"s":1 , }',
  "{,}",
  "{1}",
  '{"s"}',
  "{s:1}",
  '{1,"s":1}',
  '{"r","s":1}',
  '{"s":1 "t":2}',
  '{"s":1,"t" 1:2}',
  '{"s":["t":1]}',
  '{"s":{"x"}}',
  '{"s":{"x":1,}}',
  '{"s":{y,"x":1}}',
  '{"s":["a",}',
])("structure is checked in unread values too: %j", (text) => {
  expect(accepts(text, "w")).toBe(false);
});

test.each([
  ["w.x", '{"w":{"x":1,"z":tru 2,y}}', true],
  ["w.x", '{"w":{"x":1,y,"z":tru}}', false],
  ["w.x", '{"w":{"x":1} 2}', false],
  ["w.x", '{"w":{"x":1},2}', false],
  ["w.x", '{"w":{} {"x":1}}', false],
  // What is wanted is in it, and would be missed.
  ["w.x", '{"w":2 {"x":1}}', false],
  ["w.x", '{"w":"s"[]}', false],
  ["w.x", '{"w":2,{"x":1}}', false],
  ["w.x", '{"w":[1,,2]}', true],
  ["w.x", '{"w":{"x":01}}', false],
  ["w[*]", '{"w":[1,,2]}', false],
  ["w[*]", '{"w":[1,2,]}', false],
  ["w[*]", '{"w":[1,tru]}', false],
  ["w[*]", '{"w":[1] [2]}', false],
  ["w[*].x", '{"w":[{"x":1},tru,{"y":01}]}', true],
  ["w[*].x", '{"w":[{"x":1} {"x":2}]}', false],
  ["w[*].x", '{"w":[{"x":1},,{"x":2}]}', false],
  ["w[*].x", '{"w":[2 {"x":1}]}', false],
  ["w[*].x", '{"w":["s"{"x":1}]}', false],
  ["w[*].x", '{"w":[1 2,"s""t"]}', true],
  ["w[*][*].x", '{"w":[[2[]]]}', false],
  ["w[*].x", '{"w":{"x":1 2}}', true],
])("on the way of %s: %s", (pick, text, expected) => {
  expect(accepts(text, pick)).toBe(expected);
});

function nested(depth: number): Uint8Array {
  return encoder.encode(`{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`);
}

test("no more containers are open than may be", () => {
  const { structure } = walksOf("w");
  expect(structure.record(nested(64), 0, nested(64).length)).toBe(nested(64).length);
  expect(structure.record(nested(65), 0, nested(65).length)).toBe(-1);
});
