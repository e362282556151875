/**
 * What a kernel is: it runs a plan's program and writes finished bytes.
 */

/** The texts of a computed field for the records of one call, one after the other. */
export interface Column {
  readonly bytes: Uint8Array;
  /** Where the text of each record ends. */
  readonly ends: Uint32Array;
}

/** What a call has made. */
export interface Made {
  /** The place in the output behind the last record. */
  readonly end: number;
  readonly records: number;
}

/** Makes the records of one plan. */
export interface Kernel {
  /**
   * Writes records from number `first` on into `out` from place `from`, whole ones only: as many as `count`,
   * or fewer where the next might not fit. Columns hold the computed fields, in the plan's order.
   */
  make(out: Uint8Array, from: number, first: number, count: number, columns?: readonly Column[]): Made;
}
