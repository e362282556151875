/** The grammar of the wasm kernel against its specification: JSON.parse of UTF-8. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kernelBase64 } from "../kernel.generated.ts";

interface Exports {
  isValue(start: number, end: number, depthLeft: number): number;
  readonly hostBase: WebAssembly.Global;
}

const memory = new WebAssembly.Memory({ initial: 32 });
const module = new WebAssembly.Module(Uint8Array.from(atob(kernelBase64), (c) => c.charCodeAt(0)));
const host = { childOf: () => 0 };
const kernel = new WebAssembly.Instance(module, { env: { memory }, host }).exports as unknown as Exports;
const bytes = new Uint8Array(memory.buffer);
const base = Math.ceil(Number(kernel.hostBase.value) / 64) * 64 + 64;

const encoder = new TextEncoder();
const fatal = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** Every run of the suite tries the same values; `BACKLOT_RUNS=20` tries others, and more. */
const random = {
  numRuns: 1500 * Number(process.env["BACKLOT_RUNS"] ?? 1),
  ...(process.env["BACKLOT_RUNS"] === undefined ? { seed: 1 } : {}),
};

/** What stands around the value in memory, which must not matter. */
const around = encoder.encode('" ]}1\\,0\u0000e').map((byte, i) => (i === 7 ? 0xbf : byte));
let turn = 0;

/** Puts bytes into the kernel's memory, so many behind a boundary of 64; says where. */
function put(value: Uint8Array, shift: number): [start: number, end: number] {
  const start = base + shift;
  const end = start + value.length;
  const byte = around[turn++ % around.length];
  bytes.fill(byte, start - 64, start);
  bytes.fill(byte, end, end + 64);
  bytes.set(value, start);
  return [start, end];
}

/** What the kernel says of the bytes. */
function isValue(value: Uint8Array, depthLeft = 1024, shift = 0): boolean {
  return kernel.isValue(...put(value, shift), depthLeft) !== 0;
}

function oracle(value: Uint8Array): boolean {
  try {
    JSON.parse(fatal.decode(value));
    return true;
  } catch {
    return false;
  }
}

/** Fails where the kernel and JSON.parse disagree; tells what they say. */
function check(value: Uint8Array, shift = 0): boolean {
  const valid = oracle(value);
  if (isValue(value, 1024, shift) !== valid) {
    const text = JSON.stringify(new TextDecoder().decode(value));
    expect.fail(`should be ${valid ? "valid" : "defect"}: ${text}, bytes ${value.join(" ")}`);
  }
  return valid;
}

/** The bytes with some of them taken out at a place, and others put there. */
function spliced(value: Uint8Array, at: number, remove: number, ...insert: readonly number[]): Uint8Array {
  return Uint8Array.from(Array.from(value).toSpliced(at, remove, ...insert));
}

const samples = [
  '{"a": [1, "b,"], "c":true}',
  '["Sigourney","John",""]',
  '[ "a" , "b\\"" ,\n "\\\\" , "\\u00e9é" ]',
  '{"a":{},"b":[],"c":[[]],"d":{"e":{ }}}',
  "[-1.5e+3,0,10,0.1,1E9,true,false,null]",
  '"2024-01-01"',
  '"a\\n\\u12aF😀é"',
  "-12.50e+3",
  "1234567890123456789.012345678901234567890E-10",
  "null",
  "false",
  ' {"a"\t:\r\n1 , "b" : -0.0}\n',
].map((text) => encoder.encode(text));

describe("each sample", () => {
  test.each(samples.map((sample) => [new TextDecoder().decode(sample), sample] as const))("%j", (_, sample) => {
    expect(check(sample)).toBe(true);
    for (let at = 0; at <= sample.length; at++) {
      check(sample.subarray(0, at));
      check(sample.subarray(at));
      check(spliced(sample, at, 1));
      for (let byte = 0; byte < 256; byte++) {
        check(spliced(sample, at, 1, byte));
        check(spliced(sample, at, 0, byte));
      }
    }
  });

  test("with blanks before, behind and inside: each token comes to lie on each border of a block", () => {
    for (const sample of samples) {
      for (let blanks = 1; blanks <= 130; blanks++) {
        const run = Array.from({ length: blanks }, (_, i) => [0x20, 0x0a, 0x0d, 0x09][i % 4]);
        for (let at = 0; at <= sample.length; at++) check(spliced(sample, at, 0, ...run), blanks % 64);
      }
    }
  });

  test("with a long first string, so that each byte comes to lie on each border of a block", () => {
    const damages = [0x22, 0x2c, 0x3a, 0x5d, 0x7d, 0x5c, 0x80, 0x0a, 0x31].map((byte) => [byte]);
    for (const sample of samples) {
      for (let length = 0; length < 66; length += 3) {
        const before = encoder.encode(`["${"x".repeat(length)}",`);
        const value = Uint8Array.from([...before, ...sample, 0x5d]);
        expect(check(value)).toBe(true);
        for (let at = before.length; at < value.length; at++) {
          for (const damage of [[], ...damages]) check(spliced(value, at, 1, ...damage));
        }
      }
    }
  });
});

/** A string with so many letters before these bytes. */
function inString(before: number, inside: readonly number[]): Uint8Array {
  return Uint8Array.from([0x22, ...Array.from({ length: before }, () => 0x78), ...inside, 0x22]);
}

describe("UTF-8", () => {
  const edges = [0x00, 0x22, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xf0, 0xf4, 0xff];

  test("every two bytes", () => {
    for (let a = 0x7f; a < 0x100; a++) for (let b = 0; b < 0x100; b++) check(inString(a % 64, [a, b]));
  });

  test("the edges of every longer sequence", () => {
    for (let a = 0xdf; a < 0x100; a++) {
      for (const b of edges) {
        for (const c of edges) {
          check(inString((a + b) % 64, [a, b, c]));
          if (a >= 0xef) for (const d of edges) check(inString((a + c) % 64, [a, b, c, d]));
        }
      }
    }
  });

  test("sequences whole, cut off and too long at every place of a block", () => {
    const sequences = ["é", "ߐ", "ࠀ", "퟿", "€", "😀", "\u{10ffff}"].map((text) => [...encoder.encode(text)]);
    for (let before = 0; before < 130; before++) {
      for (const sequence of sequences) {
        check(inString(before, sequence));
        check(inString(before, [...sequence, 0x80]));
        for (let cut = 1; cut < sequence.length; cut++) {
          check(inString(before, sequence.slice(0, cut)));
          check(inString(before, [...sequence.slice(0, cut), 0x78]));
          check(inString(before, [...sequence.slice(0, cut), ...sequence]));
        }
      }
    }
  });

  test("none outside of strings", () => {
    for (const outside of ["é", "\u00a0", "\ufeff", "\u2028"]) {
      for (const text of [`[1,${outside}2]`, `${outside}[]`, `[]${outside}`, outside]) {
        expect(check(encoder.encode(text))).toBe(false);
      }
    }
  });
});

/** A number in containers of these kinds, the outermost first. */
function nested(kinds: readonly string[]): Uint8Array {
  const opening = kinds.map((kind) => (kind === "{" ? '{"a":' : "["));
  const closing = kinds.map((kind) => (kind === "{" ? "}" : "]")).toReversed();
  return encoder.encode(`${opening.join("")}1${closing.join("")}`);
}

describe("depth", () => {
  test("so many and no more", () => {
    for (const depth of [1, 2, 63, 64, 65, 127, 128, 129, 1024]) {
      const value = nested(Array.from({ length: depth }, (_, i) => (i % 3 === 0 ? "{" : "[")));
      expect(isValue(value, depth)).toBe(true);
      expect(isValue(value, depth - 1)).toBe(false);
    }
    expect(isValue(encoder.encode("1"), 0)).toBe(true);
    expect(isValue(encoder.encode('"é"'), 0)).toBe(true);
    expect(isValue(encoder.encode("[]"), 0)).toBe(false);
  });

  test("8,192 at the most", () => {
    for (const bracket of ["{", "["]) {
      expect(isValue(nested(Array.from({ length: 8192 }, () => bracket)), 1e6)).toBe(true);
      expect(isValue(nested(Array.from({ length: 8193 }, () => bracket)), 1e6)).toBe(false);
    }
  });

  test("each bracket is closed by its own kind, at every depth", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("{", "["), { minLength: 1, maxLength: 300 }), fc.nat(), (kinds, which) => {
        const value = nested(kinds);
        expect(check(value)).toBe(true);
        const at = value.length - 1 - (which % kinds.length);
        expect(check(spliced(value, at, 1, value[at] ^ 0x20))).toBe(false);
      }),
      { ...random, numRuns: random.numRuns / 5 },
    );
  });
});

function several<T>(parts: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(parts, { maxLength: 12 });
}

/** JSON text of values as people and machines write them, with blanks, escapes and numbers of every kind. */
const blank = fc.constantFrom("", "", "", " ", "\n", "\t\r ", " ".repeat(70));
const number = fc.constantFrom("0", "-0", "1.0", "1E400", "-1e-7", "123456789012345678901234567890", "0.10", "2e+3");
const string = fc.oneof(
  fc.string({ unit: "binary", maxLength: 100 }).map((text) => JSON.stringify(text)),
  fc.string({ maxLength: 30 }).map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u0061"', '"\\/"', '"é😀"', '"\\ud83d\\ude00"', '"\\ud800"', '"a"', '"\\\\"', '""', '",:[]{}"'),
);
const { value: text } = fc.letrec<{ value: string }>((tie) => {
  const spaced = fc.tuple(blank, tie("value"), blank).map((parts) => parts.join(""));
  const member = fc.tuple(blank, string, blank, spaced).map(([a, key, b, value]) => `${a}${key}${b}:${value}`);
  return {
    value: fc.oneof(
      { depthSize: "small" },
      fc.oneof(string, number, fc.constantFrom("true", "false", "null")),
      fc.tuple(blank, several(spaced)).map(([b, items]) => `[${b}${items.join(",")}]`),
      fc.tuple(blank, several(member)).map(([b, members]) => `{${b}${members.join(",")}}`),
      several(string).map((items) => `[${items.join(",")}]`),
    ),
  };
});

describe("random values", () => {
  test("are taken", () => {
    fc.assert(
      fc.property(blank, text, blank, fc.nat(63), (a, value, b, shift) => {
        expect(check(encoder.encode(a + value + b), shift)).toBe(true);
      }),
      random,
    );
  });

  test("are taken or not as JSON.parse does, when they are damaged", () => {
    const edit = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 2 }),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 2 }),
        fc.constantFrom(...Array.from('{}[],:"\\0-.eE+ntf uY_y\n\x1f\x7f')).map((c) => encoder.encode(c)),
      ),
    });
    fc.assert(
      fc.property(text, fc.array(edit, { minLength: 1, maxLength: 3 }), fc.nat(63), (value, edits, shift) => {
        let damaged: Uint8Array = encoder.encode(value);
        for (const { at, remove, insert } of edits) {
          damaged = spliced(damaged, at % (damaged.length + 1), remove, ...insert);
        }
        check(damaged, shift);
      }),
      { ...random, numRuns: 4 * random.numRuns },
    );
  });

  test("are not taken in tokens that are shuffled, but where JSON.parse does", () => {
    const token = fc.constantFrom("{", "}", "[", "]", ",", ":", '"a"', '""', "1", "true", " ", "\n");
    fc.assert(
      fc.property(fc.array(token, { maxLength: 9 }), (tokens) => void check(encoder.encode(tokens.join("")))),
      { ...random, numRuns: 8 * random.numRuns },
    );
  });
});
