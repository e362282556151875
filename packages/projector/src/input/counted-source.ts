/**
 * A source that counts what is read of it.
 */

import type { Source } from "@backlot/runtime";

/** A source, and how much was read of it. */
export interface Counted extends Source {
  /** How many bytes were read of it, some of them ahead. */
  bytesRead: number;
  /** Whether these are all. */
  ended: boolean;
}

/**
 * A source with its count.
 *
 * @throws TypeError from `read` when the source tells what can be no number of bytes.
 */
export function counted(source: Source): Counted {
  const { name, size, inlet } = source;
  return {
    name,
    size,
    inlet,
    bytesRead: 0,
    ended: false,
    async read(into) {
      const count = await source.read(into);
      // Of a source of the caller's own: what is no such number would be waited for without end.
      if (!(Number.isInteger(count) && count >= 0 && count <= into.length)) {
        throw new TypeError(`Cannot read ${name}: its read told ${count}, and not how many of ${into.length} bytes`);
      }
      this.bytesRead += count;
      this.ended = count === 0;
      return count;
    },
    close: () => source.close(),
    get part() {
      return source.part;
    },
  };
}

/** What is left of a source that has been read and closed. */
export function spent({ name, size, bytesRead }: Counted): Counted {
  return { name, size, part: 1, bytesRead, ended: true, read: async () => 0, close: async () => {} };
}
