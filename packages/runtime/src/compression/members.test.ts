import fc from "fast-check";
import { expect, test } from "vitest";
import { memorySource } from "../memory-source.ts";
import { Intake } from "./intake.ts";
import { type Codec, members } from "./members.ts";

/** Members of a length and so many bytes; pieces end where it is told, be it right or not. */
function lengthPrefixed(guess: (bytes: Uint8Array) => number, tooLarge: number): Codec & { readonly streamed: number } {
  const codec = {
    streamed: 0,
    cut: (bytes: Uint8Array) => Math.min(guess(bytes), bytes.length),
    async whole(piece: Uint8Array) {
      const content: number[] = [];
      for (let at = 0; at < piece.length; at += 1 + piece[at]) {
        if (at + piece[at] >= piece.length) return undefined;
        content.push(...piece.subarray(at + 1, at + 1 + piece[at]));
      }
      return content.length > tooLarge ? undefined : Uint8Array.from(content);
    },
    async *one(intake: Intake) {
      await intake.fill(1);
      const [length] = intake.bytes;
      if (!(await intake.fill(1 + length))) throw new Error(`cut off at ${intake.byte + intake.bytes.length}`);
      codec.streamed++;
      yield intake.take(1 + length).subarray(1);
    },
  };
  return codec;
}

async function all(bytes: Uint8Array, codec: Codec, flight: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of members(new Intake(memorySource(bytes)), codec, flight)) parts.push(part);
  return Buffer.concat(parts);
}

test("whatever the guesses are, all members come out in order", async () => {
  const contents = fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 30 });
  const guesses = fc.array(fc.nat(25), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(contents, guesses, fc.integer({ min: 1, max: 5 }), fc.nat(20), async (given, at, flight, most) => {
      const next = (): ((_: Uint8Array) => number) => {
        let count = 0;
        return () => at[count++ % at.length];
      };
      const bytes = Buffer.concat(given.flatMap((content) => [Uint8Array.of(content.length), content]));
      const found = await all(bytes, lengthPrefixed(next(), most), flight);
      expect(Buffer.compare(found, Buffer.concat(given))).toBe(0);
      if (bytes.length > 0 && given.at(-1)!.length > 0) {
        const cut = bytes.subarray(0, -1);
        await expect(all(cut, lengthPrefixed(next(), most), flight)).rejects.toThrow(`cut off at ${cut.length}`);
      }
    }),
    { numRuns: 300 },
  );
});

test("after a piece that was none, those that are right count", async () => {
  const bytes = Buffer.from([1, 10, 1, 20, 1, 30, 1, 40]);
  const codec = lengthPrefixed(({ length }) => ({ 8: 2, 6: 3, 3: 1, 2: 2 })[length] ?? 0, 100);
  // Pieces: a member, one and a half, a half, a member; the two in the middle are read as a stream.
  expect([...(await all(bytes, codec, 4))]).toEqual([10, 20, 30, 40]);
  expect(codec.streamed).toBe(2);
});
