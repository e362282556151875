import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inlineCrew } from "../crew.ts";
import { memorySource } from "../memory-source.ts";
import { bunzip2 } from "./bzip2.ts";
import { bzip2Tasks } from "./bzip2-tasks.ts";
import { decompressed } from "./decompressed.ts";
import { Intake } from "./intake.ts";
import { members } from "./members.ts";

/** Made by bzip2 1.0.8, some with -1 and some with -9. */
const samples: Record<string, readonly [file: string, content: string]> = {
  "a word": ["QlpoOTFBWSZTWbI5C90AAAABgAEgHAAgACGDQZoCXHF3JFOFCQsjkL3Q", "first"],
  "another word": ["QlpoMTFBWSZTWSaKAjQAAAKBgA4BiAAgACIYaDAHAphdyRThQkCaKAjQ", "second"],
  nothing: ["QlpoORdyRThQkAAAAAA=", ""],
  "runs of every kind": [
    "QlpoOTFBWSZTWYs+8/8AAAbRAPAAACA8AAAIIAAxBkxBX6p6m0yjexA7PGlhaRI3vxdyRThQkIs+8/8=",
    `${"a".repeat(300)}bbbbcccccaaaa${"d".repeat(261)}`,
  ],
  "three blocks": [
    "QlpoMTFBWSZTWadLTXcAFvlJAAAQf+A/ADAAuAoaaYAChppgAE1VAmAmPVAiwUCLTKQIs5Ai0kCLJQIvygRaqBFsoEW6gRcKBFyoEXSgRdqBF/" +
      "UCLxQIvVAi+MUFZJlNZi1BGawBE60kAABB/4D8AMAC4ChppgAKGmmAATVVGBoE09UCL4oEX1QIslAizUCLRQIsbSBFvIEWJAiyUCLhQIuVAi6UCL" +
      "tQIvFAi/KBF6oEX8xQVkmU1mIfzNXADjnSQAAEH/gPwAwALgKGmmAAoaaYAApVRiYCbTCiRfJEi+yJFlIkWciRaSJF+kSLWRItpEi13kSLhRIuVE" +
      "i6USLtRIv6iReKJFhRIvRdyRThQkAPyil4",
    "0123456789abcdef\n".repeat(15_000),
  ],
};
const fileOf = (name: string): Buffer => Buffer.from(samples[name][0], "base64");

const crew = inlineCrew(bzip2Tasks, undefined);

/** What a file contains, decoded in this thread. */
async function decoded(file: Uint8Array, flight = 2): Promise<Buffer> {
  const codec = bunzip2(crew);
  const parts: Uint8Array[] = [];
  for await (const part of members(new Intake(memorySource(file, "a.bz2")), codec, flight)) parts.push(part);
  return Buffer.concat(parts);
}

test.each(Object.keys(samples))("%s", async (name) => {
  expect((await decoded(fileOf(name))).toString()).toBe(samples[name][1]);
});

test("streams follow one another", async () => {
  const names = Object.keys(samples);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...names), { maxLength: 8 }), async (chosen) => {
      const found = await decoded(Buffer.concat(chosen.map(fileOf)));
      expect(found.toString()).toBe(chosen.map((name) => samples[name][1]).join(""));
    }),
    { numRuns: 30 },
  );
});

test("what is cut off anywhere is refused, with file and byte", async () => {
  const first = fileOf("a word");
  const file = Buffer.concat([first, fileOf("runs of every kind"), fileOf("nothing")]);
  const ends = [0, first.length, file.length - fileOf("nothing").length];
  for (let length = 0; length < file.length; length++) {
    if (ends.includes(length)) continue;
    await expect(decoded(file.subarray(0, length))).rejects.toMatchObject({
      name: "InputError",
      message: `Cannot decompress a.bz2: it ends at byte ${length}, in the middle of its bzip2 data`,
      file: "a.bz2",
      byte: length,
    });
  }
});

test("what has one bit turned over is refused, or has the same content", async () => {
  for (const name of ["a word", "runs of every kind", "nothing"]) {
    const file = fileOf(name);
    for (let bit = 0; bit < 8 * file.length; bit++) {
      const flipped = Uint8Array.from(file);
      flipped[bit >> 3] ^= 1 << (bit & 7);
      const result = decoded(flipped);
      const text = await result.then(String, () => undefined);
      if (text === undefined) await expect(result).rejects.toMatchObject({ name: "InputError", file: "a.bz2" });
      else expect({ bit, text }).toEqual({ bit, text: samples[name][1] });
    }
  }
});

test("blocks of anything are refused or decoded, and never run on", async () => {
  const file = fileOf("runs of every kind");
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 20 }), async (changes) => {
      const changed = Uint8Array.from(file);
      for (const [at, value] of changes) if (at >= 14) changed[at] = value;
      const result = await decoded(changed).catch((error: unknown) => error);
      if (result instanceof Error) expect(result.name).toBe("InputError");
      else expect(String(result)).toBe(samples["runs of every kind"][1]);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ["zeros", "\0"],
  ["text", "BZ"],
  ["a header", "BZh9"],
  ["a header and text", "BZh9 and so on and on"],
])("followed by %s is refused", async (_, rest) => {
  const file = fileOf("a word");
  const result = decoded(Buffer.concat([file, Buffer.from(rest)]));
  await expect(result).rejects.toMatchObject({ name: "InputError", file: "a.bz2" });
  await expect(decoded(Buffer.concat([file, Buffer.from("\0")]))).rejects.toMatchObject({ byte: file.length });
});

const hasProgram = spawnSync("bzip2", ["--help"]).error === undefined;

function compress(bytes: Uint8Array, level: string): Buffer {
  return spawnSync("bzip2", ["-c", level], { input: bytes, maxBuffer: 2 ** 26 }).stdout;
}

describe.skipIf(!hasProgram)("what the program has compressed", () => {
  test("is decoded, whatever it is", async () => {
    const letters = fc.array(fc.constantFrom("a", "a", "a", "b", "\0", "ÿ", "aaaa"), { maxLength: 400, size: "max" });
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          letters.map((all) => Buffer.from(all.join(""))),
          fc.uint8Array({ maxLength: 2000, size: "max" }),
        ),
        async (bytes) => {
          expect(Buffer.compare(await decoded(compress(bytes, "-9")), bytes)).toBe(0);
        },
      ),
      { numRuns: 12 },
    );
  });

  test("is decoded by workers, in one stream or in several", async () => {
    let state = 1;
    const noise = Buffer.from(
      Array.from({ length: 300_000 }, () => {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        return (state >>> 24) % 64;
      }),
    );
    const zeros = Buffer.alloc(17_000_000);
    const contents = [noise, Buffer.from("small"), zeros, noise, noise];
    const file = Buffer.concat(contents.map((bytes) => compress(bytes, "-1")));
    const source = await decompressed(memorySource(file));
    const expected = Buffer.concat(contents);
    const into = new Uint8Array(1_000_000);
    let at = 0;
    for (let count = await source.read(into); count > 0; count = await source.read(into)) {
      expect(Buffer.compare(into.subarray(0, count), expected.subarray(at, at + count))).toBe(0);
      at += count;
    }
    await source.close();
    expect(at).toBe(expected.length);
  });
});
