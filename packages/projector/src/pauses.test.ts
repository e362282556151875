import { memorySink, memorySource, type Source } from "@backlot/runtime";
import { expect, test } from "vitest";
import type { ProjectOptions } from "./options.ts";
import { project } from "./project.ts";

/** A source that gives a byte at a time, and pauses before each but the first ones. */
function pausing(text: string, name: string, first: number): Source {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return {
    name,
    async read(into) {
      if (at >= first) await new Promise((resolve) => setTimeout(resolve, at === first ? 150 : 8));
      if (at === bytes.length) return 0;
      into[0] = bytes[at++];
      return 1;
    },
    async close() {},
  };
}

/** Whatever there is to tell of a run. */
async function told(from: Source, options: Partial<ProjectOptions>): Promise<unknown> {
  const to = memorySink();
  const quarantine = memorySink();
  const warnings: unknown[] = [];
  const onWarning = (warning: unknown): void => void warnings.push(warning);
  try {
    const summary = await project({ from, to, onError: { quarantine }, onWarning, workers: 0, ...options });
    const { read, written, rejected, bytesIn } = summary;
    return { text: to.text(), rejected: quarantine.text(), accounts: [read, written, rejected, bytesIn], warnings };
  } catch (error) {
    return String(error);
  }
}

const allTold = { delimiter: ",", quote: '"', header: true } as const;

test.concurrent.for<[string, string, Partial<ProjectOptions>]>([
  ["x.ndjson", '{"a":1,"b":2}\r\n\n{"a":tru}\n{"a":"ü"}\n{"a":3}', { pick: "a, c" }],
  ["x.json", ' [ {"a":1,"b":2} ,\n{"a":[1,2]},{"a":3} ] ', { drop: "b" }],
  ["x.json", '{"n":1,"r":[{"a":1},{"a":2}],"m":2}', { pick: "a", records: "r" }],
  ["x.json", '[{"a":1},{"a":2},]', { pick: "a" }],
  ["x.tsv", "a\tb\n1\t2\r\n3\t4\n5\n6\t7", { pick: "b" }],
  ["x.csv", 'a,b\n1,"2\n""x"\n3,4\n', { pick: "b", inputDialect: allTold }],
  ["x.ndjson", `{"a":1}\n{"b":"${"x".repeat(60)}","a":2}\n{"a":3}\n`, { pick: "a", maxRecordBytes: 40 }],
])("pauses of %s change nothing", async ([name, text, options]) => {
  const expected = await told(memorySource(new TextEncoder().encode(text), name), options);
  for (const first of [5, 12]) expect(await told(pausing(text, name, first), options)).toEqual(expected);
});

test.for([0, 2])("what has come is written when the source pauses, with %i workers", async (workers) => {
  const sink = memorySink();
  const isSeen = Promise.withResolvers<void>();
  const write = async (bytes: Uint8Array): Promise<void> => {
    await sink.write(bytes);
    if (bytes.length > 0) isSeen.resolve();
  };
  const parts = ['{"a":1,"b":1}\n{"a"', ':2,"b":2}\n'];
  const from: Source = {
    name: "x.ndjson",
    async read(into) {
      if (parts.length === 1) await isSeen.promise;
      return new TextEncoder().encodeInto(parts.shift() ?? "", into).written;
    },
    async close() {},
  };
  await project({ from, to: { ...sink, write }, pick: "a", workers });
  expect(sink.text()).toBe('{"a":1}\n{"a":2}\n');
});
