import { constants, crc32, deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { memorySource } from "../memory-source.ts";
import { streamSource } from "../stream-source.ts";
import { decompressed } from "./decompressed.ts";

/** All that a source gives. */
async function drain(bytes: Uint8Array, name = "file"): Promise<Uint8Array> {
  const source = await decompressed(memorySource(bytes, name));
  const parts: Uint8Array[] = [];
  try {
    for (;;) {
      const into = new Uint8Array(64 * 1024);
      const count = await source.read(into);
      if (count === 0) return Buffer.concat(parts);
      parts.push(into.subarray(0, count));
    }
  } finally {
    await source.close();
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const checksummed = { params: { [constants.ZSTD_c_checksumFlag]: 1 } };
/** A frame to skip, RFC 8878, 3.1.2. */
const skipped = Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 0x28, 0xb5, 0x2f]);

/** A member with all that its header can have. */
function fullMember(content: Uint8Array): Uint8Array {
  const header = Buffer.concat([
    Uint8Array.of(0x1f, 0x8b, 8, 0x1f, 1, 2, 3, 4, 2, 3, 3, 0),
    utf8("BC\0name\0comment\0"),
  ]);
  const trailer = Buffer.alloc(8);
  trailer.writeUint32LE(crc32(content), 0);
  trailer.writeUint32LE(content.length, 4);
  const checksum = crc32(header) & 0xffff;
  return Buffer.concat([header, Uint8Array.of(checksum & 255, checksum >> 8), deflateRawSync(content), trailer]);
}

/** The ways to compress one member. */
const ways: Record<string, (content: Uint8Array) => Uint8Array> = {
  gzip: (content) => gzipSync(content),
  "gzip with a full header": fullMember,
  "zstd with a checksum": (content) => zstdCompressSync(content, checksummed),
};
const names = Object.keys(ways);

describe.each(names)("%s", (way) => {
  const compress = ways[way];

  test("is decompressed, however many members there are and whatever is in them", async () => {
    const members = fc.array(fc.uint8Array({ maxLength: 200, size: "max" }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(members, async (contents) => {
        const file = Buffer.concat(contents.map(compress));
        expect(Buffer.compare(await drain(file), Buffer.concat(contents))).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  test("is decompressed when it is too large to be held", async () => {
    const zeros = new Uint8Array(20_000_000);
    const noise = noiseOf(6_000_000);
    const contents = [utf8("a"), zeros, utf8("b"), noise, zeros, noise.subarray(0, 300_000), utf8("c")];
    const file = Buffer.concat(contents.map(compress));
    expect(Buffer.compare(await drain(file), Buffer.concat(contents))).toBe(0);
  });

  test("that is cut off anywhere is refused, with file and byte", async () => {
    const file = Buffer.concat([compress(utf8("first")), compress(utf8("second")), compress(utf8("third"))]);
    const whole = new Set(["", "first", "firstsecond"]);
    for (let length = 0; length < file.length; length++) {
      const name = way.startsWith("gzip") ? "a.gz" : "a.zst";
      const result = drain(file.subarray(0, length), name);
      const text = await result.then(
        (bytes) => Buffer.from(bytes).toString(),
        () => undefined,
      );
      // What ends where a member does is a file of fewer members.
      if (text !== undefined && length > 0) {
        expect(whole).toContain(text);
        expect([1, 2].map((n) => memberEnd(way, n))).toContain(length);
        continue;
      }
      await expect(result).rejects.toMatchObject({ name: "InputError", file: name, byte: length });
    }
  });

  test("with one bit turned over is refused, or has the same content", async () => {
    const content = utf8("first second third, first second third");
    const file = compress(content);
    const name = way.startsWith("gzip") ? "a.gz" : "a.zst";
    for (let bit = 0; bit < 8 * file.length; bit++) {
      const flipped = Uint8Array.from(file);
      flipped[bit >> 3] ^= 1 << (bit & 7);
      const result = drain(flipped, name);
      const bytes = await result.catch(() => undefined);
      if (bytes === undefined) {
        await expect(result).rejects.toMatchObject({ name: "InputError", file: name });
        await expect(result).rejects.toHaveProperty("byte");
      } else if (bit < 16 || (bit < 32 && !way.startsWith("gzip"))) {
        // No longer recognised: the bytes as they are.
        expect(Buffer.compare(bytes, flipped)).toBe(0);
      } else expect({ bit, same: Buffer.compare(bytes, content) }).toEqual({ bit, same: 0 });
    }
  });

  test.each([
    ["zeros", Uint8Array.of(0)],
    ["a zero and another member", Buffer.concat([Uint8Array.of(0), compress(utf8("second"))])],
    ["text", utf8("\n")],
    ["many bytes", new Uint8Array(500_000).fill(0x1f)],
  ])("followed by %s is refused, with the byte where it ends", async (_, rest) => {
    for (const content of [utf8("first"), noiseOf(300_000), new Uint8Array(17_000_000)]) {
      const member = compress(content);
      await expect(drain(Buffer.concat([member, rest]))).rejects.toMatchObject({
        name: "InputError",
        byte: member.length,
        message: expect.stringContaining(`data ends at byte ${member.length}, and what follows is something else`),
      });
    }
  });
});

function memberEnd(way: string, count: number): number {
  const texts = ["first", "second", "third"].slice(0, count);
  return texts.reduce((sum, text) => sum + ways[way](utf8(text)).length, 0);
}

/** Bytes that cannot be compressed, the same ones every time. */
function noiseOf(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state >>> 24;
  });
}

describe("gzip", () => {
  test("with what looks like members in its data is decompressed exactly", async () => {
    const small = gzipSync("inner");
    const header = small.subarray(0, 10);
    // What cannot be compressed is stored as it is, with whole members and headers in it, everywhere.
    const noise = noiseOf(100_000);
    const hostile = Buffer.concat([utf8("("), small, header, noise, small, header, header, noise, small]);
    const stored = gzipSync(hostile, { level: 0 });
    const contents = [hostile, hostile, Buffer.concat([hostile, stored, hostile]), hostile];
    const file = Buffer.concat([...contents, ...contents, ...contents].map((bytes) => gzipSync(bytes, { level: 0 })));
    const expected = Buffer.concat([...contents, ...contents, ...contents]);
    expect(Buffer.compare(await drain(file), expected)).toBe(0);
  });

  test("with random seams that look like members is decompressed exactly", async () => {
    const header = gzipSync("").subarray(0, 10);
    const content = fc.array(fc.constantFrom(header, noiseOf(200_000), gzipSync("x"), utf8("text")), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 6 }), fc.constantFrom(0, 1), async (all, level) => {
        const contents = all.map((parts) => Buffer.concat([utf8("("), ...parts]));
        const file = Buffer.concat(contents.map((bytes) => gzipSync(bytes, { level })));
        expect(Buffer.compare(await drain(file), Buffer.concat(contents))).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});

describe("zstd", () => {
  test("may have frames to skip anywhere", async () => {
    const frame = zstdCompressSync(utf8("text"), checksummed);
    const file = Buffer.concat([skipped, frame, skipped, skipped, frame, skipped]);
    expect(Buffer.from(await drain(file)).toString()).toBe("texttext");
    await expect(drain(file.subarray(0, -1))).rejects.toMatchObject({ byte: file.length - 1 });
    expect((await drain(skipped)).length).toBe(0);
  });

  test("with a window that would fill the memory is refused", async () => {
    // A frame with a window of 2 GiB, and one byte in it.
    const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0, 0xa8, 9, 0, 0, 0x61);
    await expect(drain(frame, "bomb.zst")).rejects.toMatchObject({
      name: "InputError",
      message:
        "Cannot decompress bomb.zst: the zstd frame at byte 0 needs 2,048 MiB of memory, and no more than 128 MiB are given to one",
      file: "bomb.zst",
      byte: 0,
    });
    frame[5] = 0x88;
    expect(Buffer.from(await drain(frame)).toString()).toBe("a");
  });

  test("is a fault of the machine where it has none", async () => {
    const getBuiltinModule = process.getBuiltinModule.bind(process);
    const old = vi.spyOn(process, "getBuiltinModule").mockImplementation((id: string) => {
      const { createZstdDecompress: _, ...zlib } = getBuiltinModule("node:zlib");
      return id === "node:zlib" ? zlib : getBuiltinModule(id);
    });
    try {
      await expect(drain(zstdCompressSync(utf8("text")), "a.zst")).rejects.toMatchObject({
        name: "MachineError",
        message: "Cannot decompress a.zst: there is no zstd in this version of Node",
        file: "a.zst",
      });
    } finally {
      old.mockRestore();
    }
  });

  test("with a dictionary is refused", async () => {
    const frame = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 1, 0, 7, 9, 0, 0, 0x61);
    await expect(drain(frame)).rejects.toThrow("needs a dictionary");
  });
});

test("what is compressed twice is refused", async () => {
  await expect(drain(gzipSync(gzipSync("a")), "a.gz.gz")).rejects.toMatchObject({
    name: "InputError",
    message: "Cannot read a.gz.gz: there is gzip in its gzip",
  });
});

test("what is not compressed is given as it is, whatever its name", async () => {
  const content = fc.uint8Array({ maxLength: 30 }).filter(([first]) => first !== 0x1f);
  await fc.assert(
    fc.asyncProperty(content, async (bytes) => {
      expect(Buffer.compare(await drain(bytes), bytes)).toBe(0);
    }),
  );
  expect(await drain(utf8("plain text"), "a.gz")).toEqual(Buffer.from("plain text"));
  const source = await decompressed(memorySource(utf8("plain"), "a"));
  expect(source).toMatchObject({ name: "a", size: 5 });
});

test("a stream that is no longer than a word, and does not end, is given as it is", async () => {
  const stream = new ReadableStream<Uint8Array>({ start: (to) => to.enqueue(utf8("[]")) });
  const source = await decompressed(streamSource(stream));
  expect(await source.read(new Uint8Array(10))).toBe(2);
  await source.close();
});

test("a stream may be compressed, and come in pieces", async () => {
  const bytes = gzipSync("text");
  const source = await decompressed(
    streamSource(
      new ReadableStream({
        start(controller) {
          for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
          controller.close();
        },
      }),
    ),
  );
  const into = new Uint8Array(100);
  expect(new TextDecoder().decode(into.subarray(0, await source.read(into)))).toBe("text");
  expect(await source.read(into)).toBe(0);
});

test("it tells how far it is, and can be closed early", async () => {
  const source = await decompressed(memorySource(gzipSync(noiseOf(8_000_000)), "a.gz"));
  expect(source.part).toBeLessThan(0.1);
  await source.read(new Uint8Array(100));
  expect(source.size).toBeUndefined();
  expect(source.part).toBeGreaterThan(0);
  expect(source.part).toBeLessThan(1);
  await source.close();
  await source.close();
});
