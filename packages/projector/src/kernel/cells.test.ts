/** The cells of the wasm kernel against their specification, `CellReader` and `CellWriter`. */
import { CellReader, CellWriter, csv, type Dialect, tsv } from "@backlot/formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CellExports, setReadDialect, setWrittenDialect, wordsBytes } from "./cells.wasm.ts";
import { kernelBase64 } from "../kernel.generated.ts";

interface Exports extends CellExports {
  cellOfJson(start: number, end: number, out: number, depthLeft: number, isChecked: boolean): number;
  cellOfCell(start: number, end: number, out: number): number;
  jsonOfCell(start: number, end: number, out: number): number;
  readonly hostBase: WebAssembly.Global;
}

const memory = new WebAssembly.Memory({ initial: 32 });
const module = new WebAssembly.Module(Uint8Array.from(atob(kernelBase64), (c) => c.charCodeAt(0)));
const host = { childOf: () => 0 };
const kernel = new WebAssembly.Instance(module, { env: { memory }, host }).exports as unknown as Exports;
const bytes = new Uint8Array(memory.buffer);
const readAt = Math.ceil(Number(kernel.hostBase.value) / 64) * 64;
const writtenAt = readAt + 1024;
const sourceAt = writtenAt + 1024;
const outAt = sourceAt + (1 << 19);

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Every run of the suite tries the same cells; `BACKLOT_RUNS=20` tries others, and more. */
const random = {
  numRuns: 3000 * Number(process.env["BACKLOT_RUNS"] ?? 1),
  ...(process.env["BACKLOT_RUNS"] === undefined ? { seed: 1 } : {}),
};

const dialects: Record<string, Dialect> = {
  csv,
  tsv,
  semicolons: { ...csv, delimiter: ";", quote: "'", null: "null", booleans: ["no", "yes;"], list: "," },
  backslashes: { ...csv, escape: "backslash", null: "\\N", list: "|" },
  dots: { ...csv, delimiter: ".", null: "0", booleans: ["0", "1"], list: ", " },
  bars: { ...tsv, delimiter: "|", null: "", list: "|" },
  bare: { ...tsv, escape: null, null: "NULL", list: "\t" },
  quotedNull: { ...csv, null: '"x"', list: '"' },
};
const names = Object.keys(dialects);

test("the words of a dialect take as many bytes as is said", () => {
  for (const dialect of Object.values(dialects)) {
    const size = wordsBytes(dialect);
    bytes.fill(7, writtenAt, writtenAt + 1024);
    setWrittenDialect(kernel, bytes, writtenAt, dialect);
    expect(bytes.subarray(writtenAt, writtenAt + 1024).findLastIndex((byte) => byte !== 7) + 1).toBe(size);
  }
});

/** Puts the source into the kernel's memory; what stands behind it must not matter. */
function put(source: Uint8Array, shift: number, around: number): number {
  const start = sourceAt + shift;
  bytes.fill(around, start - 64, start);
  bytes.set(source, start);
  bytes.fill(around, start + source.length, start + source.length + 64);
  return start;
}

/** What the kernel has written, or undefined where the host has to decide. */
function written(end: number): string | undefined {
  return end === 0 ? undefined : decoder.decode(bytes.subarray(outAt, end));
}

/** What the twin has written, or undefined where it cannot. */
function expected(room: number, write: (out: Uint8Array) => number): string | undefined {
  const out = new Uint8Array(room);
  const end = write(out);
  return end < 0 ? undefined : decoder.decode(out.subarray(0, end));
}

const around = [0x22, 0x2c, 0x5c, 0x5d, 0x41, 0x0a, 0x27, 0xc3, 0x75];
let turn = 0;

function checkJson(to: string, json: string, shift = 0): void {
  const source = encoder.encode(json);
  const writer = new CellWriter(dialects[to]);
  setWrittenDialect(kernel, bytes, writtenAt, dialects[to]);
  const start = put(source, shift, around[turn++ % around.length]);
  const got = written(kernel.cellOfJson(start, start + source.length, outAt, 1024, false));
  const wanted = expected(writer.room(source.length), (out) => writer.json(source, 0, source.length, out, 0));
  expect(got === undefined || got === written(kernel.cellOfJson(start, start + source.length, outAt, 1024, true))).toBe(
    true,
  );
  // Lists of lists, which only a joiner would have to take apart, are the host's.
  if (got === undefined && dialects[to].list !== "json" && /^\s*\[.*[[{]/su.test(json)) return;
  expect(got, `${json} as ${to}`).toBe(wanted);
}

/** Cells as a file of the dialect has them, from their text. */
function cellText(dialect: Dialect, text: string, isQuoted: boolean): string {
  const { quote, escape } = dialect;
  if (quote !== null && isQuoted) {
    const inside =
      escape === "backslash" ? text.replaceAll(/["\\]/gu, (c) => `\\${c}`) : text.replaceAll(quote, quote + quote);
    return quote + inside + quote;
  }
  const plain = text.replaceAll(dialect.delimiter, "").replaceAll(/[\r\n]/gu, "");
  return quote === null ? plain : plain.replace(new RegExp(`^${quote}+`, "u"), "");
}

function checkCell(from: string, to: string, cell: string, shift = 0): void {
  const source = encoder.encode(cell);
  const reader = new CellReader(dialects[from]);
  const writer = new CellWriter(dialects[to]);
  setReadDialect(kernel, bytes, readAt, dialects[from]);
  setWrittenDialect(kernel, bytes, writtenAt, dialects[to]);
  const start = put(source, shift, around[turn++ % around.length]);
  const end = start + source.length;
  expect(written(kernel.cellOfCell(start, end, outAt)), `${cell} of ${from} as ${to}`).toBe(
    expected(writer.room(source.length), (out) => writer.cell(source, 0, source.length, out, 0, reader)),
  );
  expect(written(kernel.jsonOfCell(start, end, outAt)), `${cell} of ${from} as JSON`).toBe(
    expected(6 * source.length + 4, (out) => reader.json(source, 0, source.length, out, 0)),
  );
}

/** Text in which what is special for some dialect is frequent. */
const special = fc.constantFrom(
  ...Array.from(",;'\"\\|.\t\n\r\b\f\u0001\u001fNntr0é€😀 "),
  "\\N",
  "null",
  '""',
  "\\\\",
  "''",
  "\\t",
);
const text = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.array(fc.oneof(special, fc.string({ maxLength: 20 })), { maxLength: 12 }).map((parts) => parts.join("")),
  fc.constantFrom("", "null", "\\N", "NULL", "0", '"x"', "x", "no", "yes;"),
);

/** The same character may be spelled in many ways in a JSON string. */
const escaped = fc.constantFrom(
  "\\u0041",
  "\\u00e9",
  "\\u20AC",
  "\\ud83d\\ude00",
  "\\n",
  "\\/",
  "\\u002c",
  "\\u0022",
  "\\b",
  "\\u000a",
  "\\u005C",
  "\\\\n",
  "\\u0000",
);
const string = fc.oneof(
  text.map((each) => JSON.stringify(each)),
  fc
    .array(
      fc.oneof(
        escaped,
        fc.string({ maxLength: 18 }).map((each) => JSON.stringify(each).slice(1, -1)),
      ),
      { maxLength: 6 },
    )
    .map((parts) => `"${parts.join("")}"`),
);
const surrogates = fc.constantFrom('"\\ud800"', '"a\\udc00b"', '"\\ud83d\\ud83d\\ude00"', '"\\ud83dx"', '["\\ud800"]');
const scalar = fc.oneof(
  string,
  fc.constantFrom("0", "-1.5E+3", "12", "true", "false", "null", "1234567890123456789.5"),
);
const list = fc
  .tuple(fc.constantFrom("", " ", "\n "), fc.array(scalar, { maxLength: 20 }))
  .map(([blank, items]) => `[${blank}${items.join(`,${blank}`)}${blank}]`);
const json = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 3, arbitrary: list },
  { weight: 1, arbitrary: surrogates },
  fc.json({ maxDepth: 3 }),
  fc.json({ maxDepth: 3 }).map((each) => JSON.stringify(JSON.parse(each), null, 2)),
);

describe("a JSON value becomes a cell", () => {
  test.each(names)("of %s", (to) => {
    fc.assert(
      fc.property(json, fc.nat(63), (value, shift) => checkJson(to, value, shift)),
      { ...random, numRuns: random.numRuns / 2 },
    );
  });

  test("each byte at each place of a string", () => {
    for (const to of names) {
      for (let length = 0; length < 36; length++) {
        for (let byte = 0x20; byte < 0x80; byte++) {
          const inside = JSON.stringify(String.fromCharCode(byte)).slice(1, -1);
          checkJson(to, `"${"x".repeat(length)}${inside}"`);
          if (byte % 7 === 0) checkJson(to, `"${"x".repeat(length)}${inside}${"y".repeat(36 - length)}"`);
        }
      }
    }
  });

  test("nothing that is no JSON value", () => {
    setWrittenDialect(kernel, bytes, writtenAt, csv);
    for (const value of [
      "",
      '"',
      '"a',
      'a"',
      '"a"b"',
      '"\\x"',
      '"\t"',
      "01",
      "nul",
      "[1,]",
      '"\\"',
      "tru",
      "1 2",
      '["a]',
      '"\u0001"',
    ]) {
      const source = encoder.encode(value);
      const start = put(source, 0, 0x22);
      expect([value, kernel.cellOfJson(start, start + source.length, outAt, 1024, false)]).toEqual([value, 0]);
    }
    for (const bad of [
      [0x22, 0x80, 0x22],
      [0x22, 0xc3, 0x22],
      [0x5b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x5d],
    ]) {
      const start = put(Uint8Array.from(bad), 0, 0xbf);
      expect(kernel.cellOfJson(start, start + bad.length, outAt, 1024, false)).toBe(0);
    }
    const start = put(encoder.encode("[[1]]"), 0, 0x20);
    expect(kernel.cellOfJson(start, start + 5, outAt, 1, false)).toBe(0);
  });
});

describe("a cell becomes a cell and a JSON value", () => {
  test.each(names)("from %s", (from) => {
    fc.assert(
      fc.property(text, fc.boolean(), fc.constantFrom(...names), fc.nat(63), (each, isQuoted, to, shift) =>
        checkCell(from, to, cellText(dialects[from], each, isQuoted), shift),
      ),
      random,
    );
  });

  test("each byte at each place of a cell", () => {
    for (const from of names) {
      for (let length = 0; length < 36; length += 5) {
        for (let byte = 0; byte < 0x80; byte++) {
          const each = "x".repeat(length) + String.fromCharCode(byte);
          const to = names[(length + byte) % names.length];
          checkCell(from, to, cellText(dialects[from], each, true));
          checkCell(from, to, cellText(dialects[from], `${each}${"y".repeat(36 - length)}`, false));
        }
      }
    }
  });
});
