import { format } from "@backlot/formats";
import { InputError, memorySink, memorySource, type Source, type Summary } from "@backlot/runtime";
import { describe, expect, test } from "vitest";
import { project, type ProjectOptions, type Warning } from "./index.ts";
import type { KernelName } from "./kernel/kernel.ts";

type Options = Omit<ProjectOptions, "from" | "to">;

function source(content: string | Uint8Array, name: string): Source {
  return memorySource(typeof content === "string" ? new TextEncoder().encode(content) : content, name);
}

interface Run extends Summary {
  text: string;
  warnings: Warning[];
}

function recordsAndTable(): Source[] {
  return [source('{"a":1,"b":2}', "a.ndjson"), source("b,a\n3,4\n", "b.csv")];
}

function repeatingKeys(): Source {
  return source('{"a":1,"b":{"c":1,"c":2}}\n{"a":1,"d":3,"a":2,"d":4}\n{"a":3}\n', "x.ndjson");
}

describe.each<KernelName>(["wasm", "twin"])("by the kernel %s", (kernel) => {
  async function run(from: Source | Source[], options: Options = {}): Promise<Run> {
    const to = memorySink();
    const warnings: Warning[] = [];
    const summary = await project({
      from,
      to,
      kernel,
      workers: 0,
      onWarning: (warning) => warnings.push(warning),
      ...options,
    });
    expect(summary.read).toBe(summary.written + summary.filtered + summary.rejected);
    return { ...summary, text: to.text(), warnings };
  }

  async function failure(from: Source | Source[], options: Options = {}): Promise<InputError> {
    const error: unknown = await run(from, options).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }

  const movies =
    '{"title":"Alien","year":1979,"cast":[{"name":"Weaver"},{"name":"Hurt"}]}\n{"title":"Heat, the","year":1995.0}\n';

  describe("formats", () => {
    test.each<[string, string, Options, string]>([
      [
        "x.ndjson",
        movies,
        { pick: "year,title" },
        '{"year":1979,"title":"Alien"}\n{"year":1995.0,"title":"Heat, the"}\n',
      ],
      ["x.ndjson", movies, { pick: "cast[*].name AS cast" }, '{"cast":["Weaver","Hurt"]}\n{}\n'],
      ["x.ndjson", movies, { drop: "cast[*].name, year" }, '{"title":"Alien","cast":[{},{}]}\n{"title":"Heat, the"}\n'],
      [
        "x.ndjson",
        movies,
        { pick: "title,cast", drop: "cast[*].name" },
        '{"title":"Alien","cast":[{},{}]}\n{"title":"Heat, the"}\n',
      ],
      [
        "x.ndjson",
        movies,
        { pick: "title", outputFormat: "json" },
        '[\n{"title":"Alien"},\n{"title":"Heat, the"}\n]\n',
      ],
      [
        "x.ndjson",
        movies,
        { pick: "title,cast", outputFormat: "csv" },
        'title,cast\nAlien,"[{""name"":""Weaver""},{""name"":""Hurt""}]"\n"Heat, the",\n',
      ],
      [
        "x.ndjson",
        movies,
        { pick: "cast[*].name AS cast, title", outputFormat: "tsv" },
        'cast\ttitle\n["Weaver","Hurt"]\tAlien\n\\N\tHeat, the\n',
      ],
      [
        "x.ndjson",
        movies,
        { pick: "cast[*].name", outputFormat: format("tsv", { list: ",", header: false }) },
        "Weaver,Hurt\n\\N\n",
      ],
      ["x.json", '[\n  {\n    "a": [1,\r\n 2]\n  }\n]', {}, '[\n{\n    "a": [1,\r\n 2]\n  }\n]\n'],
      ["x.json", '[\n  {\n    "a": [1,\r\n 2]\n  }\n]', { outputFormat: "ndjson" }, '{    "a": [1, 2]  }\n'],
      ["x.json", ' {"a": 1} ', {}, '[\n{"a": 1}\n]\n'],
      ["x.json", "[]", {}, "[\n]\n"],
      ["x.json", " [ ] ", { outputFormat: "ndjson" }, ""],
      ["x.csv", 'a,b\n1,"x ""y"""\n,""\n', {}, 'a,b\n1,"x ""y"""\n,""\n'],
      [
        "x.csv",
        'a,b\n1,"x ""y"""\n,""\n',
        { outputFormat: "ndjson" },
        '{"a":"1","b":"x \\"y\\""}\n{"a":null,"b":""}\n',
      ],
      ["x.csv", 'a,b\n1,"x\ty"\n,""\n', { outputFormat: "tsv", pick: "b,a" }, "b\ta\nx\\ty\t1\n\t\\N\n"],
      ["x.tsv", 'a\tb\n5" disk\t\\N\nc\\td\t\\x\n', { outputFormat: "csv" }, 'a,b\n"5"" disk",\nc\td,\\x\n'],
      ["x.tsv", "a\tb\n1\t2\n", { drop: "a" }, "b\n2\n"],
      ["x.csv", "a.b,c\n1,2\n", { pick: "a.b" }, "a.b\n1\n"],
      ["x.csv", "a.b,c\n1,2\n", { pick: '["a.b"] AS "x,y"' }, '"x,y"\n1\n'],
      ["x.csv", "1,2\n3,4\n", { pick: '["2"]', inputFormat: format("csv", { header: false }) }, "2\n4\n"],
      ["x.csv", "a;b\n1;2\n", { pick: "b,a", inputFormat: format("csv", { delimiter: ";" }) }, "b;a\n2;1\n"],
      [
        "x.csv",
        '# "x\n\na,b\n1,"#2"\n#,"3\n\n"#4",5\n#',
        { inputFormat: format("csv", { comment: "#" }), outputFormat: "ndjson" },
        '{"a":"1","b":"#2"}\n{"a":"#4","b":"5"}\n',
      ],
      [
        "x.csv",
        '#\n1\n# "\n\n2\n',
        { inputFormat: format("csv", { comment: "#", header: false }), outputFormat: "ndjson" },
        '{"1":"1"}\n{"1":null}\n{"1":"2"}\n',
      ],
      ["x.tsv", "#\n1\n#2", { inputFormat: format("tsv", { comment: "#", header: false }) }, "1\n"],
      [
        "x.csv",
        'a,b\n"5\\" ,\n","\\\\"\n\\N,\\"\n',
        { inputFormat: format("csv", { escape: "backslash", null: "\\N" }), outputFormat: "ndjson", onError: "skip" },
        '{"a":"5\\" ,\\n","b":"\\\\"}\n',
      ],
      ["x.csv", 'a,b\n1,"2\\""\n', { pick: "b", inputFormat: format("csv", { escape: "backslash" }) }, 'b\n"2\\""\n'],
      ["x.json", '[{"a":1}]', { pick: "a", outputFormat: format("csv", { lineEnd: "\r\n" }) }, "a\r\n1\r\n"],
      ["-", '\n {"a":1}\n', {}, '{"a":1}\n'],
      ["-", '\n [{"a":1}]\n', {}, '[\n{"a":1}\n]\n'],
    ])("%s %j %j", async (name, input, options, expected) => {
      expect((await run(source(input, name), options)).text).toBe(expected);
    });

    test("a table may be written with CRLF, and a byte order mark for Excel", async () => {
      const to = memorySink();
      const outputFormat = format("csv", { lineEnd: "\r\n", byteOrderMark: true });
      await project({ from: source("a,b\r\n1,\r\n", "x.csv"), to, kernel, pick: "b,a", outputFormat });
      expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(to.bytes())).toBe("\ufeffb,a\r\n,1\r\n");
    });

    test("a cell keeps its carriage return when it moves to the line's end", async () => {
      const { text } = await run(source("a,b\nx\r,y\n", "x.csv"), { pick: "b,a" });
      expect(text).toBe('b,a\ny,"x\r"\n');
      expect((await run(source(text, "y.csv"), { pick: "a", outputFormat: "ndjson" })).text).toBe('{"a":"x\\r"}\n');
    });

    test("keys that JavaScript gives a meaning are keys like others", async () => {
      const record = '{"__proto__":{"constructor":1},"toString":2,"hasOwnProperty":3}';
      const { text } = await run(source(record, "x.ndjson"), { pick: "__proto__.constructor, toString, __proto__" });
      expect(text).toBe('{"__proto__.constructor":1,"toString":2,"__proto__":{"constructor":1}}\n');
      expect(Object.keys(Object.prototype)).toEqual([]);
    });
  });

  const page = '\ufeff{"meta":{"items":[1,"]"]},\r\n"data":{"n":-1.5e3,"items":[{"id":1},\n {"id":2}]},"next":null}\n';

  describe("records inside a document", () => {
    test.each<[string, string, Options, string]>([
      ["x.json", page, { records: "data.items" }, '[\n{"id":1},\n{"id":2}\n]\n'],
      ["-", page, { records: "/data/items", outputFormat: "ndjson" }, '{"id":1}\n{"id":2}\n'],
      ["x.json", page, { records: "data.items", pick: "id", outputFormat: "csv" }, "id\n1\n2\n"],
      ["x.json", '{"a\\u0062":[{"c":[]}]}', { records: "$.ab" }, '[\n{"c":[]}\n]\n'],
      ["x.json", '{"a":[],"b":[{}]}', { records: "a" }, "[\n]\n"],
      ["x.json", '{"x":{"a":[1]},"y":[{"a":[]}],"a":[{}]}', { records: "a" }, "[\n{}\n]\n"],
    ])("%s %j %j", async (name, input, options, expected) => {
      for (const chunkBytes of [1, 2, 3, 16, 1024])
        expect((await run(source(input, name), { ...options, chunkBytes })).text).toBe(expected);
    });

    test.each<[string, Options, string, object]>([
      [page, { records: "data.item" }, 'data has no "item" at byte 79', { hint: "Did you mean data.items?" }],
      [page, { records: "a" }, 'the file has no "a" at byte 92', { hint: "It has meta, data, next" }],
      [page, { records: "meta.items.x" }, "meta.items is no object at byte 20", { field: "meta.items.x" }],
      [page, { records: "data" }, "Cannot find the records data in x.json: data is no array at byte 38", { byte: 38 }],
      ["[]", { records: "data" }, "the file is no object at byte 0", { file: "x.json" }],
      ["{}", { records: "data" }, 'the file has no "data" at byte 1', { hint: "It has no keys" }],
      ['{"a":[{}],"b":tru}', { records: "a" }, "neither a value nor true, false or null at byte 17", { byte: 17 }],
      ['{"a":[{}],"b":1', { records: "a" }, "the file ends inside an object or array at byte 15", {}],
      ['{"b":[}', { records: "a" }, "Cannot read x.json as JSON: a value is missing at byte 6", { byte: 6 }],
      ['{"a":[{}]', { records: "a" }, "the file ends inside an object or array at byte 9", {}],
      [
        '{"b":[[[]]],"a":[]}',
        { records: "a", maxDepth: 2 },
        "nested too deeply at byte 6",
        { hint: "Raise --max-depth (maxDepth) if it is meant to be so" },
      ],
      ['{"a":[{}', { records: "a" }, "the array is not closed: a ] is missing at byte 8", {}],
      ['{"a":[{}]}{}', { records: "a" }, "there is text after the object at byte 10", { byte: 10 }],
      ['{"a":[{}],"a":[]}', { records: "a" }, '"a", which leads to the records, comes a second time', { byte: 10 }],
      ['{"a":[{}],}', { records: "a" }, "a comma is followed by nothing at byte 10", {}],
      ['{"a":[{},]}', { records: "a" }, "a comma is followed by no record at byte 8", {}],
      ["{}", { records: "a[*]" }, "Cannot look for the records a[*]", {}],
      ["{}", { records: "a", inputFormat: "ndjson" }, "Cannot look for the records a in x.json: it is ndjson", {}],
    ])("%j %j", async (input, options, message, details) => {
      for (const chunkBytes of [1, 7, 1024]) {
        const error = await failure(source(input, "x.json"), { ...options, chunkBytes });
        expect(error.message).toContain(message);
        expect(error).toMatchObject(details);
      }
    });

    test("records are placed in the whole file", async () => {
      const input = '{"a":{"b":[{"c":1},{"c":tru}]}}';
      expect(await failure(source(input, "x.json"), { records: "a.b" })).toMatchObject({ record: 2, byte: 27 });
    });

    test("a document without --records is told of where its records may be", async () => {
      const { warnings } = await run(source(page, "x.json"), { pick: "id" });
      expect(warnings).toMatchObject([
        { hint: "The records may be in data.items: say --records data.items (records)" },
      ]);
    });

    test("a misspelt pick is suggested from the first record", async () => {
      const { warnings } = await run(source(page, "x.json"), { records: "data.items", pick: "idd" });
      expect(warnings).toMatchObject([{ field: "idd", hint: "Did you mean id?" }]);
    });
  });

  describe("edges of files", () => {
    test.each<[string, string | Uint8Array, string, number]>([
      ["x.ndjson", "", "", 0],
      ["x.ndjson", "\n \r\n\n", "", 0],
      ["x.ndjson", "\ufeff", "", 0],
      ["x.ndjson", '\ufeff{"a":1}', '{"a":1}\n', 1],
      ["x.ndjson", '{"a":1}\r\n{"a":2}\r\n', '{"a":1}\n{"a":2}\n', 2],
      ["x.csv", "", "", 0],
      ["x.csv", "\ufeffa,b", "a,b\n", 0],
      ["x.csv", "a,b\r\n1,2\r\n", "a,b\n1,2\n", 1],
      ["x.csv", "a,b\n1,2", "a,b\n1,2\n", 1],
      ["x.csv", "a,b\n\n1,2\n\n", "a,b\n1,2\n", 1],
      ["x.csv", "\n\r\na,b\n1,2", "a,b\n1,2\n", 1],
      ["x.csv", "a\n\n1\n", "a\n\n1\n", 2],
      ["x.tsv", "a\n\\N\n", "a\n\\N\n", 1],
    ])("%s %j", async (name, input, expected, read) => {
      const result = await run(source(input, name));
      expect(result.text).toBe(expected);
      expect(result.read).toBe(read);
    });

    test("several inputs follow each other, tables by the names of their columns", async () => {
      const ndjson = await run([source('{"a":1}', "a.ndjson"), source('[{"a":2}]', "b.json")], { pick: "a" });
      expect(ndjson.text).toBe('{"a":1}\n{"a":2}\n');
      const csv = await run([source("a,b\n1,2", "a.csv"), source("", "b.csv"), source("b\ta\n3\t\\N\n", "c.tsv")]);
      expect(csv.text).toBe("a,b\n1,2\n,3\n");
      expect(csv.bytesIn).toBe(7 + 9);
    });

    test("an input is closed before the next one is read, for there may be more than can be open", async () => {
      const told = new Set<string>();
      const watched = (name: string): Source => {
        const from = source('{"a":1}\n', `${name}.ndjson`);
        return {
          ...from,
          async read(into) {
            told.add(`${name} is read`);
            return await from.read(into);
          },
          async close() {
            told.add(`${name} is closed`);
          },
        };
      };
      expect((await run(["a", "b", "c"].map(watched))).read).toBe(3);
      expect([...told]).toEqual(["a", "b", "c"].flatMap((name) => [`${name} is read`, `${name} is closed`]));
    });

    test("the first table that has columns says which", async () => {
      const [empty, table] = [() => source("", "0.csv"), () => source("a,b\n1,2\n", "1.csv")];
      expect((await run([empty(), empty(), table(), empty()])).text).toBe("a,b\n1,2\n");
      expect((await run([empty(), table()], { pick: "b" })).text).toBe("b\n2\n");
      expect((await run([empty(), empty()])).text).toBe("");
    });

    test("a file with nothing in it, whose name tells nothing, goes with any others", async () => {
      const [blank, table] = [(text = "") => source(text, "x.txt"), () => source("a,b\n1,2\n", "1.csv")];
      expect((await run([blank(), table(), blank("\n")])).text).toBe("a,b\n1,2\n");
      expect((await run([blank(), table()], { pick: "b" })).text).toBe("b\n2\n");
      expect((await run([blank(), source('[{"a":1}]', "1.json")])).text).toBe('[\n{"a":1}\n]\n');
      expect((await run([blank(), blank(" ")])).text).toBe("");
    });

    test("a table that does not match the first one is refused", async () => {
      const first = source("a,b\n1,2\n", "a.csv");
      expect(await failure([first, source("a,c\n1,2\n", "b.csv")])).toMatchObject({ file: "b.csv", field: "b" });
      expect(await failure([source("a\n1\n", "a.csv"), source("a,c\n1,2\n", "b.csv")])).toMatchObject({
        message: 'Cannot join b.csv to a.csv: only b.csv has the column "c"',
      });
      expect((await run([source("a\n1\n", "a.csv"), source("a,c\n2,3\n", "b.csv")], { pick: "a" })).text).toBe(
        "a\n1\n2\n",
      );
    });

    test("columns of the same name go to each other in their order", async () => {
      const first = (): Source => source("a,b,a\n1,2,3\n", "a.csv");
      expect((await run([first(), source("a,a,b\n4,5,6\n", "b.csv")])).text).toBe("a,b,a\n1,2,3\n4,6,5\n");
      expect((await run([first(), source("a,a,b\n4,5,6\n", "b.csv")], { drop: "b" })).text).toBe("a,a\n1,3\n4,5\n");
      expect(await failure([first(), source("a,b\n4,5\n", "b.csv")])).toMatchObject({
        message: 'Cannot join b.csv to a.csv: they have the column "a" 2 and 1 times',
        field: "a",
      });
      expect((await failure([source("a\n1\n", "a.csv"), source("a,a\n2,3\n", "b.csv")])).message).toContain(
        '"a" 1 and 2 times',
      );
    });
  });

  test("tables and records are joined by picks only", async () => {
    expect((await run(recordsAndTable(), { pick: "a" })).text).toBe('{"a":1}\n{"a":"4"}\n');
    expect((await run(recordsAndTable().toReversed(), { pick: "a" })).text).toBe("a\n4\n1\n");
    expect((await failure(recordsAndTable())).message).toBe(
      "Cannot put b.csv behind the other inputs: only one of them is a table",
    );
    expect((await failure(recordsAndTable().toReversed())).file).toBe("a.ndjson");
  });

  test.each([
    ["x.csv", "id;name\n1;Ann;x\n", "--delimiter ';'"],
    ["x.csv", "id\tname\n1\t\t\n", "--delimiter tab"],
    ["x.tsv", "id,name\n", "--delimiter ','"],
  ])("a table whose one column looks like several is told of: %s %j", async (name, text, hint) => {
    expect((await run(source(text, name))).warnings).toMatchObject([{ hint: expect.stringContaining(hint) as string }]);
    expect((await run(source("id\n1;2\n", name))).warnings).toEqual([]);
  });

  test("a table has as many columns as it likes", async () => {
    const names = Array.from({ length: 200_000 }, (_, i) => `c${i}`);
    const text = `${names.join(",")}\n`.repeat(3);
    expect((await run(source(text, "x.csv"))).text === text).toBe(true);
  });

  test("long records one after the other, whose output has the same place", async () => {
    const values = [6, 5, 1, 5, 7].map((mebibytes, i) => String(i).repeat(mebibytes << 20));
    const from = memorySource(new TextEncoder().encode(values.map((v) => `{"v":"${v}","w":1}\n`).join("")), "x.ndjson");
    const to = memorySink();
    await project({ from, to, pick: "v", workers: 0 });
    expect(to.text() === values.map((v) => `{"v":"${v}"}\n`).join("")).toBe(true);
  });

  describe("bad input", () => {
    test.each<[string, string | Uint8Array, Options, string, object]>([
      [
        "x.ndjson",
        '{"a":1}\n{"a":tru}\n',
        {},
        "Cannot read record 2 of x.ndjson: neither a value nor true, false or null at byte 16",
        { record: 2, byte: 16 },
      ],
      [
        "x.ndjson",
        '{"a":1}\n{"a":\n1}',
        {},
        "Cannot read record 2 of x.ndjson: the record ends inside an object or array at byte 13",
        { hint: "Is it pretty-printed? Then read it as JSON: --input-format json (inputFormat)" },
      ],
      [
        "x.ndjson",
        '{"a":1} {"a":2}\n',
        {},
        "Cannot read record 1 of x.ndjson: there is text after the record at byte 8",
        { byte: 8 },
      ],
      ["x.ndjson", '[{"a":1}]', {}, "record is an array, not an object at byte 0", { record: 1 }],
      ["x.ndjson", '{"a":{"b":{}}}', { maxDepth: 2 }, "objects and arrays are nested too deeply at byte 10", {}],
      [
        "x.ndjson",
        '{"a":"123456789"}',
        { maxRecordBytes: 10 },
        "the record is longer than the limit at byte 0",
        { record: 1 },
      ],
      [
        "x.ndjson",
        '{"a":"\\ud800"}',
        { pick: "a", outputFormat: "csv" },
        'an unpaired surrogate, which a cell cannot carry in "a" at byte 5',
        { field: "a" },
      ],
      [
        "x.ndjson",
        '{"a":1}',
        { outputFormat: "csv" },
        "Cannot write csv without knowing its columns",
        { hint: "Pick them; the first records have a" },
      ],
      [
        "x.ndjson",
        JSON.stringify(Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`k${i}`, i]))),
        { outputFormat: "csv" },
        "Cannot write csv without knowing its columns",
        { hint: `Pick them; the first records have ${Array.from({ length: 20 }, (_, i) => `k${i}`).join(", ")}, …` },
      ],
      ["x.ndjson", '{"a":1}', { outputFormat: "tsv", drop: "a" }, "Cannot write tsv without knowing its columns", {}],
      ["x.json", "", {}, "Cannot read x.json as JSON: the file ends before any value at byte 0", { byte: 0 }],
      ["x.json", ' "a"', {}, "neither an array of records nor one record at byte 1", { byte: 1 }],
      ["x.json", '[{"a":1}', {}, "the array is not closed: a ] is missing at byte 8", { byte: 8 }],
      ["x.json", '[{"a":1} , ]', {}, "a comma is followed by no record at byte 9", { byte: 9 }],
      ["x.json", '[,{"a":1}]', {}, "Cannot read record 1 of x.json: a value is missing at byte 1", { byte: 1 }],
      [
        "x.json",
        '[{"a":1} 2]',
        {},
        "Cannot read record 1 of x.json: there is text after the record at byte 9",
        { byte: 9 },
      ],
      ["x.json", '[{"a":1}}', {}, "a } closes the array at byte 8", { byte: 8 }],
      ["x.json", '[{"a":1}] x', {}, "there is text after the array at byte 10", { byte: 10 }],
      ["x.json", '{"a":1}\n{"a":2}', {}, "there is text after the object at byte 8", { byte: 8 }],
      [
        "x.json",
        '[{"a":1},3]',
        {},
        "Cannot read record 2 of x.json: record is a number, not an object at byte 9",
        { record: 2 },
      ],
      [
        "x.csv",
        "a,b\n1\n",
        {},
        "Cannot read record 1 of x.csv: the row has fewer cells than there are columns at byte 5",
        {},
      ],
      [
        "x.csv",
        "a,b\n1,2\n1,2,3\n",
        {},
        "Cannot read record 2 of x.csv: the row has more cells than there are columns at byte 12",
        {},
      ],
      ["x.csv", '"a",b\n1,5" disk\n', {}, "a quote stands inside a cell that is not quoted at byte 9", {}],
      ["x.csv", 'a,b\n1,"5"x\n', {}, "there is text after a closing quote at byte 9", {}],
      ["x.csv", 'a,b\n1,"5\n2,3\n', {}, "Cannot read record 1 of x.csv: a quote is not closed at byte 6", {}],
      ["x.csv", 'a,"b\n', {}, "Cannot read the header of x.csv: a quote is not closed at byte 2", {}],
      [
        "x.csv",
        "a,b\r1,2\r",
        {},
        "Cannot read the header of x.csv: a line ends with a carriage return alone at byte 3",
        { hint: "Make line feeds of them first, for instance with tr '\\r' '\\n'" },
      ],
      ["x.tsv", "a\tb\r1\t2\r", {}, "a line ends with a carriage return alone at byte 3", {}],
      ["x.csv", Uint8Array.of(97, 10, 0xff, 10), {}, 'the text is not valid UTF-8 in "a" at byte 2', { record: 1 }],
      [
        "x.csv",
        Uint8Array.of(97, 44, 98, 10, 49, 44, 0xff, 10),
        { pick: "a", strict: true },
        "the text is not valid UTF-8 at byte 6",
        { record: 1 },
      ],
      [
        "x.tsv",
        Uint8Array.of(97, 9, 98, 10, 0xff, 9, 50, 10),
        { pick: "a, b", strict: true },
        'the text is not valid UTF-8 in "a" at byte 4',
        { record: 1, field: "a" },
      ],
      [
        "x.csv",
        "title,year\n",
        { pick: "titel" },
        'Cannot find the column "titel" in x.csv',
        { hint: "Did you mean title?" },
      ],
      ["x.csv", "title\n", { drop: "x" }, 'Cannot find the column "x" in x.csv', { hint: "It has title" }],
      [
        "x.csv",
        "id;name\n1\n",
        { pick: "name" },
        'Cannot find the column "name" in x.csv',
        { hint: `The header is one cell, "id;name": if ";" separates cells, say --delimiter ';' (inputDialect)` },
      ],
      [
        "x.csv",
        `${"abcdefghijklmnopqrstuvwxyz".split("").join(",")}\n`,
        { pick: "name" },
        'Cannot find the column "name" in x.csv',
        { hint: "It has a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, …" },
      ],
      [
        "x.csv",
        `${"a;b;c;".repeat(100)}\n1\n`,
        { pick: "a" },
        'Cannot find the column "a" in x.csv',
        { hint: expect.stringMatching(/^The header is one cell, "(?:a;b;c;){16}a;b;…": if ";"/) as string },
      ],
      [
        "x.csv",
        "id,name\n",
        { pick: "2" },
        'Cannot find the column "2" in x.csv',
        { hint: "Columns have numbers where there is no header: say so with --no-header (inputDialect)" },
      ],
      ["x.ndjson", "", { inputDialect: { delimiter: ";" } }, "in a dialect with delimiter: it is ndjson", {}],
      ["x.json", "", { inputDialect: "imdb", inputFormat: "csv" }, "it is one of tsv", { field: "inputDialect" }],
      ["x.csv", "", { inputDialect: "imbd" as "imdb" }, "there is none of that name", { field: "inputDialect" }],
      ["x.csv", "", { inputDialect: { delimiter: '"' } }, "its delimiter has another meaning too", {}],
      ["x.csv", "", { inputDialect: { comment: "//" } }, "its comment is not one ASCII character", {}],
      ["x.csv", "", { outputDialect: { null: '"' } }, "Cannot use the output dialect: its null has", {}],
      ["x.csv", "a\n", { pick: "a[*]" }, "a cell of a table has no elements", {}],
      ["x.csv", "a,b\n", { drop: "a,b" }, "Cannot drop every column of x.csv", {}],
      ["x.csv", "a.b\n", { pick: '["a.b"]', drop: "a.b" }, 'Cannot pick and drop the column "a.b"', {}],
      ["x.csv", "a,a\n", { pick: "a" }, "the header has it twice", {}],
      ["x.csv", "a,a\n", { outputFormat: "json" }, 'Cannot write json: x.csv has the column "a" twice', {}],
      ["x.tsv", "a\nx|y\n", { outputFormat: format("tsv", { delimiter: "|" }) }, "neither quotes nor escapes", {}],
      [
        "x.csv",
        '"a\tb",c\n1,2\n',
        { outputDialect: "imdb" },
        "Cannot write the header of tsv: a text holds a delimiter or line end",
        { field: "a\tb", hint: "Pick the column AS another name, or write in another dialect" },
      ],
      [
        "x.ndjson",
        Uint8Array.of(0xff, 0xfe, 0x7b, 0),
        {},
        "Cannot read x.ndjson: it is UTF-16, not UTF-8",
        { byte: 0 },
      ],
      ["x.ndjson", Uint8Array.of(0xfe, 0xff, 0, 0x7b), {}, "it is UTF-16, not UTF-8", { byte: 0 }],
      // What is neither text nor compressed by what is known, whatever its name says.
      [
        "x.csv",
        Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0),
        {},
        "it is a zip archive, as workbooks of Excel are",
        { byte: 0 },
      ],
      ["x.json.xz", Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0), {}, "it is compressed by xz", { byte: 0 }],
      ["x", Uint8Array.of(4, 0x22, 0x4d, 0x18), {}, "it is compressed by lz4", { byte: 0 }],
      ["x", Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), {}, "it is a 7z archive", { byte: 0 }],
      ["x.ndjson", "PK\x03", {}, "neither a value nor true", { record: 1, byte: 0 }],
      ["x.data", "a b", {}, "Cannot tell the format of x.data", {}],
      ["x", "", { inputFormat: "xml" as "json" }, "Cannot use the input format xml", { field: "inputFormat" }],
      ["x", "", { outputFormat: "xml" as "json" }, "Cannot use the output format xml", { field: "outputFormat" }],
      ["x", "", { onError: "ignore" as "skip" }, 'Cannot use "ignore" for onError', { field: "onError" }],
      ["x.ndjson", "", { workers: -1 }, "Cannot use -1 for workers", { field: "workers" }],
      ["x.ndjson", "", { limit: 1.5 }, "Cannot use 1.5 for limit", { field: "limit" }],
    ])("%s %j %j", async (name, input, options, message, details) => {
      const error = await failure(source(input, name), options);
      expect(error.message).toContain(message);
      expect(error).toMatchObject(details);
    });

    test("what is wrong comes in the order of the file", async () => {
      const error = await failure(source('[{"a":1},{"a":x},{"a":1]', "x.json"), { chunkBytes: 4 });
      expect(error).toMatchObject({ record: 2, byte: 14 });
    });

    test("records are numbered per file", async () => {
      const error = await failure([source('{"a":1}\n{"a":2}\n', "a.ndjson"), source('{"a":3}\n{', "b.ndjson")], {
        chunkBytes: 4,
      });
      expect(error).toMatchObject({ file: "b.ndjson", record: 2, byte: 9 });
    });

    test("nothing is committed after a failure", async () => {
      const to = memorySink();
      await expect(project({ from: source('{"a":1}\n{', "x.ndjson"), to, kernel })).rejects.toThrow(InputError);
      expect(() => to.bytes()).toThrow("not committed");
    });

    test("an output that is an input is refused", async () => {
      await expect(project({ from: "/x.ndjson", to: "x.ndjson" })).rejects.toThrow("Cannot read /x.ndjson");
      await expect(project({ from: ["b.ndjson", "./a/..//x.ndjson"], to: "x.ndjson", force: true })).rejects.toThrow(
        "Cannot write x.ndjson: it is an input too",
      );
      const onError = { quarantine: "x.csv" };
      await expect(project({ from: "x.csv", to: "y.csv", onError })).rejects.toThrow(
        "Cannot write x.csv: it is an input too",
      );
      await expect(project({ from: "z.csv", to: "x.csv", onError })).rejects.toThrow("it is another output too");
      for (const to of ["-", "/dev/stdout"]) {
        await expect(project({ from: "z.csv", to, onError: { quarantine: "-" } })).rejects.toThrow(
          "Cannot write to standard output: it is another output too",
        );
      }
      await expect(project({ from: ["-", "z.csv", "-"], to: "y.csv" })).rejects.toThrow("standard input twice");
    });
  });

  describe("onError", () => {
    const damaged = '{"a":1}\n{"a":tru}\n{"a":2}\nnull\n{"a":3}';

    test("skip leaves bad records out and counts them", async () => {
      const result = await run(source(damaged, "x.ndjson"), { onError: "skip" });
      expect(result.text).toBe('{"a":1}\n{"a":2}\n{"a":3}\n');
      expect(result).toMatchObject({ read: 5, written: 3, rejected: 2 });
      expect(result.warnings[0].message).toMatch(
        /^2 of 5 records were rejected. The first: Cannot read record 2 of x.ndjson/,
      );
    });

    test("quarantine sets them aside with their bytes", async () => {
      const quarantine = memorySink("bad.ndjson");
      const bytes = new Uint8Array([...new TextEncoder().encode(`${damaged}\n{"`), 0xff, 0xfe]);
      const result = await run(source(bytes, "x.ndjson"), { onError: { quarantine } });
      expect(
        quarantine
          .text()
          .trimEnd()
          .split("\n")
          .map((line) => JSON.parse(line) as unknown),
      ).toEqual([
        { file: "x.ndjson", record: 2, byte: 16, reason: "neither a value nor true, false or null", raw: '{"a":tru}' },
        { file: "x.ndjson", record: 4, byte: 26, reason: "record is true, false or null, not an object", raw: "null" },
        { file: "x.ndjson", record: 6, byte: 41, reason: "the text is not valid UTF-8", rawBase64: "eyL//g==" },
      ]);
      expect(result.outputs.map(({ path, records }) => [path, records])).toEqual([
        ["memory", 3],
        ["bad.ndjson", 3],
      ]);
    });

    test("a carriage return at a line's end is none of the record's bytes", async () => {
      const lines = ['{"a":"x', '{"a":1', '{"a":1}x', '{"a":"\x01"}'];
      const asides = await Promise.all(
        ["\n", "\r\n"].map(async (end) => {
          const quarantine = memorySink("bad.ndjson");
          const text = lines.map((line) => line + end).join("");
          await run(source(text, "x.ndjson"), { pick: "a", onError: { quarantine } });
          // Each line end is a byte longer.
          return quarantine
            .text()
            .trimEnd()
            .split("\n")
            .map((line) => JSON.parse(line) as { byte: number; record: number })
            .map((bad) => ({ ...bad, byte: bad.byte - (bad.record - 1) * end.length }));
        }),
      );
      expect(asides[0]).toHaveLength(4);
      expect(asides[1]).toEqual(asides[0]);
    });

    test("an array that is cut off is not said to be lines", async () => {
      for (const text of ['[{"a":1},{"a":2', '[{"a":1},{"a":"2']) {
        expect((await failure(source(text, "x.json"), { pick: "a" })).hint).toContain("was it cut off?");
      }
      expect((await failure(source('{"a":\n1}', "x.ndjson"), { pick: "a" })).hint).toContain("read it as JSON");
      expect((await failure(source("[[1]]", "x.json"), { pick: "a" })).hint).toBe(undefined);
    });

    test.each<[string, string, string, number]>([
      ["x.json", '[{"a":1},{"b":[}},{"a":2},,3]', '[\n{"a":1},\n{"a":2}\n]\n', 3],
      ["x.json", '[x,{"a":1}]', '[\n{"a":1}\n]\n', 1],
      ["x.csv", 'a,b\n1,"2"x\n3,4\n5\n6,7"8\n9,0\n', "a,b\n3,4\n9,0\n", 3],
      ["x.csv", 'a,b\n1,2\n3,"4\n5,6\n', "a,b\n1,2\n", 1],
      ["x.tsv", "a\tb\n1\n2\t3\t4\n5\t6\n", "a\tb\n5\t6\n", 2],
    ])("goes on after a bad record of %s %j", async (name, input, expected, rejected) => {
      const result = await run(source(input, name), { onError: "skip" });
      expect(result.text).toBe(expected);
      expect(result.rejected).toBe(rejected);
    });

    test("a damaged array ends the run all the same", async () => {
      expect(await failure(source('[{"a":1},]', "x.json"), { onError: "skip" })).toMatchObject({ byte: 8 });
    });

    test.each([
      ["x.ndjson", '{"a":1}\n{"a":"LONG"}\n{"a":2}\n', '{"a":1}\n{"a":2}\n'],
      ["x.ndjson", '{"a":1}\n{"a":"LONG"}', '{"a":1}\n'],
      ["x.json", '[{"a":1},{"a":"LONG,]}"},{"a":2}]', '[\n{"a":1},\n{"a":2}\n]\n'],
      ["x.json", '[{"a":1},{"a":"LONG,]}"}]', '[\n{"a":1}\n]\n'],
      ["x.csv", 'a\n1\n"LONG\n"\n2\n', "a\n1\n2\n"],
      // Blanks in front are not of the record.
      ["x.ndjson", '{"a":1}\n\n \t {"a":"LONG"}\n{"a":2}\n', '{"a":1}\n{"a":2}\n'],
      ["x.json", '[\n  {"a":1},\n\n  {"a":"LONG,]}"},\n  {"a":2}\n]\n', '[\n{"a":1},\n{"a":2}\n]\n'],
    ])("passes over a record beyond the limit in %s %j", async (name, template, expected) => {
      const input = template.replace("LONG", "x".repeat(100));
      const byte = template.lastIndexOf(name === "x.csv" ? '"' : "{", template.indexOf("LONG"));
      for (const chunkBytes of [1, 7, 64, 1024]) {
        const quarantine = memorySink("bad.ndjson");
        const result = await run(source(input, name), { onError: { quarantine }, maxRecordBytes: 50, chunkBytes });
        expect(result.text).toBe(expected);
        expect(result).toMatchObject({ rejected: 1 });
        expect(JSON.parse(quarantine.text())).toMatchObject({
          record: 2,
          byte,
          reason: "the record is longer than the limit",
          raw: expect.stringMatching(/^["{]/) as string,
        });
      }
    });

    test("a record of just the limit is read, with and without a line end", async () => {
      for (const end of ["\n", ""]) {
        for (const chunkBytes of [1, 9, 100]) {
          expect((await run(source(`{"a":123}${end}`, "x.ndjson"), { maxRecordBytes: 9, chunkBytes })).written).toBe(1);
          await failure(source(`{"a":1234}${end}`, "x.ndjson"), { maxRecordBytes: 9, chunkBytes });
        }
      }
    });
  });

  describe("limit", () => {
    const numbered = Array.from({ length: 10 }, (_, i) => `{"a":${i}}\n`).join("");

    test("reads just as many records as it takes", async () => {
      for (const chunkBytes of [1, 20, 1024]) {
        for (const limit of [0, 1, 5, 10, 11]) {
          const result = await run(source(numbered, "x.ndjson"), { limit, chunkBytes, outputFormat: "json" });
          expect(JSON.parse(result.text)).toEqual(Array.from({ length: Math.min(10, limit) }, (_, a) => ({ a })));
          expect(result.read).toBe(Math.min(10, limit));
        }
      }
    });

    test("does not see what is wrong behind it", async () => {
      for (const chunkBytes of [1, 1024]) {
        const result = await run(source(`${numbered}bad`, "x.ndjson"), { limit: 10, chunkBytes });
        expect(result).toMatchObject({ read: 10, written: 10, bytesIn: 80 });
      }
    });
  });

  test("warns of a pick that no record has, with the closest key", async () => {
    const { warnings } = await run(source(movies, "x.ndjson"), { pick: "title, cast[*].nmae, zzz" });
    expect(warnings).toEqual([
      { message: "No record has `cast[*].nmae`", field: "cast[*].nmae", hint: "Did you mean cast[*].name?" },
      { message: "No record has `zzz`", field: "zzz", hint: "The first records have title, year, cast" },
    ]);
  });

  test("warns of a drop that no record has", async () => {
    const { warnings } = await run(source(movies, "x.ndjson"), { drop: "yaer, cast[*].name, year, yaer" });
    expect(warnings).toEqual([{ message: "No record has `yaer`", field: "yaer", hint: "Did you mean year?" }]);
  });

  describe("keys that come more than once", () => {
    test("on the way of a pick are told of; the last one counts", async () => {
      const { text, warnings } = await run(repeatingKeys(), { pick: "a, b.c", chunkBytes: 1 });
      expect(text).toBe('{"a":1,"b.c":2}\n{"a":2}\n{"a":3}\n');
      expect(warnings).toEqual([
        { message: "`a` came more than once in one record; the last one counts", field: "a" },
        { message: "A key on the way to `b.c` came more than once in one record; the last one counts", field: "b.c" },
      ]);
    });

    test("anywhere are told of with strict", async () => {
      const { warnings } = await run(repeatingKeys(), { pick: "e", strict: true, chunkBytes: 1 });
      expect(warnings[0].message).toBe(
        "2 records have an object with a key more than once. The first: record 1 of x.ndjson, at byte 18",
      );
    });
  });

  test("what nobody wants need not be sound, but with strict", async () => {
    const text = '{"a":1,"b":[1 2,]}';
    expect((await run(source(text, "x.ndjson"), { pick: "a" })).text).toBe('{"a":1}\n');
    expect(await failure(source(text, "x.ndjson"), { pick: "a", strict: true })).toMatchObject({ byte: 14 });
    expect(await failure(source(text, "x.ndjson"))).toMatchObject({ byte: 14 });
  });

  test("tells its progress", async () => {
    const told: (number | undefined)[] = [];
    const from = [source(movies, "a.ndjson"), source(movies, "b.ndjson")];
    await run(from, { chunkBytes: 80, onProgress: ({ done }) => told.push(done) });
    expect(told.length).toBe(4);
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted((a, b) => a! - b!));
  });

  test("ends when it is aborted, with nothing written", async () => {
    const controller = new AbortController();
    const to = memorySink();
    const running = project({
      from: source(movies.repeat(100), "x.ndjson"),
      to,
      chunkBytes: 100,
      kernel,
      workers: 0,
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(running).rejects.toThrow("enough");
    expect(() => to.bytes()).toThrow("not committed");
  });
});
