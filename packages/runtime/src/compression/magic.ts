/** How compressed bytes are recognised: by what they begin with, never by the name of a file. */

/** A way to compress. */
export type Compression = "gzip" | "zstd" | "bzip2";

/** So many bytes tell what there is. */
export const magicBytes = 10;

/**
 * What the bytes at the front of a file are compressed with, if they are.
 *
 * None of these can be mistaken for text: gzip's and zstd's are no UTF-8 or have control characters in them, and
 * bzip2's is followed by the digits of π, or of its square root where nothing is compressed.
 *
 * @param front the first {@link magicBytes}, or all of a shorter file
 */
export function compressionOf(front: Uint8Array): Compression | undefined {
  const [a, b, c, d] = front;
  // RFC 1952, 2.3.1. One byte of it is enough where there is no more.
  if (a === 0x1f && (front.length === 1 || b === 0x8b)) return "gzip";
  // RFC 8878, 3.1.1 and 3.1.2: a frame, or one to skip.
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return "zstd";
  if (a >= 0x50 && a <= 0x5f && b === 0x2a && c === 0x4d && d === 0x18) return "zstd";
  if (a === 0x42 && b === 0x5a && c === 0x68 && d >= 0x31 && d <= 0x39) {
    const block = front.subarray(4, magicBytes);
    if ([blockMagic, endMagic].some((magic) => block.every((byte, i) => byte === magic[i]))) return "bzip2";
  }
  return undefined;
}

/** What a block of bzip2 begins with: the digits of π. */
export const blockMagic: readonly number[] = [0x31, 0x41, 0x59, 0x26, 0x53, 0x59];

/** What its stream ends with: the digits of the square root of π. */
export const endMagic: readonly number[] = [0x17, 0x72, 0x45, 0x38, 0x50, 0x90];

/**
 * What a name says a file is compressed with. It is asked only of what is too short to tell by itself: where a copy
 * of a compressed file was cut off at once, nothing is left to recognise it by.
 */
export function compressionOfName(name: string): Compression | undefined {
  const ending = /\.(gz|zst|bz2)$/i.exec(name)?.[1].toLowerCase();
  return ending === undefined ? undefined : ({ gz: "gzip", zst: "zstd", bz2: "bzip2" } as const)[ending];
}

const magics: Readonly<Record<Compression, readonly number[]>> = {
  gzip: [0x1f, 0x8b],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
  bzip2: [0x42, 0x5a, 0x68],
};

/** Whether that is all that is left of the front of a compressed file. */
export function isCutMagic(bytes: Uint8Array, compression: Compression): boolean {
  const magic = magics[compression];
  return bytes.length <= magic.length && bytes.every((byte, i) => byte === magic[i]);
}

/** Whether more bytes are needed to tell what the file is: a slow pipe may have no more for long. */
export function mayBeMagic(front: Uint8Array): boolean {
  const begins = (magic: readonly number[]): boolean =>
    front.every(
      (byte, i) => i >= magic.length || byte === magic[i] || (magic === skipMagic && i === 0 && byte >> 4 === 5),
    );
  return front.length < magicBytes && [...Object.values(magics), skipMagic].some(begins);
}

/** A frame of zstd to skip; the last four bits of the first byte may be any. */
const skipMagic: readonly number[] = [0x50, 0x2a, 0x4d, 0x18];
