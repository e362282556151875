/** The JSON kernel against its twin: the same of every chunk, whatever is in it. */
import { type FormatName, format } from "@backlot/formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { damaged, picks, record } from "../../test/random-json.ts";
import { JsonExtents } from "../extent/extent.ts";
import { kernelFor, type Kernel } from "./kernel.ts";
import type { Plan, Projected } from "../plan/plan.ts";
import { parseSelection } from "../plan/selection.ts";

const runs = process.env["BACKLOT_RUNS"];
const many = (numRuns: number): object => ({
  numRuns: Math.ceil(numRuns * Number(runs ?? 1)),
  ...(runs === undefined && { seed: 1 }),
});

const encoder = new TextEncoder();

interface Case {
  readonly pick?: string;
  readonly drop?: string;
  readonly input?: FormatName;
  readonly output?: FormatName;
  readonly strict?: boolean;
  readonly onError?: Plan["onError"];
  readonly maxDepth?: number;
}

/** Both kernels of each case; they are kept, for what they remember must not matter. */
const kernels = new Map<string, { wasm: Kernel; twin: Kernel }>();

function kernelsOf(one: Case): { wasm: Kernel; twin: Kernel } {
  const {
    pick,
    drop,
    input = "ndjson",
    output = "ndjson",
    strict = false,
    onError = "quarantine",
    maxDepth = 16,
  } = one;
  const key = JSON.stringify(one);
  let both = kernels.get(key);
  if (both === undefined) {
    const selection = parseSelection(pick, drop);
    const names = selection.picks?.map(({ name }) => name) ?? null;
    const plan: Plan = { selection, names, output: format(output), maxDepth, strict, onError };
    const shape = { format: format(input) };
    both = { wasm: kernelFor(plan, shape, "wasm"), twin: kernelFor(plan, shape, "twin") };
    kernels.set(key, both);
  }
  return both;
}

/** What a kernel makes of bytes that lie somewhere in its room. */
function projected(kernel: Kernel, bytes: Uint8Array, limit: number, offset = 5, mayBeCut = false): Projected {
  const room = kernel.room(Math.max(8192, bytes.length + offset + 100));
  // What is around them must not matter.
  const around = offset % 2 === 0 ? 0x22 : 0x0a;
  room.fill(around, 0, offset).fill(around, offset + bytes.length, offset + bytes.length + 100);
  room.set(bytes, offset);
  const result = kernel.project(offset, offset + bytes.length, limit, { mayBeCut });
  return { ...result, bytes: result.bytes.slice() };
}

function expectTwins(one: Case, chunk: string | Uint8Array, limit = Infinity, offset = 5, mayBeCut = false): Projected {
  const bytes = typeof chunk === "string" ? encoder.encode(chunk) : chunk;
  const { wasm: wasmKernel, twin: twinKernel } = kernelsOf(one);
  const wasm = projected(wasmKernel, bytes, limit, offset, mayBeCut);
  const twin = projected(twinKernel, bytes, limit, offset, mayBeCut);
  // Comparing long outputs item by item takes seconds.
  const isSame = Buffer.compare(wasm.bytes, twin.bytes) === 0;
  expect(isSame ? { ...wasm, bytes: "" } : wasm).toEqual(isSame ? { ...twin, bytes: "" } : twin);
  return twin;
}

/** A few, for each has kernels of its own. */
const options: fc.Arbitrary<Case & { input: FormatName }> = fc.constantFrom(
  ...fc
    .sample(
      fc.record({
        pick: fc.option(picks, { nil: undefined, freq: 4 }),
        drop: fc.constantFrom(undefined, undefined, "a", "a.b,c", "b,a.a,c.c", "a[*].b,b[*].a,c", "a[*]"),
        input: fc.constantFrom<FormatName>("ndjson", "ndjson", "json"),
        output: fc.constantFrom<FormatName>("ndjson", "ndjson", "json", "csv", "tsv"),
        strict: fc.constantFrom(false, false, true),
        onError: fc.constantFrom<Plan["onError"]>("quarantine", "quarantine", "skip", "fail"),
      }),
      { numRuns: 150, ...(runs === undefined && { seed: 1 }) },
    )
    .filter(isPossible)
    .slice(0, 60),
);

/** Whether the options go together: rows need columns, and nothing is both picked and dropped. */
function isPossible({ pick, drop, output }: Case): boolean {
  try {
    parseSelection(pick, drop);
    return pick !== undefined || output === "ndjson" || output === "json";
  } catch {
    return false;
  }
}

function joined(records: readonly Uint8Array[], input: FormatName, separator = "\n"): Uint8Array<ArrayBuffer> {
  const between = encoder.encode(input === "json" ? `,${separator}` : separator);
  const bytes = Uint8Array.from(records.flatMap((one, i) => (i === 0 ? [...one] : [...between, ...one])));
  return input === "json" ? uptoClose(bytes) : bytes;
}

/** The elements of an array up to the bracket that closes it, as the chunker cuts them. */
function uptoClose(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const extents = new JsonExtents();
  const last = extents.last(bytes, 0);
  return extents.closed ? bytes.subarray(0, last) : bytes;
}

/** Records that are often the same but for a few bytes. */
const similar = fc
  .tuple(fc.array(record, { minLength: 1, maxLength: 3 }), fc.array(fc.nat(), { minLength: 1, maxLength: 12 }))
  .map(([kinds, order]) => order.map((k) => encoder.encode(kinds[k % kinds.length].replaceAll(/[\n\r]/g, " "))));

describe("the same as the twin's", () => {
  test("of random records", () => {
    fc.assert(
      fc.property(
        options,
        similar,
        fc.constantFrom("\n", "\r\n", "\n\n", " \n "),
        fc.nat(9),
        fc.nat(70),
        (one, records, separator, limit, offset) => {
          const chunk = joined(records, one.input, separator);
          expectTwins(one, chunk, Infinity, offset);
          expectTwins(one, chunk, limit, offset);
        },
      ),
      many(1500),
    );
  });

  test("of damaged records among others", () => {
    fc.assert(
      fc.property(options, similar, damaged(record), fc.nat(11), (one, records, bad, at) => {
        expectTwins(one, joined([...records.slice(at), bad, ...records.slice(0, at)], one.input));
      }),
      many(3000),
    );
  });
});

describe("where the last record may be cut", () => {
  test("at any place of good ones and a bad one", () => {
    fc.assert(
      fc.property(options, similar, damaged(record), fc.nat(11), (one, records, bad, at) => {
        const good = joined(records, one.input);
        const all = joined([...records.slice(at), bad, ...records.slice(0, at)], one.input);
        for (const chunk of [good, all]) {
          for (let cut = 0; cut <= chunk.length; cut++) expectTwins(one, chunk.subarray(0, cut), Infinity, 5, true);
        }
      }),
      many(6),
    );
  });

  test("the front of a record stays", () => {
    const { consumed, written } = expectTwins({ pick: "a", input: "json" }, ' {"a":1} , {"a":2}', Infinity, 5, true);
    expect({ consumed, written }).toEqual({ consumed: 10, written: 1 });
  });

  test("over the ends of windows", () => {
    const chunk = [1, 100_000, 5, 20_000, 3].map(wide).join("") + wide(7).repeat(100);
    for (const input of ["ndjson", "json"] as const) {
      const text = input === "json" ? chunk.replaceAll("\n", ",\n") : chunk;
      for (const end of [130_000, 262_144, 600_000, text.length - 1, text.length]) {
        for (const strict of [false, true]) {
          expectTwins({ pick: "id,z", strict, input }, text.slice(0, end), Infinity, 5, true);
        }
      }
    }
  });
});

/** Records of every style, with something for each of the paths. */
const styles = [
  '{"a":1,"b":{"a":"x","c":[1,2]},"c":[{"a":1},{"a":[]}],"x y":null}',
  '{"a": 1, "b": {"a": "x", "c": [1, 2]}, "c": [{"a": 1}, {"a": []}], "x y": null}',
  '{ "a" : "\\"\\\\" , "b" : { } , "c" : [ ] }',
  '{"c":[{"a":1,"b":{"c":[7]}},{"a":22,"b":{"c":[]}},{"a":"é" ,"b":{"c":[8, 9]}}],"a":[{},{} , {}]}',
  '{"id":"0123456789012345678901234567890123456789","a":"é😀\\n","skipped":{"deep":[{"k":[]},{}],"":{}},"b":true}',
];
const paths = ["a,b,c", "b.c[*],b.a", "c[*].a", "c[*].b.c,c[*],a[*].x", "c[*],b.a,b", "skipped.deep[*].k"];

describe("with one byte changed, at every place", () => {
  const bytes = Array.from('{}[],:"\\ \n\t0a-\x00\x1f_Y\x7f').map((c) => c.charCodeAt(0));
  test.each(styles)("%s", (style) => {
    for (const pick of paths) {
      const good = encoder.encode(style);
      for (let at = 0; at < good.length; at++) {
        // Two good ones first, so that there is a template.
        const chunks = [...bytes, 0xff].map((byte) => {
          const bad = good.slice();
          bad[at] = byte;
          return joined([good, good, bad, good], "ndjson");
        });
        const all = joined([...chunks, good.subarray(0, at)], "ndjson");
        const { read, written, rejected } = expectTwins({ pick }, all);
        expect(read).toBe(written + rejected);
      }
    }
  });

  test.each(styles)("whole, and with drops: %s", (style) => {
    const good = encoder.encode(style);
    for (let at = 0; at < good.length; at++) {
      const chunks = bytes.map((byte) => joined([good, good.with(at, byte), good], "ndjson"));
      for (const drop of [undefined, "a", "b.c,c[*].a,id", '["x y"],b,skipped.deep']) {
        expectTwins({ drop }, joined(chunks, "ndjson"));
      }
    }
  });

  test.each(styles)("in an array: %s", (style) => {
    const good = encoder.encode(style);
    for (let at = 0; at < good.length; at++) {
      for (const byte of bytes) {
        const bad = good.slice();
        bad[at] = byte;
        expectTwins({ pick: "a,b.c[*],c", input: "json" }, joined([good, good, bad, good], "json"));
      }
    }
  });
});

describe("strictly, with one byte changed at every place", () => {
  const all = Array.from({ length: 256 }, (_, byte) => byte);
  const frequent = [...Array.from('{}[],:"\\ \n0a-\x00Y', (c) => c.charCodeAt(0)), 0xff];
  const lines = [
    ...styles,
    '{"a":1}\n{"b":"x"}\r\n\n {} \n{"c":[[],{"d":"é"}]}',
    '{"a":[-1.5e+3,0,10,0.1,1E9,true,false,null],"b":"\\u00e9\\\\"}',
    `{"long":"${"x".repeat(70)}","list":["${Array.from({ length: 9 }, () => "name").join('","')}"]}\n{"a":{}}`,
  ];

  test.each(lines)("%j", (text) => {
    const good = encoder.encode(text);
    for (let at = 0; at <= good.length; at++) {
      const [before, after] = [good.subarray(0, at), good.subarray(at + 1)];
      for (const byte of at % 9 === 0 ? all : frequent) {
        const changed = Uint8Array.from([...before, byte, ...after]);
        const chunk = joined([good, changed, good], "ndjson");
        expectTwins({ pick: "a,b", strict: true }, chunk, Infinity, at % 64);
        if (byte % 3 === 0)
          expectTwins({ pick: "a,b", strict: true, input: "json" }, joined([good, changed, good], "json"));
      }
      expectTwins({ pick: "a", strict: true, output: "csv" }, joined([before, good], "ndjson"));
      const blanks = `${" ".repeat(at % 70)}\n${" ".repeat(9)}`;
      expectTwins({ pick: "a", strict: true }, joined([before, good.subarray(at)], "ndjson", blanks));
    }
  });

  test("keys that come twice anywhere", () => {
    const records = [
      '{"a":1,"b":2}',
      '{"a":1,"b":2,"a":3}',
      '{"b":[{"a":1},{"a":2}],"c":{"a":1,"x":{"a":1}}}',
      '{"b":[{"a":1,"c":{},"a":2}]}',
      '{"c":{"x":1 , "y":{}, "x" :2}}',
      '{"\\u0061":1,"a":2}',
      '{"é":1,"è":2,"long key, longer than sixteen bytes":1,"long key, longer than sixteen byteS":2}',
      `{${Array.from({ length: 60 }, (_, i) => `"k${i}":${i}`).join(",")}}`,
      `{${Array.from({ length: 60 }, (_, i) => `"k${i % 59}":${i}`).join(",")}}`,
      `{${Array.from({ length: 5000 }, (_, i) => `"k${i}":${i}`).join(",")}}`,
    ];
    for (const input of ["ndjson", "json"] as const) {
      for (let at = 0; at < records.length; at++) {
        const order = [...records.slice(at), ...records.slice(0, at)].flatMap((one) => [one, one]);
        const chunk = joined(
          order.map((one) => encoder.encode(one)),
          input,
        );
        expectTwins({ pick: "a,k3", strict: true, input }, chunk);
      }
    }
  });
});

test.each([
  ["a,a.b", '{"a":1 {"b":2}}\n{"a":{"b":2}}\n'],
  ["a.b", '{"a":1 {"b":2}}\n{"a":{"b":2}  }\n{"a":{"b":2} 1}\n'],
  ["a.b", '{"a":{"b":2}}\n{"a":x{"b":2}}\n{"a":{"b":2}x}\n{"a":[{"b":2}]}\n'],
  ["a[*]", '{"a":[]}\n{"a":["x"]}\n{"a":[ ]}\n{"a":["x, y" ,\t1]}\n{"a":[1]x}\n{"a":x[1]}\n{"a":{}}\n{"a":5}\n'],
  ["a[*].b", '{"a":[]}\n{"a":[{"b":1},2,"}",{"c":1}]}\n{"a":[,{"b":1}]}\n{"a":[{"b":1},]}\n{"a":[{"b":1}2]}\n'],
  [
    "a[*].b.c",
    '{"a":[{"b":{"c":1}},{"b":{"c":2} },{"b":{"c":3}x},{"b":{"c":4}},{"b":x{"c":5}}]}\n{"a":[]}\n{"a":[{"b":{"c":5}}]}\n',
  ],
  ["a[*].b", `{"a":[${'{"b":1},'.repeat(40)}{"b":1,"b":2}]}\n{"a":[${'{"b":[1]},'.repeat(3)}{"b":[1] 2}]}\n`],
  ["a[*][*]", '{"a":[[1],[2, 3],4,[]]}\n{"a":[[1],[2, 3],4,[]]}\n{"a":[[1] 1]}\n'],
  ["a[*],a[*].b", '{"a":[{"b":1},"x"]}\n{"a":[{"b":1} ,  "x" ]}\n'],
  ["a", '{"a":1,"a":2}\n{"a":1,"\\u0061":2}\n{"\\u0061":3}\n{"\\u0061":4}\n{"\\x61":5}\n'],
  ["a", '{"x":"\n"}\n{"a":1}\n{"x":"\\\n"}\n{"a":1}\n'],
  ["a", '{"a":1}\n{"a":"}\n{"a":2}\n{"a":"\n{"a":3}\n'],
  ["a", '{"a":1}\0\n{"a":1\0}\n\0{"a":1}\n{"a":"\0"}\n'],
  ["a", '\n\n  \n{"a":1}\r\n\r\n  {"a":2}  \n\t\n{"a":3}'],
  ["a", '{}\n{}\n{ }\n{"a":{}}\n{"a":{ }}\n{"b":{x}}\n{"b":{"x"}}\n'],
  ["a", '{"b":{"x":1,}}\n{"b":{"x":1}}\n{"b":{"x":}}\n{"b":{"x":1 , }}\n{"b":{y,"x":1}}\n'],
])("cases of %s: %j", (pick, chunk) => {
  for (let end = 0; end <= chunk.length; end++) expectTwins({ pick }, chunk.slice(0, end));
  const array = chunk.trimEnd().replaceAll("\n", ",\n");
  for (let end = 0; end <= array.length; end++)
    expectTwins({ pick, input: "json" }, uptoClose(encoder.encode(array.slice(0, end))));
});

test.each([
  "{}",
  '{"a":1}',
  '{ "a" : 1 , "b" : 2 , "c" : 3 }',
  '{"c":{"a":1,"b":2},"a":[{"b":1},2,{"b":[{"b":3}]}],"b":0}',
])("holes in %s", (text) => {
  for (const drop of [
    "a",
    "b",
    "c",
    "a,b",
    "a,c",
    "b,c",
    "a,b,c",
    "c.a",
    "c.b",
    "c.a,c.b",
    "a[*].b",
    "a[*].b,b",
    "a[*]",
  ]) {
    expectTwins({ drop }, `${text}\n${text}`);
    expectTwins({ drop, input: "json" }, `${text},\n${text} `);
    expectTwins({ drop, strict: true }, `${text}\n${text.replace('"b"', '"a"')}\n`);
  }
  expectTwins({ pick: "c,a AS x", drop: "c.b,a[*].b" }, `${text}\n${text}`);
});

test("a line of pretty-printed records", () => {
  const text = JSON.stringify({ a: [1, { b: 2 }], b: { a: {}, c: [] }, c: "x, y" }, null, 2);
  for (const eol of ["\n", "\r\n"]) {
    const array = `${text},\n${text},\n${text}`.replaceAll("\n", eol);
    for (const one of [{}, { drop: "a[*].b" }, { pick: "a,b.c" }, { pick: "a[*],c" }] satisfies Case[]) {
      expectTwins({ ...one, input: "json" }, array);
      expectTwins({ ...one, input: "json", output: "json" }, array);
    }
  }
});

test("keys of every length, with blanks of every number around them", () => {
  for (let length = 0; length <= 140; length += length < 70 ? 1 : 7) {
    const key = "k".repeat(length);
    const blanks = " ".repeat(length % 37);
    const chunk =
      `{"a":1,"${key}":{"${key}":2},"z":3}\n`.repeat(3) +
      `{${blanks}"${key}"${blanks}:${blanks}4${blanks}}\n`.repeat(3);
    expectTwins({ pick: `z,["${key}"]` }, chunk);
    expectTwins({ pick: `["${key}"]["${key}"]` }, chunk);
    expectTwins({ pick: "a" }, chunk.replaceAll("k", "q"));
  }
});

test("strings and numbers of every length, with one byte changed at every place", () => {
  for (let length = 1; length <= 36; length++) {
    const texts = ["0", "7", "x"].map((one) => one.repeat(length));
    const values = [...texts, ...texts.map((text) => `"${text}"`), `-${texts[1]}`, `1${texts[0]}`];
    const records = values.flatMap((value) => [
      `{"a":${value},"b":1}`,
      ...Array.from({ length: value.length }, (_, at) =>
        ['"', "\\", "\t", "é", ",", " ", ".", "0"].map(
          (by) => `{"a":${value.slice(0, at)}${by}${value.slice(at + 1)},"b":1}`,
        ),
      ).flat(),
    ]);
    expectTwins({ pick: "a" }, records.join("\n"));
  }
});

function wide(n: number): string {
  return `{"id":${n},"text":"${'x\\"'.repeat(n)}","list":[${"{},".repeat(n)}0],"z":${n}}\n`;
}

test("records of any size, over the ends of windows", () => {
  const sizes = [1, 100_000, 5, 20_000, 20_001, 20_002, 3, 200_000];
  const chunk = sizes.map(wide).join("") + wide(7).repeat(3000);
  for (const strict of [false, true]) {
    expectTwins({ strict }, chunk);
    expectTwins({ strict, input: "json" }, chunk.trimEnd().replaceAll("\n", ",\n"));
    expectTwins({ pick: "id,z", strict }, chunk);
    expectTwins({ pick: "text,list,list[*]", strict }, chunk);
    expectTwins({ pick: "id,text,list", strict, output: "csv" }, chunk);
  }
  expectTwins({ pick: "id,z", input: "json" }, chunk.trimEnd().replaceAll("\n", ", "));
  expectTwins({ pick: "id,z" }, `${chunk}{"z":"`);
});

test("outputs that are longer than the input", () => {
  const pick = `a AS "${"long".repeat(20)}", a AS "${"longer".repeat(20)}"`;
  expectTwins({ pick, output: "json" }, '{"a":1}\n{}\n'.repeat(20_000));
  expectTwins({ pick: "zzz" }, "{}\n".repeat(200_000));
});

function keyed(from: number): string {
  return `{${Array.from({ length: 2000 }, (_, i) => `"k${from + i}":${i}`).join(",")}}\n`;
}

test("objects of more keys than are remembered", () => {
  expectTwins({ pick: "k5,k4000.a,k7999" }, [0, 1000, 2000, 3000, 4000, 5000, 6000, 0].map(keyed).join(""));
  expectTwins({ pick: "m.k5,m.k4000.a" }, `{"m":${keyed(0).trim()}}\n{"m":${keyed(3000).trim()}}\n`);
});

function nested(depth: number): string {
  return `{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}\n`;
}

test("depth", () => {
  for (const pick of ["a", "b", "a[*]"]) {
    expectTwins({ pick }, [3, 15, 16, 17, 16].map(nested).join(""));
    expectTwins({ pick, maxDepth: 3000 }, [1023, 1024, 1025, 2999, 3000, 3001].map(nested).join(""));
  }
});

test.each<FormatName>(["json", "ndjson", "csv"])(
  "records without room in the output, of which the last is cut: %s",
  (output) => {
    const large = `{"a":"${"x".repeat(3 << 19)}","b":1}`;
    const bytes = encoder.encode(`${large},${large},${large}`);
    for (const cut of [bytes.length - 1, bytes.length - 9, 1 << 20, 2 << 20]) {
      expectTwins({ pick: "a,b,a AS c,a AS d", input: "json", output }, bytes.subarray(0, cut), Infinity, 5, true);
    }
  },
);
