/**
 * Projects an input as a process of its own: `measured-run.ts ORDER`, an order as JSON. Prints what came out, and the
 * most memory that was resident at once beyond that before the run.
 */
import { project } from "@backlot/projector";
import { memorySink, type Source } from "@backlot/runtime";

/** What is read: a file, or three parts of which the middle is made as it is read. */
export interface MeasuredOrder {
  readonly name: string;
  /** Absent: the file called `name`. */
  readonly parts?: { readonly front: string; readonly bytes: number; readonly end: string };
  readonly maxRecordBytes: number;
}

/** What came of it. */
export interface Measured {
  readonly read: number;
  readonly written: number;
  readonly rejected: number;
  /** The front of the output. */
  readonly text: string;
  readonly peakBytes: number;
}

function source(name: string, { front, bytes, end }: NonNullable<MeasuredOrder["parts"]>): Source {
  const [first, last] = [front, end].map((text) => new TextEncoder().encode(text));
  const size = first.length + bytes + last.length;
  let at = 0;
  /** Copies what of a part lies in the bytes that are read. */
  const put = (into: Uint8Array, part: Uint8Array, start: number): void => {
    const from = Math.max(0, at - start);
    if (start < at + into.length && from < part.length)
      into.set(part.subarray(from, at + into.length - start), start + from - at);
  };
  return {
    name,
    async read(room) {
      const into = room.subarray(0, Math.min(room.length, size - at));
      into.fill(0x78);
      put(into, first, 0);
      put(into, last, size - last.length);
      at += into.length;
      return into.length;
    },
    async close() {},
  };
}

const { name, parts, maxRecordBytes } = JSON.parse(process.argv[2]) as MeasuredOrder;
const before = process.resourceUsage().maxRSS;
const to = memorySink();
const { read, written, rejected } = await project({
  from: parts === undefined ? name : source(name, parts),
  to,
  pick: "k, v",
  outputFormat: "ndjson",
  maxRecordBytes,
  onError: "skip",
  workers: 1,
});
const peakBytes = (process.resourceUsage().maxRSS - before) * 1024;
const measured: Measured = { read, written, rejected, text: to.text().slice(0, 1000), peakBytes };
console.log(JSON.stringify(measured));
