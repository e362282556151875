/** project() on texts, with everything it tells. */
import { project, type ProjectOptions } from "@backlot/projector";
import { InputError, memorySink, openSource, type Source, type Summary } from "@backlot/runtime";
import { readFileSync } from "node:fs";
import { expect } from "vitest";

/** A source whose reads end where it is cut. */
function cutSource(bytes: Uint8Array, name: string, ...cuts: number[]): Source {
  let at = 0;
  return {
    name,
    // Workers that are told of do all the work where it is known to be little.
    size: bytes.length,
    async read(into) {
      const stop = Math.min(cuts.find((cut) => cut > at) ?? bytes.length, at + into.length);
      const part = bytes.subarray(at, stop);
      into.set(part);
      at = stop;
      return part.length;
    },
    async close() {},
  };
}

export interface Outcome {
  text?: string;
  quarantine?: string;
  accounts?: Pick<Summary, "read" | "written" | "filtered" | "rejected" | "bytesIn" | "bytesOut">;
  error?: Pick<InputError, "message" | "file" | "record" | "byte" | "field" | "hint">;
}

type Options = Omit<ProjectOptions, "from" | "to">;

/** What becomes of bytes that come in pieces: the output and the accounts, or the error. Both kernels say the same. */
export async function outcome(
  bytes: Uint8Array,
  name: string,
  options: Options = {},
  ...cuts: number[]
): Promise<Outcome> {
  const result = await outcomeOf(cutSource(bytes, name, ...cuts), options);
  // Starting workers takes longer than all the rest, and they do the same.
  if (options.kernel === undefined && (options.workers ?? 0) === 0) {
    const twins = await outcomeOf(cutSource(bytes, name, ...cuts), { ...options, kernel: "twin" });
    expect(result).toEqual(twins);
  }
  return result;
}

/** What becomes of a file that is at `path`, under the name `name`. */
export async function fileOutcome(path: string, name: string, options: Options = {}): Promise<Outcome> {
  const source = await openSource(path);
  const { inlet } = source;
  const renamed = inlet && { ...inlet, places: { ...inlet.places, name } };
  return await outcomeOf({ ...source, name, inlet: renamed }, options, `${path}.out`);
}

/** What becomes of an input by one kernel, without workers unless told otherwise; by way of a file at `path`, if given. */
async function outcomeOf(from: Source, options: Options, path?: string): Promise<Outcome> {
  const memory = memorySink();
  const quarantine = memorySink("quarantine");
  const onError = typeof options.onError === "object" ? { quarantine } : options.onError;
  try {
    const to = path ?? memory;
    const summary = await project({ from, to, workers: 0, force: true, digest: false, ...options, onError });
    const { read, written, filtered, rejected, bytesIn, bytesOut } = summary;
    return {
      text: path === undefined ? memory.text() : readFileSync(path, "utf8"),
      ...(typeof onError === "object" && { quarantine: quarantine.text() }),
      accounts: { read, written, filtered, rejected, bytesIn, bytesOut },
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { message, file, record, byte, field, hint } = error;
    return { error: { message, file, record, byte, field, hint } };
  }
}

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
