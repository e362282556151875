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
  /** The bytes of the records, in memory of the kernel's own: they hold until the next call. */
  readonly bytes: Uint8Array;
  readonly records: number;
}

/** Makes the records of one plan. */
export interface Kernel {
  /**
   * Makes records from number `first` on, whole ones only: as many as `count`, or fewer where the next might not
   * fit into `room` bytes. Columns hold the computed fields, in the plan's order.
   */
  make(room: number, first: number, count: number, columns?: readonly Column[]): Made;
}
