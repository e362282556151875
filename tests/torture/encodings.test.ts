/** Bytes that are not plain UTF-8: an exact result, or an error with record and byte; never other text. */
import { describe } from "vitest";
import { outcome, utf8 } from "../projector/run.ts";
import { row } from "./scoreboard.ts";

/** The bytes of a text, in which `\xff` stands for the byte 0xff. */
function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) bytes.setUint16(2 * i, text.charCodeAt(i), littleEndian);
  return new Uint8Array(bytes.buffer);
}

/** What is no UTF-8, each with the place of the byte that shows it: RFC 3629, section 4. */
const malformed: readonly string[] = [
  "\x80", // goes on without a start
  "\xbf",
  "\xc0\x80", // overlong: NUL as Java writes it
  "\xc1\xbf",
  "\xe0\x80\x80",
  "\xe0\x9f\xbf",
  "\xf0\x80\x80\x80",
  "\xf0\x8f\xbf\xbf",
  "\xed\xa0\x80", // surrogates, as CESU-8 has them
  "\xed\xbf\xbf",
  "\xed\xa0\xbd\xed\xb8\x80",
  "\xf4\x90\x80\x80", // above U+10FFFF
  "\xf5\x80\x80\x80",
  "\xf8\x88\x80\x80\x80",
  "\xfe",
  "\xff",
  "\xc3", // cut off
  "\xe2\x82",
  "\xf0\x9f\x98",
  "\xc3(",
  "\xe2\x82x",
  "caf\xe9", // Latin-1
];

/** The first and the last of each length, and others that must not be taken for malformed ones. */
const sound: readonly string[] = [
  "\u007f",
  "\u0080",
  "\u07ff",
  "\u0800",
  "\ud7ff",
  "\ue000",
  "\ufffd",
  "\uffff",
  "\ufeff",
  "\u{10000}",
  "\u{10ffff}",
  "\u2028",
];

/** Of no value at all: front and end of a file around the text. */
const containers: readonly (readonly [name: string, front: string, end: string])[] = [
  ["x.ndjson", '{"v":"a"}\n{"v":"', '"}\n{"v":"z"}\n'],
  ["x.json", '[{"v":"a"},\n{"v":"', '"},{"v":"z"}]'],
  ["x.csv", 'v\na\n"', '"\nz\n'],
  ["x.tsv", "v\na\n", "\nz\n"],
];

describe("encodings", () => {
  row(7, "malformed UTF-8 is told with its record and byte", async (count) => {
    for (const [name, front, end] of containers) {
      for (const text of malformed) {
        const content = Uint8Array.from([...latin1(front), ...latin1(text), ...latin1(end)]);
        const at = front.length + text.search(/[\x80-\xff]/);
        for (const chunkBytes of [1, 7, 1000]) {
          count.inputs++;
          count.faults++;
          const { error, text: out } = await outcome(content, name, { pick: "v", chunkBytes });
          count.same(out, undefined, () => `${JSON.stringify(text)} in ${name}`);
          count.same(error?.record, 2, () => `${JSON.stringify(text)} in ${name}`);
          const byte = error?.byte ?? -1;
          // A cell is told where it starts.
          if (byte < at - 4 || byte > at + 3) count.mistake(() => `${JSON.stringify(text)} at ${byte}, not ${at}`);
        }
      }
    }
  });

  row(7, "sound UTF-8 is copied, byte order marks inside too", async (count) => {
    for (const [name, front, end] of containers) {
      for (const text of sound) {
        const content = utf8(front + text + end);
        for (const mark of ["", "\ufeff"]) {
          count.inputs++;
          const { text: out } = await outcome(utf8(mark + front + text + end), name, {
            pick: "v",
            outputFormat: "ndjson",
          });
          count.same(out, `{"v":"a"}\n{"v":"${text}"}\n{"v":"z"}\n`, () => `${mark}${JSON.stringify(text)} in ${name}`);
        }
        count.same(content.length > 0, true, () => name);
      }
    }
  });

  row(7, "UTF-16 and UTF-32 are refused", async (count) => {
    for (const [name, front, end] of containers) {
      const text = `${front}${end}`;
      const wide = Uint8Array.from([0xff, 0xfe, 0, 0, ...Array.from(text, (c) => [c.charCodeAt(0), 0, 0, 0]).flat()]);
      for (const content of [utf16(`\ufeff${text}`, true), utf16(`\ufeff${text}`, false), wide]) {
        count.inputs++;
        count.faults++;
        const { error } = await outcome(content, name, { pick: "v" });
        count.same(error?.message, `Cannot read ${name}: it is UTF-16, not UTF-8`, () => name);
        count.same(error?.byte, 0, () => name);
      }
    }
  });

  row(7, "NUL and lone surrogates", async (count) => {
    const cases: readonly (readonly [
      name: string,
      content: string,
      options: object,
      out: string | undefined,
      byte?: number,
    ])[] = [
      ["x.ndjson", '{"v":"a\0b"}\n', {}, undefined, 7],
      ["x.ndjson", '{"v":1}\0\n', {}, undefined, 7],
      ["x.ndjson", '{"v":"\\u0000"}\n', {}, '{"v":"\\u0000"}\n'],
      ["x.ndjson", '{"v":"\\ud800"}\n', {}, '{"v":"\\ud800"}\n'],
      ["x.ndjson", '{"v":"\\udc00\\ud800"}\n', {}, '{"v":"\\udc00\\ud800"}\n'],
      ["x.ndjson", '{"v":"\\ud800"}\n', { outputFormat: "csv" }, undefined, 5],
      ["x.ndjson", '{"v":"\\ud83d\\ude00"}\n', { outputFormat: "csv" }, "v\n😀\n"],
      ["x.csv", "v\na\0b\n", {}, "v\na\0b\n"],
      ["x.csv", "v\na\0b\n", { outputFormat: "ndjson" }, '{"v":"a\\u0000b"}\n'],
    ];
    for (const [name, content, options, out, byte] of cases) {
      count.inputs++;
      const result = await outcome(utf8(content), name, { pick: "v", ...options });
      count.same(result.text, out, () => JSON.stringify(content));
      count.same(result.error?.byte, byte, () => `${JSON.stringify(content)}: ${result.error?.message}`);
    }
  });
});
