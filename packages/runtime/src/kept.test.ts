import { expect, test } from "vitest";
import { keeper } from "./kept.ts";

test("a copy holds when its original is written over, until its memory is released", () => {
  const keep = keeper();
  const original = Uint8Array.of(1, 2, 3);
  const first = keep(original);
  original.fill(9);
  const second = keep(original);
  expect([...first.bytes, ...second.bytes]).toEqual([1, 2, 3, 9, 9, 9]);
  first.release();
  const third = keep(Uint8Array.of(4));
  expect([...third.bytes, ...second.bytes]).toEqual([4, 9, 9, 9]);
  expect(third.bytes.buffer).toBe(first.bytes.buffer);
  third.release();
  expect(keep(new Uint8Array(99)).bytes.length).toBe(99);
});
