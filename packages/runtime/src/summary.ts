/**
 * What a run did, the same object for both verbs; the names are an interface.
 */

/** One output that was written whole. */
export interface Output {
  /** Where it is; `-` is standard output. */
  path: string;
  records: number;
  bytes: number;
  /** The digest of the bytes, algorithm first: `sha256:…`; absent where it was not reckoned, as for a device. */
  digest?: string;
}

/** The accounts of a run: read = written + filtered + rejected, wherever there is something to read. */
export interface Summary {
  command: "generate" | "project";
  read: number;
  written: number;
  filtered: number;
  rejected: number;
  /** Bytes of the inputs, as they are when they are decompressed: the same for `a.csv.gz` as for `a.csv`. */
  bytesIn: number;
  bytesOut: number;
  seconds: number;
  workers: number;
  /** The seed of a generated dataset. */
  seed?: string;
  outputs: Output[];
}

/** Told now and then while a run goes on. */
export interface Progress {
  records: number;
  bytes: number;
  /** How much of the whole is done, 0 to 1, where the whole is known. */
  done?: number;
}
