/**
 * Plans: all that a kernel needs to make the records of a table, as plain data.
 *
 * A plan can be sent to a worker, kept, compared and printed; it holds no other truth than the plugin, the
 * seed, the scale, the locale, the format and the picked fields it was compiled from.
 */

import type { Format } from "@backlot/formats";
import type { Limit } from "@backlot/schema";

/** How the values of a field are made. */
export type Lane =
  /** By ops of the kernel alone. */
  | "compiled"
  /** Picked from texts that faker made beforehand. */
  | "pooled"
  /** By code of the plugin, record by record. */
  | "computed";

/** A picked field in a plan. */
export interface PlanField {
  readonly path: string;
  readonly lane: Lane;
  /** Why it is pooled, where it is. */
  readonly why?: string;
  /** What it holds, in words. */
  readonly text: string;
  /** Where its ops stand in the program: from this word, to before that one. */
  readonly from: number;
  readonly to: number;
}

/** Fields of the table, or of its parents', that have values for so many of its records. */
export interface PlanLimit extends Limit {
  readonly records: number;
}

/** A compiled table. */
export interface Plan {
  readonly plugin: string;
  readonly dataVersion: number;
  readonly table: string;
  readonly seed: string;
  readonly scale: number;
  /** The locale of faker's words. */
  readonly locale: string;
  readonly format: Format;
  /** How many records the table has at this scale. */
  readonly tableRows: number;
  readonly fields: readonly PlanField[];
  /** How many records there are values for, where there is an end. */
  readonly limits: readonly PlanLimit[];
  /** The computed fields in the order of their columns. */
  readonly columns: readonly string[];
  /** The program of one record. */
  readonly words: Uint32Array;
  /** The tables and literals that it refers to. */
  readonly image: Uint8Array;
  /** No record is longer than this, in bytes, computed columns left out. */
  readonly recordBytes: number;
  /** What the file begins with: the line of column names, or nothing. */
  readonly header: string;
}
