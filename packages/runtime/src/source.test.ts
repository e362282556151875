import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSource } from "./file-source.ts";
import { type FileSystem, systemFiles } from "./file-system.ts";
import { memorySource } from "./memory-source.ts";
import type { Source } from "./source.ts";
import { streamSource } from "./stream-source.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-source-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Reads to the end, some bytes at a time. */
async function drain(source: Source, size: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const into = new Uint8Array(size);
    const count = await source.read(into);
    if (count === 0) break;
    parts.push(into.subarray(0, count));
  }
  expect(await source.read(new Uint8Array(size))).toBe(0);
  await source.close();
  await source.close();
  return Buffer.concat(parts);
}

function streamOf(bytes: Uint8Array, cut: number): ReadableStream<Uint8Array> {
  const parts = [new Uint8Array(), bytes.slice(0, cut), new Uint8Array(), bytes.slice(cut)];
  return new ReadableStream({
    pull(controller) {
      const part = parts.shift();
      if (part) controller.enqueue(part);
      else controller.close();
    },
  });
}

const kinds: Record<string, (bytes: Uint8Array, cut: number) => Source | Promise<Source>> = {
  memory: (bytes) => memorySource(bytes),
  stream: (bytes, cut) => streamSource(streamOf(bytes, cut)),
  file(bytes) {
    writeFileSync(join(folder, "any"), bytes);
    return openSource(join(folder, "any"));
  },
};

test.each(Object.keys(kinds))("a %s gives its bytes in order, whatever the size asked for", async (kind) => {
  const given = fc.uint8Array({ maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(given, fc.nat(300), fc.integer({ min: 1, max: 64 }), async (bytes, cut, size) => {
      const read = await drain(await kinds[kind](bytes, cut), size);
      expect(Buffer.compare(read, bytes)).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test("a stream that is closed early is cancelled", async () => {
  let reason: unknown = "not cancelled";
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(Uint8Array.of(1, 2)),
    cancel: (why) => void (reason = why),
  });
  const source = streamSource(stream);
  expect(await source.read(new Uint8Array(1))).toBe(1);
  await source.close();
  expect(reason).toBeUndefined();
});

test("a stream that fails is a fault of the machine, with its place", async () => {
  const parts = [Uint8Array.of(1, 2, 3)];
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = parts.shift();
      if (part) controller.enqueue(part);
      else controller.error(new Error("the connection is gone"));
    },
  });
  await expect(drain(streamSource(stream, "https://a.b/c"), 8)).rejects.toMatchObject({
    name: "MachineError",
    message: "Cannot read https://a.b/c after 3 bytes: the connection is gone",
    byte: 3,
  });
});

describe("a file", () => {
  test("tells its size and name", async () => {
    const path = join(folder, "sized");
    writeFileSync(path, "12345");
    const source = await openSource(path);
    expect(source).toMatchObject({ name: path, size: 5 });
    await source.close();
  });

  test("that is not there is bad input, with a suggestion", async () => {
    writeFileSync(join(folder, "movies.ndjson"), "");
    await expect(openSource(join(folder, "moveis.ndjson"))).rejects.toMatchObject({
      name: "InputError",
      file: join(folder, "moveis.ndjson"),
      hint: `Did you mean ${join(folder, "movies.ndjson")}?`,
    });
    await expect(openSource(join(folder, "no/such/folder"))).rejects.toMatchObject({ hint: "Check the path" });
  });

  test("that is a link to nothing is bad input, and no suggestion", async () => {
    const path = join(folder, "link.ndjson");
    symlinkSync("gone.ndjson", path);
    await expect(openSource(path)).rejects.toMatchObject({
      name: "InputError",
      message: `Cannot read ${path}: it is a symbolic link to nothing`,
      file: path,
      hint: "Check what the link points to",
    });
  });

  test("that is a folder is bad input", async () => {
    mkdirSync(join(folder, "sub"));
    await expect(openSource(join(folder, "sub"))).rejects.toMatchObject({
      name: "InputError",
      message: `Cannot read ${join(folder, "sub")}: it is a folder`,
    });
  });

  test("whose path holds a NUL is bad input", async () => {
    await expect(openSource("a\0b")).rejects.toMatchObject({ name: "InputError" });
  });

  test.each([
    ["grows", (path: string) => appendFileSync(path, "more")],
    ["is written again", (path: string) => writeFileSync(path, "abcdefgh")],
    ["shrinks", (path: string) => writeFileSync(path, "abc")],
  ])("that %s while it is read is told at its end", async (_, change) => {
    const path = join(folder, "changing");
    writeFileSync(path, "12345678");
    const source = await openSource(path);
    expect(await source.read(new Uint8Array(4))).toBe(4);
    await new Promise((resolve) => setTimeout(resolve, 20)); // The clock of file times may tick every 10 ms only.
    change(path);
    await expect(drain(source, 64)).rejects.toThrow("it changed while it was being read");
    await source.close();
  });

  test("that is small is read at once, part by part", async () => {
    const path = join(folder, "small");
    writeFileSync(path, "12345678");
    const files: FileSystem = { ...systemFiles(), read: () => Promise.reject(new Error("by another thread")) };
    const source = await openSource(path, files);
    const into = new Uint8Array(3);
    const parts: string[] = [];
    for (let count = -1; count !== 0;) {
      count = await source.read(into);
      parts.push(new TextDecoder().decode(into.subarray(0, count)));
    }
    expect(parts).toEqual(["123", "456", "78", ""]);
    await source.close();
  });

  test("is not closed under a read", async () => {
    const path = join(folder, "slow");
    writeFileSync(path, new Uint8Array(100_000));
    const order: string[] = [];
    const files: FileSystem = {
      ...systemFiles(),
      async read() {
        await new Promise((resolve) => setTimeout(resolve, 20));
        order.push("read");
        return 1;
      },
      async close(file) {
        order.push("close");
        await systemFiles().close(file);
      },
    };
    const source = await openSource(path, files);
    const reading = source.read(new Uint8Array(4));
    await source.close();
    await reading;
    expect(order).toEqual(["read", "close"]);
  });

  test.skipIf(process.platform !== "linux")("that the device cannot read is a fault of the machine", async () => {
    const source = await openSource("/proc/self/mem");
    await expect(source.read(new Uint8Array(4))).rejects.toMatchObject({
      name: "MachineError",
      code: "EIO",
      byte: 0,
      file: "/proc/self/mem",
    });
    await source.close();
  });

  test.skipIf(process.platform !== "linux")("of /proc, without a size, is read as it comes", async () => {
    const source = await openSource("/proc/self/stat");
    expect(source.size).toBeUndefined();
    expect((await drain(source, 64)).length).toBeGreaterThan(10);
  });

  test.skipIf(process.platform === "win32")("may be a named pipe", async () => {
    const path = join(folder, "pipe");
    execFileSync("mkfifo", [path]);
    const opened = openSource(path);
    const { spawn } = await import("node:child_process");
    spawn("sh", ["-c", `printf hello > ${path}; sleep 0.05`]);
    expect(new TextDecoder().decode(await drain(await opened, 3))).toBe("hello");
  });
});
