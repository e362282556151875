/**
 * The chunker: a source becomes chunks that end where records end.
 *
 * A chunk holds whole records with what stands between them. A record that is longer than a chunk gets one of its
 * own, up to a limit; one beyond the limit is passed over, and told of.
 */

import type { Extents } from "../extent/extent.ts";
import type { Window } from "./window.ts";

/** Whole records. */
export interface Chunk {
  readonly kind: "records";
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where in the file they start. */
  readonly byte: number;
}

/** A record that was longer than the limit. */
export interface Oversize {
  readonly kind: "oversize";
  /** The front of it. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly byte: number;
}

/** How much of an oversize record is kept. */
export const frontBytes = 1024;

/**
 * The chunks of what is left in the window, as far as its records go: where `extents` closes, the closing byte and
 * what follows stay in the window.
 *
 * @param maxRecordBytes longer records come as {@link Oversize}; the line end or comma counts
 */
export async function* chunks(
  window: Window,
  extents: Extents,
  maxRecordBytes: number,
): AsyncGenerator<Chunk | Oversize, void, undefined> {
  // One more than the limit is read, to tell a record of just that length from a longer one.
  const most = maxRecordBytes + 1;
  let scanned = 0;
  for (;;) {
    // Where the source pauses, the records that have come need not wait for others.
    await window.fillReady(scanned);
    let end = extents.last(window.bytes, scanned);
    scanned = window.bytes.length;
    // No record ends here: read on, twice as far each time, and to the limit as soon as it is less than four times as
    // far, for a window that grows is there twice for a moment.
    let wanted = 0;
    while (end === -1 && !window.ended && scanned < most) {
      if (scanned >= wanted) wanted = 4 * scanned > most ? most : 2 * scanned;
      await window.fillReady(scanned, wanted);
      end = extents.last(window.bytes, scanned);
      scanned = window.bytes.length;
    }
    if (extents.closed || end !== -1) {
      scanned -= end;
      const { byte } = window;
      if (end > 0) yield { kind: "records", bytes: window.take(end), byte };
      if (extents.closed) return;
    } else if (window.ended) {
      const { byte } = window;
      if (scanned > 0) yield { kind: "records", bytes: window.take(scanned), byte };
      return;
    } else {
      yield await oversize(window, extents);
      if (extents.closed) return;
      scanned = 0;
    }
  }
}

/** Passes over the record that fills the whole window, and goes on after it. */
async function oversize(window: Window, extents: Extents): Promise<Oversize> {
  const { byte } = window;
  const bytes = window.bytes.slice(0, frontBytes);
  let end = -1;
  while (end === -1 && (window.bytes.length > 0 || !window.ended)) {
    window.drop(window.bytes.length);
    await window.fill();
    end = extents.first(window.bytes, 0);
  }
  window.drop(end === -1 ? 0 : end);
  return { kind: "oversize", bytes, byte };
}
