import { expect, test } from "vitest";
import { Output } from "./output.ts";

const long = new Uint8Array(1000).fill(7);
const short = Uint8Array.of(1, 2, 3);

test("what stands behind a long record does not make it move again", () => {
  const out = new Output(64);
  out.append(long);
  const { bytes } = out;
  out.append(short);
  expect(out.bytes).toBe(bytes);
  expect(out.take()).toEqual(Uint8Array.of(...long, ...short));
});

test("goes on in a larger buffer where that is large enough", () => {
  for (const [length, isUsed] of [
    [1003, true],
    [1002, false],
  ] as const) {
    const larger = new Uint8Array(length);
    const out = new Output(new Uint8Array(64), larger);
    out.append(short);
    out.append(long);
    expect(out.bytes === larger).toBe(isUsed);
    expect(out.take()).toEqual(Uint8Array.of(...short, ...long));
  }
});
