/**
 * The columns of a table: the names in its first row, or numbers where it has no header.
 */

import { CellReader, type Dialect } from "@backlot/formats";
import { InputError } from "@backlot/runtime";
import { RowWalk } from "../walk/csv.twin.ts";
import { carriageReturn } from "../syntax/bytes.ts";
import { rowExtents } from "../extent/extent.ts";
import { type Reason, reason, reasonHint, reasonText } from "../syntax/reason.ts";
import { invalidUtf8At } from "../syntax/utf8.ts";
import type { Window } from "../chunk/window.ts";

/**
 * The columns of the table at the window's front, which is after the header then; an empty file has none.
 *
 * Comments and blank lines may stand before the first row. Where there is no header, that row and the blank lines
 * stay: in a table of one column they are records.
 *
 * @throws InputError when the header cannot be read.
 */
export async function readColumns(
  window: Window,
  name: string,
  dialect: Dialect,
  maxRecordBytes: number,
): Promise<readonly string[]> {
  const row = new RowWalk(dialect);
  /** Where the next line starts, and whether there is one. */
  let start = 0;
  for (;;) {
    const end = await lineEnd(window, name, dialect, start, maxRecordBytes);
    if (end === start) return [];
    row.row(window.bytes, start, end);
    if (!row.isComment && !row.isBlank) {
      if (!dialect.header) return Array.from({ length: row.count }, (_, i) => String(i + 1));
      const names = cellTexts(window, name, dialect, row);
      window.drop(end);
      return names;
    }
    if (dialect.header || (row.isComment && start === 0)) window.drop(end);
    else start = end;
  }
}

/** Where the line ends that starts at `start` of the window: after its line feed, or with the file. */
async function lineEnd(
  window: Window,
  name: string,
  dialect: Dialect,
  start: number,
  maxRecordBytes: number,
): Promise<number> {
  const extents = rowExtents(dialect);
  let scanned = start;
  for (;;) {
    const wanted = scanned === 0 ? undefined : Math.max(1, Math.min(2 * scanned, start + maxRecordBytes + 1));
    await window.fillReady(scanned, wanted);
    if (scanned === window.bytes.length) return scanned;
    const end = extents.first(window.bytes, scanned);
    if (end !== -1) return end;
    scanned = window.bytes.length;
    if (scanned - start > maxRecordBytes) throw badHeader(window, name, reason.tooLong, start);
  }
}

/** The texts of the first row, checked. */
function cellTexts(window: Window, name: string, dialect: Dialect, row: RowWalk): string[] {
  const { bytes } = window;
  if (row.reason !== reason.none) throw badHeader(window, name, row.reason, row.at);
  const lone = loneReturnAt(row, bytes, dialect);
  if (lone >= 0) throw badHeader(window, name, reason.loneReturn, lone);
  const bad = invalidUtf8At(bytes, 0, row.end);
  if (bad >= 0) throw badHeader(window, name, reason.badUtf8, bad);
  const reader = new CellReader(dialect);
  const out = new Uint8Array(6 * row.end + 4);
  return Array.from({ length: row.count }, (_, i) => {
    const stop = reader.json(bytes, row.starts[i], row.ends[i], out, 0);
    return (JSON.parse(new TextDecoder().decode(out.subarray(0, stop))) as string | null) ?? "";
  });
}

/** Where the line ends of old Macs make one row of a whole file: at a carriage return in a cell without quotes, or -1. */
function loneReturnAt({ count, starts, ends }: RowWalk, bytes: Uint8Array, { quote }: Dialect): number {
  for (let i = 0; i < count; i++) {
    if (bytes[starts[i]] === quote?.charCodeAt(0)) continue;
    const at = bytes.subarray(starts[i], ends[i]).indexOf(carriageReturn);
    if (at >= 0) return starts[i] + at;
  }
  return -1;
}

function badHeader(window: Window, name: string, why: Reason, at: number): InputError {
  const byte = window.byte + at;
  return new InputError(`Cannot read the header of ${name}: ${reasonText[why]} at byte ${byte}`, {
    file: name,
    byte,
    hint: reasonHint[why],
  });
}
