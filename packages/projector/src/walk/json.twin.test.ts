import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blanks, damaged, object } from "../../test/random-json.ts";
import { JsonWalk } from "./json.twin.ts";
import { reason } from "../syntax/reason.ts";
import { parseSelection } from "../plan/selection.ts";
import { Trie } from "../plan/trie.ts";

const encoder = new TextEncoder();
const fatal = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function walkOf(pick?: string, drop?: string, maxDepth = 1024): JsonWalk {
  return new JsonWalk(new Trie(parseSelection(pick, drop)), maxDepth);
}

/** Whether the walk takes all of the bytes, somewhere inside a larger buffer, as one record. */
function accepts(walk: JsonWalk, record: Uint8Array): boolean {
  const bytes = new Uint8Array(record.length + 4).fill(0x22);
  bytes.set(record, 2);
  return walk.record(bytes, 2, record.length + 2) === record.length + 2;
}

function nested(depth: number): Uint8Array {
  return encoder.encode(`{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`);
}

function oracle(record: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(fatal.decode(record));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

describe("grammar", () => {
  test("takes every object that JSON.parse takes", () => {
    const walk = walkOf("a.b, a[*].c", "x");
    fc.assert(fc.property(blanks, object, blanks, (a, text, b) => accepts(walk, encoder.encode(a + text + b))));
  });

  test("agrees with JSON.parse on damaged bytes", () => {
    const walk = walkOf("a", "b.c, a[*]");
    fc.assert(
      fc.property(damaged(object), (record) => accepts(walk, record) === oracle(record)),
      { numRuns: 5000 },
    );
  });

  test("agrees with JSON.parse wherever a record is cut off", () => {
    const walk = walkOf("a");
    fc.assert(
      fc.property(object, (text) => {
        const bytes = encoder.encode(text);
        for (let end = 0; end < bytes.length; end++) if (accepts(walk, bytes.subarray(0, end))) return false;
        return true;
      }),
    );
  });

  test("checks every two-byte, and the edges of every longer UTF-8 sequence", () => {
    const walk = walkOf();
    const edges = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff];
    const check = (...inside: number[]): void => {
      const record = Uint8Array.from([...encoder.encode('{"k":"'), ...inside, 0x22, 0x7d]);
      expect(accepts(walk, record)).toBe(oracle(record));
    };
    for (let a = 0x80; a < 0x100; a++) {
      for (let b = 0; b < 0x100; b++) check(a, b);
      if (a >= 0xe0) for (const b of edges) for (const c of edges) check(a, b, c);
      if (a >= 0xf0) for (const b of edges) for (const c of edges) for (const d of edges) check(a, b, c, d);
    }
  });

  test.each([
    ['{"a":tru}', reason.badLiteral, 8],
    ['{"a":nul', reason.badLiteral, 8],
    ['{"a":x}', reason.badLiteral, 5],
    ['{"a":}', reason.noValue, 5],
    ['{"a":1.}', reason.badNumber, 7],
    ['{"a":01}', reason.badNumber, 6],
    ['{"a":-}', reason.badNumber, 6],
    ['{"a":1e}', reason.badNumber, 7],
    ['{"a":"\\x"}', reason.badEscape, 6],
    ['{"a":"\\u12g4"}', reason.badEscape, 6],
    ['{"a":"\t"}', reason.controlCharacter, 6],
    ['{"a":"b', reason.unclosedString, 5],
    ["{a:1}", reason.noKey, 1],
    ['{"a" 1}', reason.noColon, 5],
    ['{"a":1 "b":2}', reason.noComma, 7],
    ['{"a":1,}', reason.trailingComma, 7],
    ['{"a":[1,]}', reason.trailingComma, 8],
    ['{"a":[1}', reason.wrongBracket, 7],
    ['{"a":[', reason.unclosedContainer, 6],
    ["[1]", reason.isArray, 0],
    [' "a"', reason.isString, 1],
    ["-1", reason.isNumber, 0],
    ["null", reason.isLiteral, 0],
    ["", reason.noValue, 0],
  ])("says what is wrong with %s, and where", (text, why, at) => {
    const walk = walkOf();
    expect(walk.record(encoder.encode(text), 0, text.length)).toBe(-1);
    expect([walk.reason, walk.at]).toEqual([why, at]);
  });

  test("stops at the depth limit without a stack", () => {
    const walk = walkOf();
    expect(accepts(walk, nested(1024))).toBe(true);
    expect(accepts(walk, nested(1025))).toBe(false);
    expect([walk.reason, walk.at]).toEqual([reason.tooDeep, 2 + 5 + 1023]);
    expect(accepts(walk, nested(1_000_000))).toBe(false);
    expect(accepts(walkOf("a[*]", undefined, 100_000), nested(100_000))).toBe(true);
  });
});

/** What the walk found for each pick, as text: null when absent. */
function found(walk: JsonWalk, text: string): (string | string[] | null)[] {
  const bytes = encoder.encode(text);
  expect(walk.record(bytes, 0, bytes.length)).toBe(bytes.length);
  const { counts, spans } = walk.findings;
  return [...counts].map((count, pick) => {
    const values = Array.from({ length: Math.max(0, count) }, (_, i) =>
      fatal.decode(bytes.subarray(spans[pick][2 * i], spans[pick][2 * i + 1])),
    );
    return count < 0 ? null : walk.findings.isList(pick) ? values : values[0];
  });
}

describe("picks", () => {
  test.each([
    ["a", '{"a": 1.0 ,"b":2}', "1.0"],
    ["a", '{"\\u0061":1}', "1"],
    ["a.b", '{"a":{"b":{"c":1E400}}}', '{"c":1E400}'],
    ["a", '{"a":1,"a":2}', "2"],
    ["a.b", '{"a":{"b":1},"a":{"c":2}}', null],
    ["a.b", '{"a":{"b":1},"a":3}', null],
    ["a[*]", '{"a":[1,[2], {}]}', ["1", "[2]", "{}"]],
    ["a[*]", '{"a":[]}', []],
    ["a[*]", '{"a":{}}', null],
    ["a[*]", '{"b":[]}', null],
    ["a[*].b", '{"a":[{"c":1},2,[]]}', []],
    ["a[*].b", '{"a":[{"b":1,"b":2},{"b":3}]}', ["2", "3"]],
    ["a[*].b[*]", '{"a":[{"b":[1,2]},{"b":[]},{"b":[3],"b":[4]}]}', ["1", "2", "4"]],
    ["a[*][*]", '{"a":[[1],[],2,[3]]}', ["1", "3"]],
    ["a[*]", '{"a":[1],"a":[2]}', ["2"]],
    ["a[*]", '{"a":[1],"a":null}', null],
    ["__proto__.x", '{"__proto__":{"x":"ok"}}', '"ok"'],
    ['[""]', '{"":0}', "0"],
    ['["é"]', '{"\\u00e9":1}', "1"],
    ["a", '{"b":{"a":1},"c":[{"a":2}]}', null],
  ])("%s in %s", (pick, record, expected) => {
    expect(found(walkOf(pick), record)).toEqual([expected]);
  });

  test("a pick above another, and one path twice", () => {
    expect(found(walkOf("a, a.b, a.b AS c"), '{"a":{"b":[1]}}')).toEqual(['{"b":[1]}', "[1]", "[1]"]);
  });
});

function dropped(walk: JsonWalk, text: string): string {
  const bytes = encoder.encode(text);
  expect(walk.record(bytes, 0, bytes.length)).toBe(bytes.length);
  const { holes, holeCount } = walk.findings;
  let kept = "";
  let at = 0;
  for (let i = 0; i < holeCount; i++) {
    kept += fatal.decode(bytes.subarray(at, holes[2 * i]));
    at = holes[2 * i + 1];
  }
  return kept + fatal.decode(bytes.subarray(at));
}

describe("drops", () => {
  test.each([
    ["a", '{"a":1}', "{}"],
    ["a", '{ "a" : 1 , "b" : 2 }', '{ "b" : 2 }'],
    ["b", '{ "a" : 1 , "b" : 2 }', '{ "a" : 1  }'],
    ["b", '{"a":1,"b":2,"c":3}', '{"a":1,"c":3}'],
    ["a,b", '{"a":1,"b":2,"c":3}', '{"c":3}'],
    ["b,c", '{"a":1,"b":2,"c":3}', '{"a":1}'],
    ["a,c", '{"a":1,"b":2,"c":3}', '{"b":2}'],
    ["a,b,c", '{"a":1,"b":2,"c":3}', "{}"],
    ["a", '{"a":1,"a":2,"b":3,"a":4}', '{"b":3}'],
    ["a.x", '{"a":{"x":1,"y":[2]},"x":3}', '{"a":{"y":[2]},"x":3}'],
    ["a[*]", '{"a":[1,[2],3]}', '{"a":[]}'],
    ["a[*].x", '{"a":[{"x":1},{"y":2,"x":3},4]}', '{"a":[{},{"y":2},4]}'],
    ["a, b.c", '{"a":1,"b":{"c":1}}', '{"b":{}}'],
  ])("%s of %s", (drop, record, expected) => {
    expect(dropped(walkOf(undefined, drop), record)).toBe(expected);
  });

  test("many holes are kept apart", () => {
    const record = `{"a":[${Array.from({ length: 500 }, (_, i) => `{"x":${i},"y":${i}}`).join(",")}]}`;
    expect(dropped(walkOf(undefined, "a[*].x"), record)).toBe(record.replaceAll(/"x":\d+,/g, ""));
  });
});

/** Records over few keys, as a tree of texts, so that paths often lead somewhere. */
type Tree = string | Tree[] | Map<number, [key: string, value: Tree]>;
const keys = ["a", "b", "__proto__"];
const tree = fc.letrec<{ tree: Tree; object: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("1.0", '"x\\n"', "null", "1E400"),
    fc.array(tie("tree"), { maxLength: 3 }),
    tie("object"),
  ),
  object: fc
    .array(fc.tuple(fc.constantFrom(...keys), tie("tree")), { maxLength: 4 })
    .map((members) => new Map(members.entries())),
}));
const path = fc
  .tuple(fc.constantFrom(...keys), fc.array(fc.constantFrom(".a", ".b", ".__proto__", "[*]"), { maxLength: 3 }))
  .map(([first, rest]) => first + rest.join(""));

function render(node: Tree): string {
  if (typeof node === "string") return node;
  if (Array.isArray(node)) return `[${node.map(render).join(",")}]`;
  return `{${[...node.values()].map(([key, child]) => `${JSON.stringify(key)}:${render(child)}`).join(",")}}`;
}

function member(node: Tree, key: string): Tree | undefined {
  return node instanceof Map ? [...node.values()].findLast(([own]) => own === key)?.[1] : undefined;
}

function steps(text: string): string[] {
  return text.match(/\[\*\]|[^.[\]]+/g)!;
}

function select(node: Tree, [step, ...rest]: string[]): Tree[] | null {
  if (step === undefined) return [node];
  if (step !== "[*]") {
    const child = member(node, step);
    return child === undefined ? null : select(child, rest);
  }
  return Array.isArray(node) ? node.flatMap((child) => select(child, rest) ?? []) : null;
}

function without(node: Tree, [step, ...rest]: string[]): Tree {
  if (step === "[*]") {
    if (!Array.isArray(node)) return node;
    return rest.length === 0 ? [] : node.map((child) => without(child, rest));
  }
  if (!(node instanceof Map)) return node;
  const members = [...node.values()].filter(([key]) => key !== step || rest.length > 0);
  return new Map(
    members.map(([key, child]): [string, Tree] => [key, key === step ? without(child, rest) : child]).entries(),
  );
}

test("picks are the source's own bytes, last key first, on any record", () => {
  fc.assert(
    fc.property(tree.object, fc.uniqueArray(path, { minLength: 1, maxLength: 4 }), (record, paths) => {
      const expected = paths.map((text) => {
        const values = select(record, steps(text))?.map(render) ?? null;
        return values === null || text.includes("*") ? values : values[0];
      });
      expect(found(walkOf(paths.join(",")), render(record))).toEqual(expected);
    }),
    { numRuns: 1000 },
  );
});

test("drops leave all the rest, on any record", () => {
  fc.assert(
    fc.property(tree.object, fc.uniqueArray(path, { minLength: 1, maxLength: 3 }), (record, paths) => {
      const expected = paths.reduce((rest, text) => without(rest, steps(text)), record);
      expect(dropped(walkOf(undefined, paths.join(",")), render(record))).toBe(render(expected));
    }),
    { numRuns: 1000 },
  );
});
