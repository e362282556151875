/** What workers read by themselves: everything, or a reason why not. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Places, placesSource, readPlaces } from "./places.ts";

const places: Places = { name: "movies.tsv", file: 3, size: 6 };

/** A file that is read at most so many bytes at a time, and ends or fails at a place. */
function fileOf(content: Uint8Array, most: number, fails?: { at: number; code: string }) {
  return {
    readNow(_: number, into: Uint8Array, at: number): number {
      if (fails !== undefined && at >= fails.at) throw Object.assign(new Error("bad"), { code: fails.code });
      const part = content.subarray(at, Math.min(at + most, at + into.length, fails?.at ?? Infinity));
      into.set(part);
      return part.length;
    },
  };
}

test("all bytes come, however few at a time", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 9 }), (...run) => {
      const [content, from, length, most] = run;
      const at = Math.min(from, content.length);
      const into = new Uint8Array(Math.min(length, content.length - at));
      readPlaces(places, fileOf(content, most))(into, at);
      expect([...into]).toEqual([...content.subarray(at, at + into.length)]);
    }),
  );
});

test("a file that has become shorter has changed", () => {
  const read = readPlaces(places, fileOf(new Uint8Array(4), 3));
  expect(() => read(new Uint8Array(6), 0)).toThrow(
    expect.objectContaining({
      name: "InputError",
      message: "Cannot read movies.tsv as one piece: it changed while it was being read",
      file: "movies.tsv",
      byte: 4,
    }),
  );
});

test("what the system fails to read is told with its place", () => {
  const read = readPlaces(places, fileOf(new Uint8Array(6), 2, { at: 5, code: "EIO" }));
  expect(() => read(new Uint8Array(5), 1)).toThrow(
    expect.objectContaining({
      name: "MachineError",
      code: "EIO",
      message: "Cannot read movies.tsv after 5 bytes: the device reported an input/output error (EIO)",
      byte: 5,
    }),
  );
});

test("a source from a place on", async () => {
  const content = Uint8Array.of(1, 2, 3, 4, 5, 6);
  const source = placesSource(places, 2, fileOf(content, 2));
  const into = new Uint8Array(3);
  const read: number[] = [];
  for (let count = -1; count !== 0;) {
    count = await source.read(into);
    read.push(...into.subarray(0, count));
  }
  expect(read).toEqual([3, 4, 5, 6]);
});
