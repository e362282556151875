import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeJsonString, writeJsonByte } from "./json-string.ts";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text as a JSON string in which some characters are escaped that need not be. */
const jsonText = fc
  .array(fc.tuple(fc.string({ unit: "binary", maxLength: 2 }), fc.boolean()), { maxLength: 8 })
  .map((parts) =>
    parts.map(([text, escape]) => (escape ? escapeAll(text) : JSON.stringify(text).slice(1, -1))).join(""),
  );

function escapeAll(text: string): string {
  return Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`).join(
    "",
  );
}

test("decodeJsonString gives what JSON.parse gives, within the room it states", () => {
  fc.assert(
    fc.property(jsonText, (inside) => {
      const text = JSON.parse(`"${inside}"`) as string;
      fc.pre(text.isWellFormed());
      const bytes = encoder.encode(inside);
      const out = new Uint8Array(bytes.length);
      const end = decodeJsonString(bytes, 0, bytes.length, out, 0);
      expect(decoder.decode(out.subarray(0, end))).toBe(text);
    }),
  );
});

test("decodeJsonString keeps unpaired surrogates apart", () => {
  const out = new Uint8Array(12);
  const decode = (inside: string): number[] => [
    ...out.subarray(0, decodeJsonString(encoder.encode(inside), 0, inside.length, out, 0)),
  ];
  expect(decode("\\ud800")).toEqual([0xed, 0xa0, 0x80]);
  expect(decode("\\udc00")).toEqual([0xed, 0xb0, 0x80]);
  expect(decode("\\ud800\\u0041")).toEqual([0xed, 0xa0, 0x80, 0x41]);
  expect(decode("\\ud83d\\ude00")).toEqual([...encoder.encode("😀")]);
});

test("writeJsonByte writes each byte as JSON.stringify does", () => {
  const out = new Uint8Array(6);
  for (let byte = 0; byte < 0x80; byte++) {
    const end = writeJsonByte(byte, out, 0);
    expect(decoder.decode(out.subarray(0, end))).toBe(JSON.stringify(String.fromCharCode(byte)).slice(1, -1));
  }
});
