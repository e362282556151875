/**
 * The inputs of a run, opened one after the other, as jobs for the kernel.
 */

import { decompressed, InputError, type Job, openSource, type Source } from "@backlot/runtime";
import { type Columns, matchColumns, pickColumns } from "./columns.ts";
import { type Input, openInput } from "./input.ts";
import type { Settled } from "./options.ts";
import type { Shape, Task } from "./plan.ts";

/** An input that is open. */
export interface Opened extends Input {
  /** Its size in bytes, where it is known beforehand. */
  readonly size?: number;
  /** How much of it is read, where its size does not tell. */
  readonly source: Source;
  /** What of a table is written. */
  readonly written?: readonly string[];
  readonly shape: Shape;
}

/** Where the chunk of a job, or a record that was passed over, is from. */
export interface Ticket {
  /** Which input, from 0. */
  readonly file: number;
  readonly name: string;
  readonly size?: number;
  /** How much of the input is read by now, 0 to 1, where its size does not tell. */
  readonly part?: number;
  readonly shape: Shape;
  /** Where in the file it starts. */
  readonly byte: number;
  readonly length: number;
  /** The front of the record that was passed over, if it is one. */
  readonly oversize?: Uint8Array;
}

/** All inputs of a run. */
export class Inputs {
  /** What the jobs that are out, and the records that were passed over, are about, in order. */
  readonly tickets: Ticket[] = [];
  /** How many bytes were read of all inputs, decompressed, some of them ahead. */
  bytesRead = 0;
  readonly #settled: Settled;
  readonly #opened: Source[] = [];
  /** The columns of the first table, which the others must have too. */
  #columns: (Columns & { readonly file: string }) | undefined;
  /** Whether the first input is a table. */
  #isTable: boolean | undefined;
  #first: Promise<Opened> | undefined;

  constructor(settled: Settled) {
    this.#settled = settled;
  }

  /** How many inputs there are. */
  get count(): number {
    return this.#settled.sources.length;
  }

  /** The first input. */
  first(): Promise<Opened> {
    this.#first ??= this.#open(this.#settled.sources[0]);
    return this.#first;
  }

  /** The chunks of all inputs, in order; each has its ticket. */
  async *jobs(): AsyncGenerator<Job<Task>, void, undefined> {
    const { sources, limit, failsOnOversize } = this.#settled;
    for (const [file, from] of sources.entries()) {
      if (limit === 0) return;
      const input = file === 0 ? await this.first() : await this.#open(from);
      const { name, size, shape } = input;
      for await (const { kind, bytes, byte } of input.chunks()) {
        const ticket = { file, name, size, part: input.source.part, shape, byte, length: bytes.length };
        if (kind === "oversize") {
          this.tickets.push({ ...ticket, oversize: bytes });
          // The run ends here, when the jobs before are done.
          if (failsOnOversize) return;
          continue;
        }
        this.tickets.push(ticket);
        yield { task: { bytes, shape, limit, keep: limit !== Infinity }, transfer: [bytes.buffer] };
      }
    }
  }

  #counted(source: Source): Source {
    return {
      name: source.name,
      size: source.size,
      read: async (into) => {
        const count = await source.read(into);
        this.bytesRead += count;
        return count;
      },
      close: () => source.close(),
      get part() {
        return source.part;
      },
    };
  }

  /** Closes all that were opened. */
  async close(): Promise<void> {
    for (const source of this.#opened) await source.close();
  }

  async #open(from: string | Source): Promise<Opened> {
    const stored = typeof from === "string" ? await openSource(from) : from;
    this.#opened.push(stored);
    const source = this.#counted(await decompressed(stored));
    this.#opened[this.#opened.length - 1] = source;
    const input = await openInput(source, this.#settled);
    const { size } = source;
    const { name, columns, format } = input;
    const { selection } = this.#settled;
    this.#isTable ??= columns !== undefined;
    if (selection.picks === null && this.#isTable !== (columns !== undefined)) {
      throw new InputError(`Cannot put ${name} behind the other inputs: only one of them is a table`, {
        file: name,
        hint: "Pick the members and columns to keep, so that they become one",
      });
    }
    if (columns === undefined) return { ...input, size, source, shape: { format } };
    let picked: readonly number[];
    if (this.#columns === undefined) {
      this.#columns = { ...pickColumns(selection, columns, name), file: name };
      picked = this.#columns.picked;
    } else picked = matchColumns(selection, columns, name, this.#columns);
    return {
      ...input,
      size,
      source,
      written: this.#columns.names,
      shape: { format, columns: { count: columns.length, picked } },
    };
  }
}
