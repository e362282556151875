/** Copies a source to a sink, for tests that need a process of their own: `copy.ts FROM TO [--force]`. */
import { type Committed, MachineError, openSink, openSource } from "@backlot/runtime";

const [from, to, force] = process.argv.slice(2);

async function copy(): Promise<Committed> {
  const source = await openSource(from);
  const sink = await openSink(to, { force: force === "--force" });
  console.error(`outlet: ${sink.outlet !== undefined}`);
  try {
    const bytes = new Uint8Array(1 << 16);
    for (;;) {
      const count = await source.read(bytes);
      if (count === 0) break;
      await sink.write(bytes.subarray(0, count));
    }
    return await sink.commit();
  } catch (error) {
    await sink.abort();
    throw error;
  } finally {
    await source.close();
  }
}

try {
  console.error(JSON.stringify(await copy()));
} catch (error) {
  const code = error instanceof MachineError ? error.code : undefined;
  console.error(code, error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
