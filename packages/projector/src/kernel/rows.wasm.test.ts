import { type Dialect, format, type Format } from "@backlot/formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kernelFor, type Kernel } from "./kernel.ts";
import type { Plan, Projected, Shape } from "../plan/plan.ts";
import { parseSelection } from "../plan/selection.ts";

const runs = process.env["BACKLOT_RUNS"];
const many = (numRuns: number): object => ({
  numRuns: Math.ceil(numRuns * Number(runs ?? 1)),
  ...(runs === undefined && { seed: 1 }),
});

const encoder = new TextEncoder();

interface Case {
  readonly shape: Shape;
  readonly plan: Plan;
}

function caseOf(
  input: Format,
  output: Format,
  count: number,
  picked: readonly number[],
  { onError = "quarantine", strict = false }: Partial<Pick<Plan, "onError" | "strict">> = {},
): Case {
  const names = picked.map((_, pick) => `c${pick}`);
  const selection = parseSelection(names.join(",") || undefined, "x");
  // The second name is longer than what is copied at once.
  const written = names.map((name, pick) => (pick === 1 ? `"${name}", which is the second one: é` : name));
  const plan: Plan = { selection, names: written, output, maxDepth: 1024, strict, onError };
  return { shape: { format: input, columns: { count, picked } }, plan };
}

/** What a kernel makes of bytes that lie somewhere in its room. */
function projected(kernel: Kernel, bytes: Uint8Array, limit: number, mayBeCut: boolean, offset = 5): Projected {
  const room = kernel.room(bytes.length + offset + 1);
  // What is around them must not matter.
  room[offset - 1] = 0x0d;
  room[offset + bytes.length] = 0x0a;
  room.set(bytes, offset);
  const result = kernel.project(offset, offset + bytes.length, limit, { mayBeCut });
  return { ...result, bytes: result.bytes.slice() };
}

/** Tells whether the wasm kernel gives what the twin gives. */
function twins({ plan, shape }: Case, room: number): (bytes: Uint8Array, limit?: number, mayBeCut?: boolean) => void {
  const kernels = (["wasm", "twin"] as const).map((name) => kernelFor(plan, shape, name));
  for (const kernel of kernels) kernel.room(room + 10);
  return (bytes, limit = Infinity, mayBeCut = false) => {
    const [wasm, twin] = kernels.map((kernel) => projected(kernel, bytes, limit, mayBeCut));
    // Comparing long outputs item by item takes seconds.
    const isSame = Buffer.compare(wasm.bytes, twin.bytes) === 0;
    expect(isSame ? { ...wasm, bytes: "" } : wasm).toEqual(isSame ? { ...twin, bytes: "" } : twin);
  };
}

function expectTwins(tried: Case, bytes: Uint8Array, limit = Infinity): void {
  twins(tried, bytes.length)(bytes, limit);
}

const dialects: [string, Format][] = (
  [
    ["csv", {}],
    ["csv", { delimiter: ";", quote: "'" }],
    ["csv", { null: "NULL", comment: "#" }],
    ["csv", { escape: "backslash" }],
    ["csv", { lineEnd: "\r\n" }],
    ["csv", { quote: null, comment: "a" }],
    ["tsv", {}],
    ["tsv", { quote: '"' }],
    ["tsv", { null: "", escape: null }],
  ] as ["csv" | "tsv", Partial<Dialect>][]
).map(([name, parts]) => [`${name} ${JSON.stringify(parts)}`, format(name, parts)]);

/** Pieces of rows, and stretches that fill blocks. */
const pieces = (dialect: Dialect): fc.Arbitrary<Uint8Array> => {
  const { delimiter, quote } = dialect;
  const q = quote ?? '"';
  const piece = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        "a",
        "\n",
        "\n",
        delimiter,
        delimiter,
        q,
        "\r",
        "\r\n",
        "\\",
        "#",
        "é",
        "😀",
        "\0",
        "\\N",
        "NULL",
        "b",
        `${q}${q}`,
        `${delimiter}${q}`,
        `${q}${delimiter}`,
        `${q}\n`,
        `\n${q}`,
        `${q}\r\n`,
        `\\${q}`,
      ),
    },
    { weight: 1, arbitrary: fc.nat({ max: 70 }).map((n) => "x".repeat(n)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(delimiter, "\n", q, "é").chain((c) => fc.nat({ max: 40 }).map((n) => c.repeat(n))),
    },
  );
  const bad = fc.constantFrom([0xff], [0xc3], [0xe2, 0x82], [0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80]);
  return fc
    .array(fc.oneof({ weight: 40, arbitrary: piece.map((text) => [...encoder.encode(text)]) }, bad), { maxLength: 60 })
    .map((parts) => Uint8Array.from(parts.flat()));
};

/** Rows as they should be, most of the time with as many cells as there are columns. */
function rows(dialect: Dialect, count: number): fc.Arbitrary<string> {
  const { delimiter, quote } = dialect;
  const plain = fc.oneof(
    { weight: 5, arbitrary: fc.stringMatching(/^[a-z 0-9]{0,12}$/) },
    fc.stringMatching(/^[a-zé😀]{0,80}$/u),
    fc.constantFrom("", "\\N", "\\t", "NULL", "a\r", "\0", "x".repeat(200)),
  );
  const quoted = fc
    .array(fc.constantFrom("a", "é", delimiter, "\n", "\r\n", quote ?? "", " and so on"), { maxLength: 12 })
    .map((parts) => `${quote}${parts.join("").replaceAll(quote ?? "", `${quote}${quote}`)}${quote}`);
  const cell = quote === null ? plain : fc.oneof({ weight: 3, arbitrary: plain }, quoted);
  const cells = fc.oneof(
    { weight: 12, arbitrary: fc.array(cell, { minLength: count, maxLength: count }) },
    fc.array(cell, { maxLength: count + 2 }),
  );
  const row = fc.tuple(cells, fc.constantFrom("\n", "\n", "\n", "\r\n")).map(([all, end]) => all.join(delimiter) + end);
  return fc
    .tuple(
      fc.array(fc.oneof({ weight: 20, arbitrary: row }, fc.constantFrom("\n", "\r\n", "# no row\n")), {
        maxLength: 30,
      }),
      fc.boolean(),
    )
    .map(([all, isWhole]) => all.join("").slice(0, isWhole ? undefined : -1));
}

const picks = (count: number): fc.Arbitrary<number[]> =>
  fc.array(fc.nat({ max: count - 1 }), { minLength: 1, maxLength: 5 });

describe.each(dialects)("%s", (_, input) => {
  const dialect = input.dialect!;
  const outputs = fc.constantFrom(input, input, input, format("ndjson"), format("json"), format("csv"), format("tsv"));

  test("hostile bytes: the wasm kernel gives what the twin gives", () => {
    const cases = fc
      .integer({ min: 1, max: 4 })
      .chain((count) =>
        fc.tuple(
          fc.constant(count),
          picks(count),
          outputs,
          pieces(dialect),
          fc.constantFrom<Plan["onError"]>("fail", "skip", "quarantine"),
          fc.constantFrom(Infinity, Infinity, 0, 1, 3),
          fc.boolean(),
        ),
      );
    fc.assert(
      fc.property(cases, ([count, picked, output, bytes, onError, limit, strict]) => {
        expectTwins(caseOf(input, output, count, picked, { onError, strict }), bytes, limit);
      }),
      many(300),
    );
  });

  test("rows of which few columns are picked, and one byte of them changed", () => {
    const cases = fc
      .integer({ min: 8, max: 20 })
      .chain((count) => fc.tuple(fc.constant(count), fc.nat({ max: count - 1 }), outputs, rows(dialect, count)));
    fc.assert(
      fc.property(
        cases,
        fc.nat(),
        fc.constantFrom(dialect.delimiter, '"', "\n", "\r", 0xff),
        fc.integer({ min: 1, max: 6 }),
        ([count, pick, output, text], at, by, times) => {
          const tried = caseOf(input, output, count, [pick]);
          const bytes = encoder.encode(text.repeat(times));
          expectTwins(tried, bytes);
          if (bytes.length > 0) bytes[at % bytes.length] = typeof by === "number" ? by : by.charCodeAt(0);
          expectTwins(tried, bytes);
          expectTwins(tried, bytes, times);
        },
      ),
      many(60),
    );
  });

  test("rows, and one byte of them changed", () => {
    const cases = fc
      .integer({ min: 1, max: 12 })
      .chain((count) => fc.tuple(fc.constant(count), picks(count), outputs, rows(dialect, count)));
    fc.assert(
      fc.property(
        cases,
        fc.nat(),
        fc.constantFrom('"', "'", "\n", "\r", 0xff, ",", "#"),
        fc.nat({ max: 40 }),
        ([count, picked, output, text], at, by, limit) => {
          const bytes = encoder.encode(text);
          const tried = caseOf(input, output, count, picked);
          expectTwins(tried, bytes);
          expectTwins(tried, bytes, limit);
          const expectSame = twins(tried, bytes.length);
          for (let cut = 0; cut <= bytes.length; cut += 7) expectSame(bytes.subarray(0, cut), limit, true);
          if (bytes.length > 0) bytes[at % bytes.length] = typeof by === "number" ? by : by.charCodeAt(0);
          expectTwins(tried, bytes);
          expectTwins(caseOf(input, output, count, picked, { strict: true }), bytes);
        },
      ),
      many(60),
    );
  });
});

/** A table of about so many bytes, the rows of which are of all lengths. */
function table(bytes: number, columns: number, cell: (row: number, column: number) => string): string {
  let text = "";
  for (let row = 0; text.length < bytes; row++) {
    text += `${Array.from({ length: columns }, (_, column) => cell(row, column)).join(",")}\n`;
  }
  return text;
}

const csv = format("csv");
const escaped = format("csv", { escape: "backslash" });
const anyCell = (row: number, column: number): string => {
  const n = (row * 31 + column * 17) % 101;
  if (n < 8) return `"${"x,\n".repeat(n)}""é"`;
  return n < 60 ? String(n * n) : "wörter und noch mehr ".repeat(n % 7);
};

describe("one byte changed, anywhere, by any other", () => {
  test.each<[string, Format, Format, number, string]>([
    ["csv", csv, csv, 3, `1,"a, ""b""",c\n"","x\ny",\r\n${"é".repeat(40)},"",""\r\n"1","2","3"\r\n\n`.repeat(3)],
    [
      "csv with comments",
      format("csv", { comment: "#" }),
      csv,
      2,
      `1,"#"\n#,\n${"4,5\n".repeat(20)}#"\n"\n#",3\n#\r\n6,7\n`.repeat(2),
    ],
    ["tsv", format("tsv"), format("tsv"), 3, `1\ta"b"\t\\N\n"\t\t\r\n${"x".repeat(50)}\t\\t\t"é"\n\n`.repeat(3)],
    ["csv to ndjson", csv, format("ndjson"), 2, `"a ""b""\\\n",\u0001\r\n"",${"é".repeat(20)}\n,"\r\n\t"\n`.repeat(2)],
    ["csv to tsv", csv, format("tsv"), 2, `"a\t""b""\\\n",\\N\r\n"",${"é".repeat(20)}\n,"\r\n\t"\n`.repeat(2)],
    ["tsv to csv", format("tsv"), csv, 2, `a\\t"b"\\n\t\\N\r\n\t,${"é".repeat(20)}\n"\t\\r\n`.repeat(2)],
    ["escapes", escaped, escaped, 2, `1,"a \\\\"" b\\n"\n\\,"\\""\r\n${"x".repeat(70)},"y,\n"\n`.repeat(2)],
    ["escapes to csv", escaped, csv, 2, `1,"a \\\\"" b\\n"\n\\,"\\""\r\n${"x".repeat(70)},"y,\n"\n`.repeat(2)],
    ["one column", csv, csv, 1, '1\n"2"\r\n\n3\r4\n\r\n"a\n""b""\n"\n'.repeat(6)],
  ])("%s", (_, input, output, count, text) => {
    const expectSame = twins(caseOf(input, output, count, [count - 1, 0]), 2000);
    const expectSameBut = (bytes: Uint8Array, at: number): void => {
      const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
      expectSame(before);
      expectSame(before, Infinity, true);
      for (const byte of [0x22, 0x0a, 0x0d, 0x2c, 0x09, 0x5c, 0x61, 0x23, 0xc3, 0xff]) {
        expectSame(Uint8Array.from([...before, byte, ...after]));
        expectSame(Uint8Array.from([...before, byte, ...after.subarray(1)]));
      }
    };
    const bytes = encoder.encode(text);
    for (let at = 0; at <= bytes.length; at++) expectSameBut(bytes, at);
    // And with every byte of it at the border of two blocks.
    for (let shift = 0; shift < 64; shift++) {
      const shifted = encoder.encode("0".repeat(shift) + text);
      for (let at = 63; at <= 65; at++) expectSameBut(shifted, at);
    }
  });
});

describe("more than a batch", () => {
  test.each([
    ["rows of all lengths", 60_000, 7, anyCell],
    ["ten thousand columns", 200_000, 10_000, (row: number, column: number): string => String(row * column)],
    ["cells of many batches", 300_000, 2, (row: number): string => `"${"a, \n".repeat(row * 999)}"`],
    ["one column", 30_000, 1, anyCell],
    ["nothing but cell ends", 50_000, 50, (): string => ""],
    [
      "now and then a row of far too many cells",
      900_000,
      2,
      (row: number): string => ",".repeat(row % 9 ? 0 : row * 300),
    ],
  ])("%s", (_, size, count, cell) => {
    const picked = [count - 1, 0, Math.floor(count / 2), 0];
    const bytes = encoder.encode(table(size, count, cell));
    const tried = caseOf(csv, csv, count, picked);
    const json = caseOf(csv, format("json"), count, picked);
    expectTwins(tried, bytes);
    expectTwins(tried, bytes, 7);
    expectTwins(json, bytes);
    // A bad byte now and then, and one row that is too long, one that is too short.
    for (let at = 1000; at < bytes.length; at += 5000 + (at % 777)) bytes[at] = [0x22, 0xff, 0x0a, 0x2c, 0x0d][at % 5];
    expectTwins(tried, bytes);
    expectTwins(json, bytes);
    expectTwins(caseOf(csv, csv, count, picked, { onError: "skip" }), bytes, 40);
    // One column, so that most of the index is left out where there are many.
    expectTwins(caseOf(csv, csv, count, [count >> 1], { onError: "skip" }), bytes);
    expectTwins(caseOf(csv, csv, count, [count >> 1], { strict: true }), bytes);
  });

  test("more output than there is room for", () => {
    const bytes = encoder.encode(table(300_000, 3, anyCell));
    // Written thirty times over; and one row that has no room alone.
    expectTwins(
      caseOf(
        csv,
        csv,
        3,
        Array.from({ length: 30 }, (_, pick) => pick % 3),
      ),
      bytes,
    );
    const long = encoder.encode(`1,2\n"${"x\n".repeat(400_000)}",3\n4,5\n`);
    expectTwins(
      caseOf(
        csv,
        csv,
        2,
        Array.from({ length: 9 }, () => 0),
      ),
      long,
    );
  });

  test.each([csv, format("tsv"), format("ndjson")])(
    "rows without room in the output, of which the last is cut",
    (output) => {
      const bytes = encoder.encode(Array.from({ length: 4 }, (_, row) => `${row},"${"x".repeat(5 << 20)}"\n`).join(""));
      const expectSame = twins(caseOf(csv, output, 2, [0, 1]), bytes.length);
      for (const cut of [bytes.length - 1, bytes.length - 9, 3 << 20, 6 << 20]) {
        expectSame(bytes.subarray(0, cut), Infinity, true);
      }
    },
  );
});
