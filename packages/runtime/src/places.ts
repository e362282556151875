/**
 * Places: how workers read one file by themselves, at the same time, each at the places it wants.
 *
 * They share the open file, so they read what was opened, whatever has come up under its name since.
 */
import { InputError } from "./errors.ts";
import { type FileSystem, systemFiles } from "./file-system.ts";
import type { Source } from "./source.ts";
import { systemError } from "./system-error.ts";

/** What a worker has to know to read a source, as plain data. */
export interface Places {
  /** What to call the source in messages. */
  readonly name: string;
  /** The number of the open file. */
  readonly file: number;
  /** How many bytes it has. */
  readonly size: number;
}

/** Fills all of a buffer with what the source has from a place on; there must be as much. */
export type PlaceReader = (into: Uint8Array, at: number) => void;

/**
 * The worker's side of places.
 *
 * @throws InputError from the reader when the file ends before it should: it has been changed.
 * @throws MachineError from the reader when the system fails to read, with the place where it does.
 */
export function readPlaces({ name, file }: Places, files: Pick<FileSystem, "readNow"> = systemFiles()): PlaceReader {
  return (into, at) => {
    for (let done = 0; done < into.byteLength;) {
      let count: number;
      try {
        count = files.readNow(file, done === 0 ? into : into.subarray(done), at + done);
      } catch (error) {
        throw systemError(error, `read ${name}`, name, at + done);
      }
      if (count === 0) throw hasChanged(name, at + done);
      done += count;
    }
  };
}

/** What is wrong with a file that is not the same at its end as at its beginning. */
export function hasChanged(name: string, byte: number): InputError {
  return new InputError(`Cannot read ${name} as one piece: it changed while it was being read`, {
    file: name,
    byte,
    hint: "Wait until nothing writes to it any more, or make a copy and read that",
  });
}

/** What a file holds from a place on, in order. */
export function placesSource(
  places: Places,
  at: number,
  files: Pick<FileSystem, "readNow"> = systemFiles(),
): Pick<Source, "read"> {
  const read = readPlaces(places, files);
  return {
    async read(into) {
      const part = into.subarray(0, Math.min(into.byteLength, places.size - at));
      read(part, at);
      at += part.byteLength;
      return part.byteLength;
    },
  };
}
