/**
 * The options of a run: as the user gives them, and checked with every default filled in.
 */

import { type Format, type FormatName, formatOfPath } from "@backlot/formats";
import { checkWholeNumbers, InputError, inputFiles, type Progress, type Sink, type Source } from "@backlot/runtime";
import { columnName } from "./plan/columns.ts";
import type { KernelName } from "./kernel/kernel.ts";
import { parsePath } from "./plan/path.ts";
import type { Told } from "./input/recognize.ts";
import { parseSelection, type Selection } from "./plan/selection.ts";
import { type DialectChoice, spelling } from "./input/spelling.ts";

/** Something that is not wrong, but perhaps not what was meant. */
export interface Warning {
  readonly message: string;
  /** The path or column it is about. */
  readonly field?: string;
  /** What the user can do about it. */
  readonly hint?: string;
}

/** What to project, and how. */
export interface ProjectOptions {
  /**
   * Paths (`-` is standard input) or sources; several are read one after the other. A folder stands for the files in
   * it whose names tell their format, a pattern such as `logs/*.ndjson.gz` for those it matches, sorted by name and
   * without hidden ones and outputs. What gzip, zstd or bzip2 have compressed is decompressed, whatever its name.
   * Sources are closed when the run ends, whether all of them were read or not.
   */
  from: string | Source | readonly (string | Source)[];
  /**
   * A path (`-` is standard output) or a sink, which is committed, or aborted where the run fails; it is no input too.
   */
  to: string | Sink;
  /** The values to keep, in this order: paths separated by commas, each with `AS name` or not. Default: all. */
  pick?: string | readonly string[] | undefined;
  /** The values to leave out, inside picked ones too: paths separated by commas. Default: none. */
  drop?: string | readonly string[] | undefined;
  /**
   * Default: by the ending of each input's name, else by its first bytes, which tell NDJSON, JSON and tables that one
   * delimiter divides evenly.
   */
  inputFormat?: FormatName | Format | undefined;
  /**
   * How the cells of tables are spelled, by the name of a stock dialect, which tells the format too, or in parts.
   * Default: the stock dialect of the format; and where `inputFormat` is no object, of CSV and of files whose names do
   * not tell the format, the delimiter and whether there is a header as their first 64 KiB tell.
   */
  inputDialect?: DialectChoice | undefined;
  /**
   * The keys that lead to the array of records in JSON files whose records are not the whole file, as a path:
   * `data.items`. What stands around them is checked too. Default: the file is the array, or one record.
   */
  records?: string | undefined;
  /** Default: by the ending of the output's name, else the first input's. */
  outputFormat?: FormatName | Format | undefined;
  /**
   * How the cells of an output that is a table are spelled, by the name of a stock dialect, which tells the format
   * too, or in parts. Default: as the first input's, where it has the output's format; else the stock dialect of that.
   */
  outputDialect?: DialectChoice | undefined;
  /**
   * How many workers at most; 0 computes in this thread, and so does 1 where a plain file is read. Default: one per
   * processor, and 0 for a small file.
   */
  workers?: number | undefined;
  /** About how many bytes a worker takes at once. Default: 4 MiB of a file, and 1 MiB of what is brought to it. */
  chunkBytes?: number | undefined;
  /** The longest record that is read, in bytes. Default: 64 MiB. */
  maxRecordBytes?: number | undefined;
  /** How many objects and arrays may be open at once in a record, itself included. Default: 1,024. */
  maxDepth?: number | undefined;
  /** What to do about a bad record: end the run, leave it out, or write it to a file of its own. Default: `fail`. */
  onError?: "fail" | "skip" | { readonly quarantine: string | Sink } | undefined;
  /** How many records to write at most; no more is read then. Default: all. */
  limit?: number | undefined;
  /** Which kernel works; both give the same bytes. Default: `wasm`. */
  kernel?: KernelName | undefined;
  /**
   * Whether the whole grammar and the UTF-8 of all bytes of records are checked, and duplicates of all keys counted;
   * else of what is written, and the structure of the rest. Default: false.
   */
  strict?: boolean | undefined;
  /** Whether an existing output is replaced. Default: false. */
  force?: boolean | undefined;
  /**
   * Whether the SHA-256 of the bytes is reckoned, where `to` is a path. Default: true, but for a device such as
   * `/dev/null`.
   */
  digest?: boolean | undefined;
  signal?: AbortSignal | undefined;
  /** Called after each chunk. */
  onProgress?: ((progress: Progress) => void) | undefined;
  onWarning?: ((warning: Warning) => void) | undefined;
  /** Called with what was seen of an input's dialect, where that is not the stock one of a format that was told. */
  onNotice?: ((notice: Warning) => void) | undefined;
}

/** The options of a run, checked. */
export interface Settled {
  readonly sources: readonly (string | Source)[];
  readonly selection: Selection;
  readonly told: Told;
  readonly chunkBytes: number;
  readonly rangeBytes: number;
  readonly maxRecordBytes: number;
  readonly maxDepth: number;
  readonly limit: number;
  /** Whether a record beyond `maxRecordBytes` ends the run. */
  readonly failsOnOversize: boolean;
}

/** Checks the options, and fills in what is not given. */
export function settle(options: ProjectOptions): Settled {
  const { workers, chunkBytes = 1024 * 1024, maxRecordBytes = 64 * 1024 * 1024, maxDepth = 1024, limit } = options;
  // Positions in a chunk are 32-bit numbers.
  const largest = 1024 * 1024 * 1024;
  checkWholeNumbers({
    workers: [workers, 0, 1024],
    chunkBytes: [chunkBytes, 1, largest],
    maxRecordBytes: [maxRecordBytes, 1, largest],
    maxDepth: [maxDepth, 1, largest / 64],
    limit: [limit, 0, Number.MAX_SAFE_INTEGER],
  });
  const { from } = options;
  const sources = typeof from === "string" || "read" in from ? [from] : from;
  if (sources.length === 0) throw new InputError("Cannot project nothing: no input is given");
  const { onError = "fail" } = options;
  if (typeof onError === "string" ? !["fail", "skip"].includes(onError) : onError.quarantine === undefined) {
    throw new InputError(`Cannot use ${JSON.stringify(onError)} for onError`, {
      field: "onError",
      hint: 'Choose "fail", "skip" or { quarantine: "bad.ndjson" }',
    });
  }
  checkPaths(sources, outputsOf(options));
  const selection = parseSelection(options.pick, options.drop);
  const paths = [...(selection.picks ?? []).map(({ path }) => path), ...selection.drops];
  return {
    sources,
    selection,
    told: {
      ...spelling("input", options.inputFormat, options.inputDialect),
      records: options.records === undefined ? undefined : parseRecords(options.records),
      asked: paths.map(columnName),
    },
    chunkBytes,
    // Larger ones, for no byte of them goes from thread to thread: workers seldom wait for each other or for orders.
    rangeBytes: Math.min(options.chunkBytes ?? 4 * 1024 * 1024, maxRecordBytes + 1),
    maxRecordBytes,
    maxDepth,
    limit: limit ?? Infinity,
    failsOnOversize: onError === "fail",
  };
}

/** The keys of a path to an array of records. */
function parseRecords(text: string): string[] {
  return parsePath(text).map((segment) => {
    if (segment !== "*") return segment.key;
    throw new InputError(`Cannot look for the records ${text}: [*] is not supported there`, {
      field: text,
      hint: "Name the keys that lead to one array",
    });
  });
}

/** The options with the files that folders and patterns stand for. */
export async function withFiles(settled: Settled, options: ProjectOptions): Promise<Settled> {
  const outputs = outputsOf(options).filter(isPath);
  const sources: (string | Source)[] = [];
  for (const from of settled.sources) {
    if (!isPath(from)) sources.push(from);
    // One by one: there may be more than arguments can be passed.
    else for (const file of await inputFiles(from, { isWanted, outputs })) sources.push(file);
  }
  return { ...settled, sources };
}

/** The sources and sinks that the caller has opened, and that the run has to end. */
export function handedOver(options: ProjectOptions): { sources: Source[]; sinks: Sink[] } {
  return {
    sources: [options.from].flat().filter((source): source is Source => typeof source === "object"),
    sinks: outputsOf(options).filter((sink) => typeof sink === "object"),
  };
}

/** What is written: the output, and bad records where they are set aside. */
function outputsOf({ to, onError }: ProjectOptions): (string | Sink)[] {
  return typeof onError === "object" ? [to, onError.quarantine] : [to];
}

function isWanted(name: string): boolean {
  return formatOfPath(name) !== undefined;
}

function isPath(from: string | Source | Sink): from is string {
  return typeof from === "string";
}

/** Checks that no output would replace an input or another output, and that nothing is read twice that comes once. */
function checkPaths(inputs: readonly (string | Source)[], outputs: readonly (string | Sink)[]): void {
  if (inputs.indexOf("-") !== inputs.lastIndexOf("-")) {
    throw new InputError("Cannot read standard input twice: its bytes come once", { file: "-", hint: "Name - once" });
  }
  // The two standard streams have one name.
  const files = inputs.filter(isPath).filter((path) => path !== "-");
  const taken = new Map(files.map((path) => [plain(path), "an input too"]));
  for (const path of outputs) {
    if (!isPath(path)) continue;
    const [place, shown] = path === "-" ? ["/dev/stdout", "to standard output"] : [plain(path), path];
    const why = taken.get(place);
    if (why) throw new InputError(`Cannot write ${shown}: it is ${why}`, { file: path, hint: "Choose another path" });
    taken.set(place, "another output too");
  }
}

/** A path without detours, to compare it. */
function plain(path: string): string {
  const parts: string[] = [];
  for (const [i, part] of path.split("/").entries()) {
    if (part === ".." && !["", "..", undefined].includes(parts.at(-1))) parts.pop();
    else if (part !== "." && (part !== "" || i === 0)) parts.push(part);
  }
  return parts.join("/");
}
