/** What can be wrong with compressed bytes, in words. */
import { InputError } from "../errors.ts";
import type { Compression } from "./magic.ts";

const tests: Readonly<Record<Compression, string>> = { gzip: "gzip -t", zstd: "zstd -t", bzip2: "bzip2 -t" };

/** The file ends before its data does. */
export function cutOff(name: string, compression: Compression, byte: number): InputError {
  return new InputError(
    `Cannot decompress ${name}: it ends at byte ${byte}, in the middle of its ${compression} data`,
    {
      file: name,
      byte,
      hint: `Get the whole file again; ${tests[compression]} tells whether it is complete`,
    },
  );
}

/**
 * The data is not what it was.
 *
 * @param byte up to where there was nothing wrong with it
 */
export function damaged(
  name: string,
  compression: Compression,
  byte: number,
  found: string,
  cause?: unknown,
): InputError {
  return new InputError(`Cannot decompress ${name}: its ${compression} data is damaged after byte ${byte}: ${found}`, {
    file: name,
    byte,
    hint: `Get the file again; ${tests[compression]} tells whether it is whole`,
    cause,
  });
}

/** Something else stands behind the data. */
export function trailing(name: string, compression: Compression, byte: number): InputError {
  return new InputError(
    `Cannot decompress ${name}: its ${compression} data ends at byte ${byte}, and what follows is something else`,
    { file: name, byte, hint: `Where it is of no use, leave it out: head -c ${byte}` },
  );
}
