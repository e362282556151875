import { format } from "@backlot/formats";
import type { Places } from "@backlot/runtime";
import { expect, test } from "vitest";
import { hasState, ranges, readRange } from "./range.ts";

test("a range whose state is not there yet is given up, and read when it is", () => {
  const file = new TextEncoder().encode('a,"b\n"\nc,d\n');
  const kernel = {
    room: (bytes: number) => new Uint8Array(bytes),
    scan: (_start: number, _end: number, state: number) => ({ first: -1, last: -1, state: state + 7 }),
  };
  const read = (into: Uint8Array, at: number): void => into.set(file.subarray(at, at + into.length));
  const places = { size: file.length } as Places;
  const [first, second] = ranges(places, format("csv"), 0, 6, 64, false);

  expect(hasState(second)).toBe(false);
  expect(readRange(second, kernel, read, 0)).toBeUndefined();
  expect(readRange(first, kernel, read, 0)).toBeDefined();
  expect(hasState(second)).toBe(true);
  expect(readRange(second, kernel, read, 0)?.front.state).toBe(7);
});
