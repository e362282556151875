/** CSV against csv-parse, and csv-spectrum. */
import { format } from "@backlot/formats";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { row as scored } from "../torture/scoreboard.ts";
import { outcome, utf8 } from "./run.ts";

/** The rows as csv-parse reads them, or undefined where it refuses the file. */
function parsed(text: string): Record<string, string>[] | undefined {
  try {
    return parse(text, { columns: true, record_delimiter: ["\n", "\r\n"], skip_empty_lines: true, bom: true });
  } catch {
    return undefined;
  }
}

/** The rows as the projector reads them; csv-parse does not tell an empty cell from an empty text. */
async function projected(text: string, chunkBytes: number): Promise<Record<string, string>[] | undefined> {
  const { text: json } = await outcome(utf8(text), "x.csv", { outputFormat: "json", chunkBytes });
  if (json === undefined) return undefined;
  const rows = JSON.parse(json) as Record<string, string | null>[];
  return rows.map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, value ?? ""])));
}

test("reads tables as csv-parse does", async () => {
  const cell = fc
    .tuple(fc.array(fc.constantFrom("a", '"', ",", "\n", "\r\n", "\r", "é", "😀", " "), { maxLength: 6 }), fc.boolean())
    .map(([parts, quoted]) => {
      const text = parts.join("");
      return quoted || /["\n\r,]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    });
  const rows = fc.array(
    fc.tuple(
      fc.tuple(cell, cell, cell).map((cells) => cells.join(",")),
      fc.constantFrom("\n", "\r\n"),
    ),
  );
  await fc.assert(
    fc.asyncProperty(rows, fc.boolean(), fc.integer({ min: 1, max: 64 }), async (table, open, chunkBytes) => {
      const text = `x,y,z\n${table.map(([row, end]) => row + end).join("")}`.slice(
        0,
        open && table.length > 0 ? -1 : undefined,
      );
      fc.pre(!text.endsWith("\r"));
      const expected = parsed(text);
      expect(expected).toBeDefined();
      expect(await projected(text, chunkBytes)).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test("refuses what csv-parse refuses", async () => {
  const piece = fc.constantFrom("a", '"', '""', ",", ",", "\n", "\n", "\r\n", "é", 'a,"b"\n', "a,b\n", '"');
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 12 }),
      fc.integer({ min: 1, max: 16 }),
      async (pieces, chunkBytes) => {
        const text = `x,y\n${pieces.join("")}`;
        const expected = parsed(text);
        if (expected === undefined) refused++;
        expect(await projected(text, chunkBytes)).toEqual(expected);
      },
    ),
    { numRuns: 2000 },
  );
  expect(refused).toBeGreaterThan(100);
});

/** What RFC 4180 says and leaves open, in the smallest tables that show it: the text, and its rows. */
const rfc4180: [what: string, text: string, rows: string[][]][] = [
  ["2.1: a record per line", "aaa,bbb\r\nccc,ddd\r\n", [["ccc", "ddd"]]],
  ["2.2: no line end after the last one", "aaa,bbb\r\nccc,ddd", [["ccc", "ddd"]]],
  [
    "2.3: a header",
    "name,other\r\n1,2\r\n3,4\r\n",
    [
      ["1", "2"],
      ["3", "4"],
    ],
  ],
  ["2.4: spaces belong to cells", "a,b\r\n c , d\r\n", [[" c ", " d"]]],
  ["2.5: quotes around cells", '"a","b"\r\n"c","d"\r\n', [["c", "d"]]],
  ["2.6: line ends, quotes and commas in them", 'a,b\r\n"c\r\n1","d,e"\r\n', [["c\r\n1", "d,e"]]],
  ["2.7: doubled quotes", 'a,b\r\n"c""d",""""\r\n', [['c"d', '"']]],
  [
    "LF ends lines too",
    'a,b\n"c\nd",e\nf,g\r\n',
    [
      ["c\nd", "e"],
      ["f", "g"],
    ],
  ],
  ["a carriage return inside a cell", 'a,b\nc\rd,"e\r"\n', [["c\rd", "e\r"]]],
  ["only quotes", 'a,b\n"",""""""""\n', [["", '"""']]],
  ["empty cells", "a,b,c\n,,\n", [["", "", ""]]],
  ["blank lines", "\r\na,b\n\n1,2\n\r\n\n", [["1", "2"]]],
  ["a header over nothing", "a,b\r\n", []],
  ["a byte order mark", '\ufeff"a",b\r\n1,2', [["1", "2"]]],
  [
    "quotes right before line ends and commas",
    'a,b\n"""","""\n"""\n",","\n"\n',
    [
      ['"', '"\n"'],
      [",", "\n"],
    ],
  ],
  ["bytes of several", 'é,"😀\u2028"\n"ü""",\u00a0\n', [['ü"', "\u00a0"]]],
  ["header names with everything", '"a\n,""",b\n1,2\n', [["1", "2"]]],
];

describe("RFC 4180, in chunks of any size", () => {
  test.each(rfc4180)("%s", async (_, text, rows) => {
    for (let chunkBytes = 1; chunkBytes <= 64; chunkBytes++) {
      const read = await projected(text, chunkBytes);
      expect(read?.map((row) => Object.values(row))).toEqual(rows);
    }
    // csv-parse reads the same, but for the blank line in front, which it takes for a header.
    if (!text.startsWith("\r\n")) expect(parsed(text)?.map((row) => Object.values(row))).toEqual(rows);
  });

  test.each([
    ["a bare quote", 'a,b\nc"d,e\n', 5],
    ["text after a closing quote", 'a,b\n"c"d,e\n', 7],
    ["a quote that is not closed", 'a,b\nc,"d\ne,f\n', 6],
    ["a cell too few", "a,b\nc\n", 5],
    ["a cell too many", "a,b\nc,d,e\n", 8],
    ["a space before a quote", 'a,b\n "c",d\n', 5],
  ])("%s is refused with its place", async (_, text, byte) => {
    for (let chunkBytes = 1; chunkBytes <= 64; chunkBytes++) {
      expect((await outcome(utf8(text), "x.csv", { chunkBytes })).error).toMatchObject({ record: 1, byte });
    }
    expect(parsed(text)).toBeUndefined();
  });
});

describe("csv-spectrum", () => {
  const folder = dirname(createRequire(import.meta.url).resolve("csv-spectrum"));
  const names = readdirSync(join(folder, "csvs")).map((file) => file.slice(0, -".csv".length));

  test("has its twelve cases", () => {
    expect(names.length).toBe(12);
  });

  // The one case that is not RFC 4180: bare quotes, which are data in a dialect without quotes only. Its JSON is one
  // object, with another phone number than the table.
  test("location_coordinates", async () => {
    const bytes = readFileSync(join(folder, "csvs", "location_coordinates.csv"));
    const { error } = await outcome(bytes, "x.csv");
    expect(error).toMatchObject({ record: 1, byte: bytes.indexOf('"') });
    const unquoted = await outcome(bytes, "x.csv", {
      inputFormat: format("csv", { quote: null }),
      outputFormat: "json",
    });
    const { "Contact Phone Number": _, ...expected } = JSON.parse(
      readFileSync(join(folder, "json", "location_coordinates.json"), "utf8"),
    ) as Record<string, string>;
    expect(JSON.parse(unquoted.text!)).toMatchObject([expected]);
  });

  for (const name of names.filter((one) => one !== "location_coordinates")) {
    scored(2, name, async (count) => {
      const text = readFileSync(join(folder, "csvs", `${name}.csv`), "utf8");
      const expected: unknown = JSON.parse(readFileSync(join(folder, "json", `${name}.json`), "utf8"));
      for (let chunkBytes = 1; chunkBytes <= 64; chunkBytes++) {
        count.inputs++;
        const rows = await projected(text, chunkBytes);
        count.same(JSON.stringify(rows), JSON.stringify(expected), () => `${name} in chunks of ${chunkBytes}`);
      }
    });
  }
});

/** What RFC 4180 says, section 2, rule by rule; `undefined`: refused. */
const rules: readonly (readonly [rule: string, text: string, rows: readonly string[][] | undefined])[] = [
  [
    "1: each record is on a line of its own",
    "a,b\r\n1,2\r\n3,4\r\n",
    [
      ["1", "2"],
      ["3", "4"],
    ],
  ],
  [
    "2: the last one may have no line end",
    "a,b\r\n1,2\r\n3,4",
    [
      ["1", "2"],
      ["3", "4"],
    ],
  ],
  ["3: a header, and nothing else", "a,b\r\n", []],
  ["4: as many fields in each: fewer", "a,b\r\n1\r\n", undefined],
  ["4: as many fields in each: more", "a,b\r\n1,2,3\r\n", undefined],
  ["4: blanks are part of a field", "a,b\r\n 1 ,2\t\r\n", [[" 1 ", "2\t"]]],
  ["4: a comma behind the last field is one more", "a,b\r\n1,2,\r\n", undefined],
  [
    "5: fields may be quoted or not",
    '"a",b\r\n"1",2\r\n3,"4"\r\n',
    [
      ["1", "2"],
      ["3", "4"],
    ],
  ],
  ["5: no quotes inside a field without", 'a,b\r\n1,2"\r\n', undefined],
  ["5: a blank before a quote makes it one", 'a,b\r\n1, "2"\r\n', undefined],
  ["5: nothing behind a closing quote", 'a,b\r\n1,"2" \r\n', undefined],
  ["6: line ends, quotes and commas in quotes", 'a,b\r\n"1\r\n,\n\r","2,"\r\n', [["1\r\n,\n\r", "2,"]]],
  [
    "7: a quote in quotes is doubled",
    'a,b\r\n"1""","""2"\r\n"""""","a""b"\r\n',
    [
      ['1"', '"2'],
      ['""', 'a"b'],
    ],
  ],
  ["7: a quote that is not closed", 'a,b\r\n1,"2""\r\n3,4\r\n', undefined],
  [
    "empty fields",
    'a,b\r\n,\r\n"",""\r\n',
    [
      ["", ""],
      ["", ""],
    ],
  ],
];

describe("RFC 4180", () => {
  for (const [rule, text, answer] of rules) {
    scored(2, rule, async (count) => {
      const expected = answer?.map(([a, b]) => ({ a, b }));
      for (const content of [text, text.replaceAll("\r\n", "\n")]) {
        const right =
          content === text ? expected : JSON.parse(JSON.stringify(expected ?? null).replaceAll("\\r\\n", "\\n"));
        for (let chunkBytes = 1; chunkBytes <= content.length; chunkBytes++) {
          count.inputs++;
          const rows = (await projected(content, chunkBytes)) ?? null;
          count.same(JSON.stringify(rows), JSON.stringify(right ?? null), () => `${rule}: ${content}`);
        }
      }
    });
  }
});
