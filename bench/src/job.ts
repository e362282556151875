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

/** A file that is projected, or files that are read one after the other. */
export interface Input {
  readonly paths: readonly string[];
  readonly bytes: number;
}

/** Keep some keys or columns of every record of a file. */
export interface ProjectJob extends Output {
  readonly verb: "project";
  readonly inputFormat: "ndjson" | "json" | "csv" | "tsv";
  /** The input with so many records, by their number: the whole one, and prefixes for engines that are slow. */
  readonly inputs: Readonly<Record<number, Input>>;
  /** The same records as JSON arrays, where the case has them. */
  readonly arrays?: ProjectJob["inputs"];
  /** Of a table: the names of all its columns, in order. */
  readonly header?: readonly string[];
  /** The paths to keep, in this order, each with its type in SQL. In a table all are text. */
  readonly columns: Readonly<Record<string, "VARCHAR" | "VARCHAR[]" | "BIGINT">>;
  /** In CSV, a list is its JSON text. */
  readonly format: "ndjson" | "csv" | "tsv";
  /** Whether the whole grammar of what is not kept is checked, too; false. */
  readonly strict?: boolean;
}

/** The input of a job: as many records as it asks for. */
export function inputOf({ inputs, rows }: ProjectJob): Input {
  const input = inputs[rows];
  if (input === undefined) throw new RangeError(`Cannot project ${rows} records: there is no such input`);
  return input;
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
