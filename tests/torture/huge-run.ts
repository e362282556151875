/**
 * Projects an endless-looking input as a process of its own: `huge-run.ts CONTAINER WHERE BYTES LIMIT KERNEL`. The
 * second of three records has a value of so many bytes, which is kept or passed over. Prints what came out, and the
 * most memory that was resident at once beyond that before the run.
 */
import { project } from "@backlot/projector";
import { memorySink, type Source } from "@backlot/runtime";

const [container, where, bytes, limit, kernel] = process.argv.slice(2);
const [name, front, end] = {
  ndjson: ["x.ndjson", `{"k":1,"v":1}\n{"k":2,"${where === "kept" ? "v" : "w"}":"`, '"}\n{"k":3,"v":3}\n'],
  json: ["x.json", `[{"k":1,"v":1},{"k":2,"${where === "kept" ? "v" : "w"}":["`, '"]},{"k":3,"v":3}]'],
  csv: ["x.csv", `k,${where === "kept" ? "v,w" : "w,v"}\n1,1,1\n2,"`, '",2\n3,3,3\n'],
}[container]!;

/** The parts one after the other, the middle made as it is read. */
function source(): Source {
  const [first, last] = [front, end].map((text) => new TextEncoder().encode(text));
  const size = first.length + Number(bytes) + last.length;
  let at = 0;
  return {
    name,
    async read(into) {
      const count = Math.min(into.length, size - at);
      into.fill(0x78, 0, count);
      for (const [part, start] of [
        [first, 0],
        [last, size - last.length],
      ] as const) {
        for (let i = Math.max(0, start - at); i < count && at + i - start < part.length; i++)
          into[i] = part[at + i - start];
      }
      at += count;
      return count;
    },
    async close() {},
  };
}

const before = process.resourceUsage().maxRSS;
const to = memorySink();
const summary = await project({
  from: source(),
  to,
  pick: "k, v",
  outputFormat: "ndjson",
  maxRecordBytes: Number(limit),
  onError: "skip",
  workers: 1,
  kernel: kernel as "wasm" | "twin",
});
const { read, written, rejected } = summary;
const peakBytes = (process.resourceUsage().maxRSS - before) * 1024;
console.log(JSON.stringify({ read, written, rejected, text: to.text(), peakBytes }));
