import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MachineError } from "./errors.ts";
import { openSink } from "./file-sink.ts";
import { type FileSystem, systemFiles } from "./file-system.ts";
import { memorySink } from "./memory-sink.ts";
import type { Sink } from "./sink.ts";
import { streamSink } from "./stream-sink.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-sink-"));
  path = join(folder, "out.csv");
});
afterEach(() => rmSync(folder, { recursive: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const digest = (data: Uint8Array | string): string => `sha256:${createHash("sha256").update(data).digest("hex")}`;
const names = (): string[] => readdirSync(folder);

/** A failure as the system reports it. */
const systemFailure = (code: string): Error => Object.assign(new Error(`${code}: as if`), { code });

/** The file system with some of its calls replaced. */
const filesWith = (changed: (real: FileSystem) => Partial<FileSystem>): FileSystem => {
  const real = systemFiles();
  return { ...real, ...changed(real) };
};

const kinds: Record<string, () => Promise<{ sink: Sink; written: () => Uint8Array }>> = {
  async memory() {
    const sink = memorySink();
    return { sink, written: () => sink.bytes() };
  },
  async stream() {
    const parts: Uint8Array[] = [];
    const stream = new WritableStream<Uint8Array>({ write: (part) => void parts.push(part) });
    return { sink: streamSink(stream), written: () => Buffer.concat(parts) };
  },
  async file() {
    return { sink: await openSink(path, { force: true }), written: () => readFileSync(path) };
  },
  async "file whose system writes short"() {
    const files = filesWith((real) => ({ write: (file, part) => real.write(file, part.subarray(0, 3)) }));
    return { sink: await openSink(path, { force: true }, files), written: () => readFileSync(path) };
  },
};

test.for(["n".repeat(255), "é".repeat(127), `x${"🎬".repeat(63)}`, "$&".repeat(120)])(
  "a name as long as the system allows: %s",
  async (name) => {
    const sink = await openSink(join(folder, name));
    const [temporary] = names();
    expect(temporary).toMatch(/\.backlot-\w+\.tmp$/);
    expect(name.startsWith(temporary.slice(1, temporary.lastIndexOf(".backlot-")))).toBe(true);
    await sink.commit();
    expect(names()).toEqual([name]);
  },
);

describe.each(Object.keys(kinds))("a %s", (kind) => {
  test("takes all bytes in order and tells their number and digest", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), async (parts) => {
        const { sink, written } = await kinds[kind]();
        const buffer = new Uint8Array(40);
        for (const part of parts) {
          // The same buffer each time: a sink must not hold on to it.
          buffer.set(part);
          await sink.write(buffer.subarray(0, part.length));
        }
        const whole = Buffer.concat(parts);
        expect(await sink.commit()).toEqual({ bytes: whole.length, digest: digest(whole) });
        expect(Buffer.compare(written(), whole)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  test("is used in one order only", async () => {
    const { sink, written } = await kinds[kind]();
    await sink.write(bytes("a"));
    await sink.commit();
    await sink.abort();
    expect(written()).toHaveLength(1);
    await expect(sink.write(bytes("b"))).rejects.toThrow("already committed");
    const { sink: other } = await kinds[kind]();
    await other.abort();
    await other.abort();
    await expect(other.write(bytes("b"))).rejects.toThrow("already aborted");
    await expect(other.commit()).rejects.toThrow("already aborted");
  });
});

describe("a file", () => {
  test("has its name only when it is committed", async () => {
    const sink = await openSink(path);
    await sink.write(bytes("a,b\n"));
    expect(names()).toEqual([expect.stringMatching(/^\.out\.csv\.backlot-.+\.tmp$/)]);
    await sink.commit();
    expect(names()).toEqual(["out.csv"]);
    expect(readFileSync(path, "utf8")).toBe("a,b\n");
  });

  test("has no digest where none is wanted", async () => {
    const sink = await openSink(path, { digest: false });
    await sink.write(bytes("a,b\n"));
    expect(await sink.commit()).toEqual({ bytes: 4 });
  });

  test("that is aborted leaves nothing, also while it is written", async () => {
    const sink = await openSink(path);
    const writing = sink.write(new Uint8Array(1 << 20));
    await sink.abort();
    await writing;
    expect(names()).toEqual([]);
  });

  test.each([
    ["gz", "gzip"],
    ["zst", "zstd"],
    ["bz2", "bzip2"],
  ])("that is compressed by its name, .%s, is refused", async (ending, program) => {
    path = join(folder, `list.csv.${ending}`);
    await expect(openSink(path)).rejects.toMatchObject({
      name: "InputError",
      message: `Cannot write ${path}: what is written is not compressed`,
      hint: `Write to standard output, and compress that: ${program} > ${path}`,
    });
  });

  test("that exists is refused, and stays as it was", async () => {
    writeFileSync(path, "old");
    await expect(openSink(path)).rejects.toMatchObject({
      name: "InputError",
      file: path,
      message: `Cannot write ${path}: it exists already`,
      hint: expect.stringContaining("--force"),
    });
    expect(readFileSync(path, "utf8")).toBe("old");
  });

  test("that exists is replaced by force at the commit, and keeps its permissions", async () => {
    writeFileSync(path, "old", { mode: 0o600 });
    const sink = await openSink(path, { force: true });
    await sink.write(bytes("new"));
    expect(readFileSync(path, "utf8")).toBe("old");
    await sink.commit();
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(names()).toEqual(["out.csv"]);
  });

  test.each(["with", "without"])("that comes up meanwhile is not overwritten, %s hard links", async (links) => {
    const noLink = filesWith(() => ({ link: () => Promise.reject(systemFailure("EPERM")) }));
    const sink = await openSink(path, {}, links === "with" ? systemFiles() : noLink);
    await sink.write(bytes("ours"));
    writeFileSync(path, "theirs");
    await expect(sink.commit()).rejects.toMatchObject({
      name: "InputError",
      message: expect.stringContaining("meanwhile"),
    });
    await sink.abort();
    expect(readFileSync(path, "utf8")).toBe("theirs");
    expect(names()).toEqual(["out.csv"]);
  });

  test("is committed where there are no hard links", async () => {
    const files = filesWith(() => ({ link: () => Promise.reject(systemFailure("EPERM")) }));
    const sink = await openSink(path, {}, files);
    await sink.write(bytes("ours"));
    await sink.commit();
    expect(readFileSync(path, "utf8")).toBe("ours");
    expect(names()).toEqual(["out.csv"]);
  });

  test("in a folder that is not there is bad input", async () => {
    await expect(openSink(join(folder, "no", "out.csv"))).rejects.toMatchObject({
      name: "InputError",
      message: `Cannot write ${join(folder, "no", "out.csv")}: its folder ${join(folder, "no")} does not exist`,
      hint: expect.stringContaining(`mkdir -p ${join(folder, "no")}`),
    });
  });

  test("in a file, or in place of a folder, is bad input", async () => {
    writeFileSync(path, "");
    await expect(openSink(join(path, "x"))).rejects.toMatchObject({ name: "InputError" });
    await expect(openSink(folder)).rejects.toMatchObject({ message: `Cannot write ${folder}: it is a folder` });
    await expect(openSink("a\0b")).rejects.toMatchObject({ name: "InputError" });
  });

  test.skipIf(process.platform === "win32")(
    "behind a symbolic link is refused, and with force replaced there",
    async () => {
      mkdirSync(join(folder, "real"));
      const real = join(folder, "real", "data");
      writeFileSync(real, "old");
      symlinkSync(real, path);
      await expect(openSink(path)).rejects.toMatchObject({
        name: "InputError",
        message: expect.stringContaining("symbolic link"),
      });
      const sink = await openSink(path, { force: true });
      await sink.write(bytes("new"));
      await sink.commit();
      expect(lstatSync(path).isSymbolicLink()).toBe(true);
      expect(readFileSync(real, "utf8")).toBe("new");
      rmSync(real);
      await expect(openSink(path)).rejects.toMatchObject({
        name: "InputError",
        message: expect.stringContaining("symbolic link"),
      });
      await expect(openSink(path, { force: true })).rejects.toMatchObject({
        name: "InputError",
        message: `Cannot write ${path}: it is a symbolic link to nothing`,
      });
    },
  );

  // Every call that a write and a commit make, failing once at each turn: law 5 must hold at all of them.
  const faults = ["create", "write", "sync", "close", "link", "remove", "openFolder"] as const;
  test.each(faults.flatMap((call) => [[call, 1] as const, [call, 2] as const]))(
    "is never half there when %s fails at call %i",
    async (call, turn) => {
      let calls = 0;
      const files = filesWith((real) => ({
        [call]: (...args: never[]) => {
          if (++calls === turn) return Promise.reject(systemFailure("EIO"));
          return (real[call] as (...args: never[]) => Promise<unknown>)(...args);
        },
      }));
      let sink: Sink | undefined;
      const outcome = await (async () => {
        sink = await openSink(path, {}, files);
        await sink.write(bytes("one"));
        await sink.write(bytes("two"));
        await sink.commit();
        return "committed";
      })().catch((error: unknown) => error);
      await sink?.abort();
      // Some calls are made once only: their second turn never comes.
      const told = outcome instanceof MachineError ? outcome.code : outcome;
      expect(told).toBe(calls < turn ? "committed" : "EIO");
      expect(names()).toEqual(calls < turn ? ["out.csv"] : []);
    },
  );

  test("that failed to be written is never committed", async () => {
    const files = filesWith(() => ({ write: () => Promise.reject(systemFailure("EIO")) }));
    const sink = await openSink(path, {}, files);
    await expect(sink.write(bytes("x"))).rejects.toThrow("EIO");
    await expect(sink.commit()).rejects.toThrow("already failed");
    await sink.abort();
    expect(names()).toEqual([]);
  });

  describe("that is large", () => {
    const block = new Uint8Array(16 << 20);

    test("is brought to the disk meanwhile, once at a time, and wholly at its end", async () => {
      const calls: string[] = [];
      const first = Promise.withResolvers<void>();
      const files = filesWith((real) => ({
        syncData: () => (calls.push("data"), calls.length === 1 ? first.promise : Promise.resolve()),
        sync: (file) => (calls.push("all"), real.sync(file)),
        write: async (_, part) => part.length,
      }));
      const sink = await openSink(path, {}, files);
      for (let i = 0; i < 5; i++) await sink.write(block);
      expect(calls).toEqual(["data"]);
      first.resolve();
      for (let i = 0; i < 2; i++) await sink.write(block);
      expect(calls).toEqual(["data", "data"]);
      await sink.commit();
      // The file and its folder.
      expect(calls).toEqual(["data", "data", "all", "all"]);
    });

    test.each(["written on", "committed"])("fails with what was told meanwhile, %s", async (how) => {
      const files = filesWith(() => ({
        syncData: () => Promise.reject(systemFailure("EIO")),
        write: async (_, part) => part.length,
      }));
      const sink = await openSink(path, {}, files);
      await sink.write(block);
      await sink.write(block);
      const next = how === "committed" ? sink.commit() : sink.write(block);
      await expect(next).rejects.toMatchObject({ name: "MachineError", code: "EIO", file: path });
      await sink.abort();
      expect(names()).toEqual([]);
    });

    test("is gone at once when it is aborted, however long the disk takes", async () => {
      const files = filesWith(() => ({
        syncData: () => new Promise(() => {}),
        write: async (_, part) => part.length,
      }));
      const sink = await openSink(path, {}, files);
      await sink.write(block);
      await sink.write(block);
      await sink.abort();
      expect(names()).toEqual([]);
    });
  });

  test("waits while the system is not ready", async () => {
    let calls = 0;
    const files = filesWith((real) => ({
      write: (file, part) => (++calls % 3 ? Promise.reject(systemFailure("EAGAIN")) : real.write(file, part)),
    }));
    const sink = await openSink(path, {}, files);
    await sink.write(bytes("late"));
    expect(await sink.commit()).toMatchObject({ bytes: 4 });
  });
});

test("standard output is waited for in this thread where it may be", async () => {
  const taken: number[] = [];
  let calls = 0;
  const files = filesWith(() => ({
    write: () => Promise.reject(new Error("by another thread")),
    writeNow(file, part) {
      if (++calls === 1) throw systemFailure("EAGAIN");
      taken.push(file, part.length);
      return part.length;
    },
  }));
  const sink = await openSink("-", { digest: false, mayWait: true }, files);
  await sink.write(new Uint8Array(100_000));
  expect(await sink.commit()).toEqual({ bytes: 100_000 });
  expect(taken).toEqual([1, 100_000]);
});

/** Runs `copy.ts` in a process of its own, under a shell line where `COPY` stands for it. */
function copyProcess(line: string, input?: Uint8Array): { status: number | null; stdout: Buffer; stderr: string } {
  const script = fileURLToPath(new URL("../tests/copy.ts", import.meta.url));
  const copy = `"${process.execPath}" --conditions=@backlot/source "${script}"`;
  const options = { input, maxBuffer: 1 << 28, cwd: folder };
  const { status, stdout, stderr } = spawnSync("bash", ["-c", line.replaceAll("COPY", copy)], options);
  return { status, stdout, stderr: stderr.toString() };
}

const outlet = (line: string): unknown => /outlet: (\w+)/.exec(copyProcess(line).stderr)?.[1];

describe.skipIf(process.platform !== "linux")("on Linux", () => {
  test("a full disk is told with code, file and how far it came, and leaves nothing", async ({ skip }) => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]);
    skip(mounted.status !== 0, "mounting a small disk needs root");
    try {
      const target = join(disk, "out");
      const sink = await openSink(target);
      await expect(sink.write(new Uint8Array(1 << 20))).rejects.toMatchObject({
        name: "MachineError",
        code: "ENOSPC",
        file: target,
        byte: 262_144,
        hint: expect.stringContaining("Free some space"),
      });
      await sink.abort();
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  test("a device that is always ready gets few bytes at once, and many from another thread", async () => {
    const calls: string[] = [];
    const files = filesWith(() => ({
      write: async (_, part) => (calls.push(`called ${part.length}`), part.length),
      writeNow: (_, part) => (calls.push(`now ${part.length}`), part.length),
    }));
    const sink = await openSink("/dev/null", {}, files);
    await sink.write(new Uint8Array(1000));
    await sink.write(new Uint8Array(100_000));
    await sink.commit();
    expect(calls).toEqual(["now 1000", "called 100000"]);
  });

  test("a device is written directly, and a full one is told", async () => {
    const none = await openSink("/dev/null");
    await none.write(bytes("gone"));
    expect(await none.commit()).toEqual({ bytes: 4 });
    const told = await openSink("/dev/null", { digest: true });
    await told.write(bytes("gone"));
    expect(await told.commit()).toEqual({ bytes: 4, digest: digest("gone") });
    const full = await openSink("/dev/full");
    await expect(full.write(bytes("x"))).rejects.toMatchObject({ code: "ENOSPC", file: "/dev/full", byte: 0 });
    await full.abort();
  });

  test("workers may write to files and devices, but not to pipes, where a write may never end", () => {
    writeFileSync(path, "data");
    expect(outlet("COPY out.csv - > copy")).toBe("true");
    expect(outlet("COPY out.csv copy2")).toBe("true");
    expect(outlet("COPY out.csv - > /dev/null")).toBe("true");
    expect(outlet("COPY out.csv - | cat")).toBe("false");
    expect(outlet("mkfifo pipe; cat pipe & COPY out.csv pipe")).toBe("false");
  });

  test("standard output to a full device fails", () => {
    writeFileSync(path, "data");
    const { status, stderr } = copyProcess("COPY out.csv - > /dev/full");
    expect(status).toBe(1);
    expect(stderr).toContain("ENOSPC Cannot write to standard output after 0 bytes");
  });

  test("a reader that closes the pipe is known by EPIPE", () => {
    writeFileSync(path, new Uint8Array(1 << 20));
    const { stderr } = copyProcess("COPY out.csv - | head -c 10");
    expect(stderr).toContain("EPIPE Cannot write to standard output");
  });

  test("standard input and output carry every byte through pipes", () => {
    const data = Buffer.alloc(5_000_000, "0123456789\n");
    const { status, stdout, stderr } = copyProcess("cat | COPY - - | cat", data);
    expect(stderr).toContain(digest(data));
    expect(status).toBe(0);
    expect(stdout.equals(data)).toBe(true);
  });

  test("a file over the size limit is told, and leaves nothing", () => {
    const { status, stderr } = copyProcess("trap '' XFSZ; ulimit -f 100; head -c 1000000 /dev/zero | COPY - big");
    expect(stderr).toContain("EFBIG Cannot write big after 102400 bytes");
    expect(status).toBe(1);
    expect(names()).toEqual([]);
  });

  test("a killed process leaves nothing under the final name", () => {
    copyProcess("(printf data; sleep 1) | timeout -s KILL 0.7 COPY - out.csv");
    expect(names()).not.toContain("out.csv");
  });

  test.for([
    ["", "link"],
    ["--force", "rename"],
  ])("a commit%s is made durable in the right order", ([force, naming], { skip }) => {
    skip(spawnSync("strace", ["--version"]).status !== 0, "strace is not installed");
    writeFileSync(path, "data");
    const { status } = copyProcess(
      `strace -f -y -o log -e trace=write,pwrite64,fsync,fdatasync,rename,link,unlink COPY out.csv copy.csv ${force}`,
    );
    expect(status).toBe(0);
    const order = readFileSync(join(folder, "log"), "utf8")
      .split("\n")
      .filter((line) => line.includes(folder) || line.includes("copy.csv"))
      .map((line) => /(\w+)\(/.exec(line)?.[1] + (/fsync\(\d+<[^>]*\.tmp>/.test(line) ? " file" : ""))
      .map((call) => (call === "fsync" ? "fsync folder" : call.replace("pwrite64", "write")));
    const cleanUp = naming === "link" ? ["unlink"] : [];
    expect(order).toEqual(["write", "fsync file", naming, ...cleanUp, "fsync folder"]);
  });
});
