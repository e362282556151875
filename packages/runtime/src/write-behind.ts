/**
 * Lets the system bring a growing file to the disk while more of it is made, so that the sync at its end finds little
 * left to do (measured on ext4: writing 2 GiB and syncing takes three quarters of the time).
 */
import type { FileSystem } from "./file-system.ts";

/** Follows the growth of one file. */
export interface WriteBehind {
  /** Whether a sync is under way. */
  readonly busy: boolean;
  /** Tells that so many bytes were written; throws what a sync before has failed with. */
  grew(length: number): void;
  /** Waits for the sync under way; throws what one has failed with, which the system tells only once. */
  end(): Promise<void>;
}

/** So many bytes are worth a sync of their own. */
const worthSync = 32 << 20;

/** At most one sync at a time, of an open file. */
export function writeBehind(file: number, files: Pick<FileSystem, "syncData">): WriteBehind {
  let unsynced = 0;
  let underWay: Promise<void> | undefined;
  let failure: { error: unknown } | undefined;

  async function sync(): Promise<void> {
    try {
      await files.syncData(file);
    } catch (error) {
      failure ??= { error };
    }
    underWay = undefined;
  }

  function check(): void {
    if (failure !== undefined) throw failure.error;
  }

  return {
    get busy() {
      return underWay !== undefined;
    },
    grew(length) {
      check();
      unsynced += length;
      if (unsynced < worthSync || underWay !== undefined) return;
      unsynced = 0;
      underWay = sync();
    },
    async end() {
      await underWay;
      check();
    },
  };
}
