/** CSV against csv-parse, and csv-spectrum. */
import { format } from "@backlot/formats";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
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

  test.each(names.filter((name) => name !== "location_coordinates"))("%s", async (name) => {
    const text = readFileSync(join(folder, "csvs", `${name}.csv`), "utf8");
    const expected: unknown = JSON.parse(readFileSync(join(folder, "json", `${name}.json`), "utf8"));
    for (let chunkBytes = 1; chunkBytes <= 64; chunkBytes++)
      expect(await projected(text, chunkBytes)).toEqual(expected);
  });
});
