/**
 * The inputs of a run, opened one after the other, as pieces for the workers.
 */

import { decompressed, InputError, type Job, openSource, type Source } from "@backlot/runtime";
import { type Columns, matchColumns, pickColumns } from "./plan/columns.ts";
import { type Counted, counted, spent } from "./input/counted-source.ts";
import { type Input, openInput } from "./input/input.ts";
import type { Settled, Warning } from "./options.ts";
import type { Shape } from "./plan/plan.ts";
import { openingOf } from "./chunk/guess.ts";
import { ranges } from "./chunk/range.ts";
import type { Done, Task } from "./work.ts";

/** An input that is open. */
export interface Opened extends Input {
  /** Its size in bytes, where it is known beforehand. */
  readonly size?: number;
  /** Tells how much of it is read, where its size does not. */
  readonly source: Source;
  /** What of a table is written. */
  readonly written?: readonly string[];
  readonly shape: Shape;
}

/** All inputs of a run. */
export class Inputs {
  /** Those that were opened, in order, as far as their accounts need them. */
  readonly opened: Pick<Opened, "name" | "format" | "source">[] = [];
  /** Those that are open and whose turn has not come. Who has all of them would keep what they have read ahead. */
  readonly #waiting: Opened[] = [];
  readonly #settled: Settled;
  readonly #sources: Counted[] = [];
  /** Buffers to use again: of chunks, and of what they have become. */
  readonly #spare: ArrayBuffer[] = [];
  readonly #spareOutput: ArrayBuffer[] = [];
  /** The columns of the first table, which the others must have too. */
  #columns: (Columns & { readonly file: string }) | undefined;
  /** Whether the first input is a table. */
  #isTable: boolean | undefined;
  #first: Promise<Opened> | undefined;
  /** How many pieces are out, and who waits until all of them have been done. */
  #out = 0;
  #allDone = Promise.withResolvers<void>();
  /** Where the records of the file have ended, if they say so. */
  #closed: number | undefined;
  readonly #onNotice: ((notice: Warning) => void) | undefined;

  /** @param onNotice is told how inputs are read */
  constructor(settled: Settled, onNotice?: (notice: Warning) => void) {
    this.#settled = settled;
    this.#onNotice = onNotice;
  }

  /** How many inputs there are. */
  get count(): number {
    return this.#settled.sources.length;
  }

  /** How many bytes were read of all inputs, decompressed, some of them ahead. */
  get bytesRead(): number {
    return this.#sources.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
  }

  /** The first input that has anything: an empty one may be any table, or anything where its name tells nothing. */
  first(): Promise<Opened> {
    this.#first ??= this.#openFirst();
    return this.#first;
  }

  async #openFirst(): Promise<Opened> {
    let opened: Opened;
    do {
      opened = await this.#open(this.#settled.sources[this.opened.length]);
      this.#waiting.push(opened);
    } while ((opened.columns?.length === 0 || opened.isEmpty === true) && this.opened.length < this.count);
    return opened;
  }

  /**
   * The pieces of all inputs, in order; {@link done} has to be told of each.
   *
   * @param areInOrder whether one worker does all of them, in order
   */
  async *jobs(areInOrder: boolean): AsyncGenerator<Job<Task>, void, undefined> {
    const { sources, limit, failsOnOversize } = this.#settled;
    let turn = 0;
    for (const [file, from] of sources.entries()) {
      if (limit === 0) return;
      if (file === 0) await this.first();
      const input = this.#waiting.shift() ?? (await this.#open(from));
      const { shape } = input;
      for await (const piece of this.#pieces(input, this.#sources[file], areInOrder)) {
        this.#out++;
        const out = this.#spareOutput.pop();
        const transfer = out === undefined ? [] : [out];
        if (piece.kind !== "range") transfer.push(piece.bytes.buffer);
        yield { task: { turn: turn++, file, shape, piece, out }, transfer };
        // The run ends here, when the jobs before are done.
        if (piece.kind === "oversize" && failsOnOversize) return;
      }
      // There may be more inputs than a process may have open files, or than have place in memory.
      await this.#sources[file].close();
      const source = spent(this.#sources[file]);
      this.#sources[file] = source;
      this.opened[file] = { ...this.opened[file], source };
    }
  }

  /** Takes notice that a piece is done with; its buffers are used again. */
  done({ closed, task, bytes }: Done): void {
    const { rangeBytes } = this.#settled;
    if (task?.piece.kind === "records") keep(task.piece.bytes.buffer, this.#spare, 2 * rangeBytes);
    if (bytes !== undefined) keep(bytes.buffer, this.#spareOutput, 2 * rangeBytes);
    this.#closed ??= closed;
    this.#out--;
    if (this.#out > 0) return;
    this.#allDone.resolve();
    this.#allDone = Promise.withResolvers();
  }

  /** A file that workers can read comes in ranges, anything else in chunks of records. */
  async *#pieces(input: Opened, source: Counted, areInOrder: boolean): AsyncGenerator<Task["piece"], void, undefined> {
    const { chunkBytes, rangeBytes, maxRecordBytes } = this.#settled;
    const { inlet } = source;
    const { body } = input;
    if (inlet === undefined || inlet.places.size <= chunkBytes || body === undefined) {
      yield* input.chunks();
      return;
    }
    const { places } = inlet;
    this.#closed = undefined;
    yield* ranges(places, input.format, body.begin, rangeBytes, maxRecordBytes, areInOrder);
    if (this.#out > 0) await this.#allDone.promise;
    source.bytesRead = places.size;
    await inlet.check();
    await body.end(places, this.#closed);
  }

  /** Closes all that are open, and those that were handed over and never read. */
  async close(): Promise<void> {
    for (const source of this.#sources) await source.close();
    for (const source of this.#settled.sources.slice(this.#sources.length)) {
      if (typeof source === "object") await source.close();
    }
  }

  async #open(from: string | Source): Promise<Opened> {
    const stored = counted(typeof from === "string" ? await openSource(from) : from);
    this.#sources.push(stored);
    const source = counted(await decompressed(stored));
    this.#sources[this.#sources.length - 1] = source;
    const found = await openInput(source, { ...this.#settled, spare: this.#spare });
    // Before it is matched: how it is read may be why a column is not there.
    if (found.notice !== undefined) this.#onNotice?.(found.notice);
    const input = this.#matched(found, source.ended ? source.bytesRead : source.size);
    const opened: Opened = { ...input, source };
    this.opened.push({ name: found.name, format: found.format, source });
    return opened;
  }

  /** An input with what of it is wanted, if it fits to those before. */
  #matched(input: Input, size: number | undefined): Omit<Opened, "source"> {
    const { name, columns, format, unexpectedQuote } = input;
    const { selection } = this.#settled;
    // Nothing goes with tables and with records.
    if (input.isEmpty === true) return { ...input, size, shape: { format } };
    this.#isTable ??= columns !== undefined;
    if (selection.picks === null && this.#isTable !== (columns !== undefined)) {
      throw new InputError(`Cannot put ${name} behind the other inputs: only one of them is a table`, {
        file: name,
        hint: "Pick the members and columns to keep, so that they become one",
      });
    }
    if (columns === undefined) {
      return {
        ...input,
        size,
        shape: { format, opening: format.name === "json" ? openingOf(input.front()) : undefined },
      };
    }
    if (columns.length === 0 && this.#columns === undefined && this.opened.length + 1 < this.count) {
      return { ...input, size, shape: { format, columns: { count: 0, picked: [] } } };
    }
    let picked: readonly number[];
    if (this.#columns === undefined) {
      this.#columns = { ...pickColumns(selection, columns, name), file: name };
      picked = this.#columns.picked;
    } else picked = matchColumns(selection, columns, name, this.#columns);
    return {
      ...input,
      size,
      written: this.#columns.names,
      shape: { format, columns: { count: columns.length, picked }, unexpectedQuote },
    };
  }
}

/** Keeps a buffer, but not one that a long record has made large. */
function keep(buffer: ArrayBuffer, spare: ArrayBuffer[], mostBytes: number): void {
  if (buffer.byteLength <= mostBytes) spare.push(buffer);
}
