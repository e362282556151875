/**
 * Jobs: what engines are asked to do, as plain data that goes to another process.
 */

/** Make records. */
export interface GenerateJob {
  readonly verb: "generate";
  /** A table of the IMDb plugin. */
  readonly table: "movie";
  readonly format: "ndjson";
  readonly rows: number;
  readonly to: string;
  /** About how many bytes come out, for engines that only show the roof. */
  readonly outputBytes: number;
}

/** Keep some keys of every record of an NDJSON file. */
export interface ProjectJob {
  readonly verb: "project";
  readonly from: string;
  /** The keys to keep, in this order, each with its type in SQL. */
  readonly columns: Readonly<Record<string, "VARCHAR" | "VARCHAR[]">>;
  /** In CSV, a list is its JSON text. */
  readonly format: "ndjson" | "csv";
  readonly rows: number;
  readonly to: string;
  /** About how many bytes come out, for engines that only show the roof. */
  readonly outputBytes: number;
}

/** The jobs by verb. */
interface Jobs {
  readonly generate: GenerateJob;
  readonly project: ProjectJob;
}

export type Verb = keyof Jobs;
export type JobOf<V extends Verb> = Jobs[V];
export type Job = JobOf<Verb>;
