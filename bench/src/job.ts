/**
 * Jobs: what engines are asked to do, as plain data that goes to another process.
 */

import type { TableName } from "./tables.ts";

interface Output {
  /** How many records come out. */
  readonly rows: number;
  readonly to: string;
  /** About how many bytes come out, for engines that only show the roof. */
  readonly outputBytes: number;
}

/** Make records. */
export interface GenerateJob extends Output {
  readonly verb: "generate";
  readonly table: TableName;
  readonly format: "ndjson" | "tsv";
  /** The fields to make; all. */
  readonly pick?: readonly string[];
  /** Whether the digest of a file is reckoned while it is made; true. */
  readonly digest?: boolean;
  /** Whether a roof's file has to be on the disk in the end, as Backlot's has to be; false. */
  readonly durable?: boolean;
}

/** Keep some keys of every record of an NDJSON file. */
export interface ProjectJob extends Output {
  readonly verb: "project";
  readonly from: string;
  /** The keys to keep, in this order, each with its type in SQL. */
  readonly columns: Readonly<Record<string, "VARCHAR" | "VARCHAR[]">>;
  /** In CSV, a list is its JSON text. */
  readonly format: "ndjson" | "csv";
}

/** Print one record from the command line. */
export interface RowJob extends Output {
  readonly verb: "row";
  readonly table: TableName;
  readonly format: "ndjson";
  /** Its number, counted from 1. */
  readonly row: number;
}

/** The jobs by verb. */
interface Jobs {
  readonly generate: GenerateJob;
  readonly project: ProjectJob;
  readonly row: RowJob;
}

export type Verb = keyof Jobs;
export type JobOf<V extends Verb> = Jobs[V];
export type Job = JobOf<Verb>;
