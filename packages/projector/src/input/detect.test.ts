import { csv } from "@backlot/formats";
import { memorySink, memorySource } from "@backlot/runtime";
import { describe, expect, test } from "vitest";
import { detectDelimiter, detectHeader, detectTable, quotesAreData } from "./detect.ts";
import { project, type ProjectOptions, type Warning } from "../index.ts";

function sample(text: string, isWhole = true): { bytes: Uint8Array; isWhole: boolean } {
  return { bytes: new TextEncoder().encode(text), isWhole };
}

describe("delimiters", () => {
  test.each([
    ["a,b\n1,2\n", ","],
    ["a;b\n1;2\n", ";"],
    ["a\tb\n1\t2\n", "\t"],
    ["a|b\n1|2", "|"],
    ['a;"b;\n,c"\r\n1;"2"""\r\n', ";"],
    // The dialect's own one wins where it divides all rows,
    ["name,lat;lon\nx,1;2\n", ","],
    // and where nothing does.
    ["a;b\n1;2;3\n", ","],
    ["title\nDanger; Diabolik\nAlien\n", ","],
    ["a;b\n1;2\n1,5\n", ","],
    ['a;b\n1;"2\n', ","],
    ["one\ntwo\n", ","],
    ["", ","],
    // Decimal commas divide some rows, and lists in cells divide all of them, but less.
    ["a;b;c\n1,5;2;3\n1;2,5;3\n", ";"],
    ["a\tb|b\tc\n1\t2|3\t4\n", "\t"],
    ["a|b;c\n1|2;3\n", ","],
  ])("%j", (text, expected) => {
    expect(detectDelimiter(sample(text), csv)).toBe(expected);
  });

  test("the last row of a part of a file does not count", () => {
    expect(detectDelimiter(sample("a;b\n1;2\n3;4\n5", false), csv)).toBe(";");
    expect(detectDelimiter(sample('a;b\n1;2\n3;4\n5;"', false), csv)).toBe(";");
    expect(detectDelimiter(sample("a;b;c\n1;a long text in the first", false), csv)).toBe(";");
    expect(detectDelimiter(sample("a;b;c and so", false), csv)).toBe(";");
    // But a quote that is open since the first half counts.
    expect(detectDelimiter(sample('a;b\n1;"2\n3;4\n5;6\n7;8', false), csv)).toBe(",");
  });

  test("a file of an unknown kind is a table where two rows are divided evenly", () => {
    expect(detectTable(sample("a\tb\n1\t2\n"))).toBe("\t");
    expect(detectTable(sample("a,b\n1,2\n"))).toBe(",");
    expect(detectTable(sample("Dear Sir, or Madam\n"))).toBeUndefined();
    expect(detectTable(sample("a,b\n1\n"))).toBeUndefined();
  });
});

describe("quotes", () => {
  test.each([
    ['a,b\n5" disk,x\n', true],
    ['a"b,c\n1,2\n', true],
    ['a;b\n5" disk;3"\n', true],
    ["a,b\n1,2\n", false],
    ["", false],
    // Whoever has cells in quotes means them,
    ['a,b\n5" disk,x\n1,"y"\n', false],
    ['"a",b\n5" disk,x\n', false],
    // with other delimiters too, and behind blanks,
    ['a;b\n1;"x,y"\n', false],
    ['a\tb\n1\t"x"\n', false],
    ['a,b\n5" disk, "x"\n', false],
    // and a backslash may make data of a quote that would be none.
    ['a,b\n5\\" disk,x\n', false],
  ])("of %j", (text, expected) => {
    expect(quotesAreData(sample(text), csv)).toBe(expected);
  });

  test("of comments mean nothing", () => {
    const dialect = { ...csv, comment: "#" };
    expect(quotesAreData(sample('# say "x"\na,b\n'), dialect)).toBe(false);
    expect(quotesAreData(sample('#"x"\na,b\n5" disk,1\n'), dialect)).toBe(true);
  });
});

describe("headers", () => {
  // Names above what has them: never to be taken for a record.
  test.each([
    ["id,name\n1,Ann\n2,Bob\n3,Cid\n"],
    ["name\nAnn\nBob\nCid\n"],
    ["a,b\nx,y\nx,z\nx,w\n"],
    ["country,1990,1991,1992\nDE,1.5,2,3\nFR,2,3,4\nIT,5,6,7\n"],
    ["country,2020\nDE,83\nFR,68\nIT,59\n"],
    ["Province,Lat,1/22/20,1/23/20\nA,1.5,0,1\nB,2.5,1,2\nC,3.5,4,5\n"],
    [",0,1,2\n0,1.5,2,3\n1,4,5,6\n2,7,8,9\n"],
    ["0,1,2\n1,4,5\n2,5,6\n3,6,7\n"],
    ["1,2,3\n2,4,6\n3,6,9\n4,8,12\n"],
    ["0\n1\n2\n3\n"],
    ["q,0.05,0.5,0.95\nx,1,2,3\ny,2,3,4\nz,3,4,5\n"],
    ["user,318,356,296\n1,5,4,3\n2,1,2,4\n3,4,4,4\n"],
    ['"a","7"\n"x",8\n"y",9\n"a",10\n'],
    ["id,name\n1,Ann\nid,name\n2,Bob\n3,Cid\n"],
    ["date,value\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n"],
    ["gene,S001,S002\nBRCA1,1,2\nTP53,3,4\nMYC,5,6\n"],
    ["Q001\nyes\nno\nyes\n"],
    ["V1,V2\n1,2\n3,4\n5,6\n"],
    // Too few rows, uneven rows, or nothing that tells.
    ["2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n"],
    ["2024-01-01,1\n2024-01-02\n2024-01-03,3\n2024-01-04,3\n"],
    ["Ann,Bob\nCid,Dan\nEve,Fay\nGus,Hal\n"],
    ["5,7\n3,9\n8,1\n6,2\n"],
    [""],
    ["\n\n"],
  ])("%j", (text) => {
    expect(detectHeader(sample(text), csv, [])).toBe(true);
  });

  test.each([
    ["5.1,3.5,1.4,0.2,setosa\n4.9,3,1.4,0.2,setosa\n7,3.2,4.7,1.4,virginica\n6,2,5,2,virginica\n"],
    ["1,Ann\n2,Bob\n3,Cid\n4,Dan\n"],
    ["Ann,F,7065\nBob,M,2604\nCid,F,2003\nDan,M,1939\n"],
    ["2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n2024-01-04,4\n"],
    ["08:00,x\n08:15,y\n08:30,z\n08:45,w\n"],
    ["a,ann@example.com\nb,bob@example.com\nc,cid@example.com\nd,dan@example.com\n"],
    ["x,10.0.0.1,\ny,10.0.0.2,\nz,10.0.0.3,\nw,10.0.0.4,1\n"],
    ["tt0000001,5.7\ntt0000002,6\ntt0000003,7.1\ntt0000004,8\n"],
    ["-1.5,2,0.5\n1,2.5,3\n2,1,4\n4,4,2\n"],
  ])("%j has none", (text) => {
    expect(detectHeader(sample(text), csv, [])).toBe(false);
  });

  test("what is asked for by name is a header", () => {
    const text = sample("1,Ann\n2,Bob\n3,Cid\n4,Dan\n");
    expect(detectHeader(text, csv, ["Ann"])).toBe(true);
    expect(detectHeader(text, csv, ["2"])).toBe(false);
    // As a text, 1 is in the first row; as the number of a column it says nothing.
    expect(detectHeader(text, csv, ["1"])).toBe(false);
    expect(detectHeader(sample("id,2019\n1,3.5\n2,4.5\n3,1.5\n"), csv, ["2019"])).toBe(true);
  });
});

async function run(text: string, name: string, options: Partial<ProjectOptions> = {}): Promise<[string, Warning[]]> {
  const to = memorySink();
  const notices: Warning[] = [];
  const from = memorySource(new TextEncoder().encode(text), name);
  await project({ from, to, workers: 0, onNotice: (notice) => notices.push(notice), ...options });
  return [to.text(), notices];
}

describe("project()", () => {
  test.each<[string, string, Partial<ProjectOptions>, string, string[]]>([
    ["x.csv", "id,name\n1,Ann\n", { pick: "name" }, "name\nAnn\n", []],
    [
      "x.csv",
      "id;name\n1;Ann\n",
      { pick: "name,id" },
      "name;id\nAnn;1\n",
      ["x.csv is read as CSV with ; between cells"],
    ],
    ["x.csv", "id\tname\n1\tAnn\n", {}, "id\tname\n1\tAnn\n", ["x.csv is read as CSV with tabs between cells"]],
    [
      "x.csv",
      "1;Ann\n2;Bob\n3;Cid\n4;Dan\n",
      { pick: "2 AS name", outputFormat: "ndjson", limit: 1 },
      '{"name":"Ann"}\n',
      ["x.csv is read as CSV with ; between cells and without a header, its columns numbered from 1"],
    ],
    [
      "x.csv",
      "1;Ann\n2;Bob\n3;Cid\n4;Dan\n",
      { inputDialect: { header: true, delimiter: ";" }, limit: 0 },
      "1;Ann\n",
      [],
    ],
    ["x.csv", "id;name\n1;Ann\n", { inputDialect: { delimiter: "," }, limit: 0 }, "id;name\n", []],
    ["x.csv", "id;name\n1;Ann\n", { inputDialect: "rfc4180", limit: 0 }, "id;name\r\n", []],
    ["-", "id,name\n1,Ann\n", { pick: "name" }, "name\nAnn\n", ["standard input is read as CSV"]],
    ["x.txt", "\ta\n0\t1\n", {}, "\ta\n0\t1\n", ["x.txt is read as TSV"]],
    ["-", "\r\n id,name\n1,Ann\n", {}, " id,name\n1,Ann\n", ["standard input is read as CSV"]],
    ["x.txt", `${" \n".repeat(50_000)}{"a":1}\n`, { pick: "a" }, '{"a":1}\n', []],
    ["x.txt", '\n"id"\tname\n"1\tAnn\n', { pick: "name" }, "name\nAnn\n", ["x.txt is read as TSV"]],
    [
      "x.txt",
      '# a, b\nid\t"name\n1\tAnn\n',
      { inputDialect: { comment: "#" }, pick: "id" },
      "id\n1\n",
      ["x.txt is read as TSV"],
    ],
    ["x.txt", "1:2\n3:4\n", { inputDialect: { delimiter: ":", header: false } }, "1:2\n3:4\n", []],
    [
      "-",
      "a b\tc\n1\t\\N\n",
      { inputDialect: { delimiter: "\t" }, outputFormat: "json", pick: "c" },
      '[\n{"c":null}\n]\n',
      [],
    ],
    [
      "x.csv",
      "id;name\n1;Ann\n",
      { inputFormat: "csv", pick: "id" },
      "id\n1\n",
      ["x.csv is read as CSV with ; between cells"],
    ],
    [
      "x.csv",
      "\ufeffsep=|\r\na|b\r\n1|2,3\r\n",
      { pick: "b" },
      "b\n2,3\n",
      ["x.csv is read as CSV with | between cells"],
    ],
    ["x.csv", "sep=;\na;b\n1;2\n", { inputDialect: { delimiter: ";" }, pick: "b" }, "b\n2\n", []],
    ["x.csv", "sep=;\n1;2\n", { inputDialect: { delimiter: ";", quote: '"', header: false } }, "1;2\n", []],
    ["x.csv", "sep=,x\n1,2\n", { inputDialect: { delimiter: "," } }, "sep=,x\n1,2\n", []],
    ["x.csv", "sep=;\n1\n", { inputDialect: { delimiter: "," } }, "sep=;\n1\n", []],
    ["x.tsv", "id;name\n1;Ann\n", {}, "id;name\n1;Ann\n", []],
    [
      "x.csv",
      "a;b\n1;2\n",
      { inputDialect: "excel", pick: "b" },
      "b\r\n2\r\n",
      ["x.csv is read as CSV with ; between cells"],
    ],
    ["x.csv", "a,b\n1,2\n", { outputDialect: { delimiter: ";" } }, "a;b\n1;2\n", []],
    ["x.csv", "a,b\n1,\n", { outputDialect: "imdb" }, "a\tb\n1\t\\N\n", []],
    ["x.tsv", "a\tb\n\\t\t\\N\n", { inputDialect: "imdb", outputFormat: "ndjson" }, '{"a":"\\\\t","b":null}\n', []],
    [
      "x.tsv",
      "a\tb\n\\t\t\\N\n",
      { inputDialect: { like: "imdb", escape: undefined, quote: undefined }, outputFormat: "ndjson" },
      '{"a":"\\\\t","b":null}\n',
      [],
    ],
    ["x.json", '[{"a":1},\n{"a":2}\n]\n', { inputDialect: "wikidata", pick: "a" }, '[\n{"a":1},\n{"a":2}\n]\n', []],
    ["x.ndjson", '{"a":true}', { outputDialect: "excel", pick: "a" }, "a\r\nTRUE\r\n", []],
  ])("%s %j %j", async (name, text, options, expected, messages) => {
    for (const chunkBytes of [1, 5, 1000]) {
      const [output, notices] = await run(text, name, { ...options, chunkBytes });
      expect(output.replace("\ufeff", "")).toBe(expected);
      expect(notices.map(({ message }) => message)).toEqual(messages);
    }
  });

  test("a column that is not there for want of a header is told after that", async () => {
    const told: string[] = [];
    const from = memorySource(new TextEncoder().encode("1;Ann\n2;Bob\n3;Cid\n4;Dan\n"), "x.csv");
    const onNotice = ({ message }: Warning): void => void told.push(message);
    await expect(project({ from, to: memorySink(), pick: "name", workers: 0, onNotice })).rejects.toMatchObject({
      message: 'Cannot find the column "name" in x.csv',
      hint: "It has 1, 2",
    });
    expect(told).toEqual([
      "x.csv is read as CSV with ; between cells and without a header, its columns numbered from 1",
    ]);
  });

  test("a delimiter that could not be one is not believed", async () => {
    await expect(run('sep="\r\n1,2\r\n', "x.csv")).rejects.toThrow("Cannot read the header of x.csv");
  });
});
