/**
 * Compressed files of several members (of gzip), frames (of zstd): as many at once as there are threads.
 *
 * ```text
 * bytes  ├─ member ─┼─ member ─┼─ member ─┼─ member ─┤
 * pieces ├────────────────────┼──────────┼──────────┤   decompressed side by side, taken in order
 * ```
 *
 * Where a piece may end is a guess of the codec, and every guess is checked: a piece counts only if the one before it
 * ended exactly where it begins, and if it is made of whole members itself. What does not, or would be too large in
 * memory, is decompressed as one stream. So the result never depends on the guesses.
 */
import type { Intake } from "./intake.ts";

/** A way to decompress. */
export interface Codec {
  /**
   * How long a piece of whole members at the front seems to be; 0 if none can be seen.
   *
   * @param ended whether the file ends with these bytes
   */
  cut(bytes: Uint8Array, ended: boolean): number;
  /** Decompresses a piece; nothing where it is not made of whole members, or becomes too large. */
  whole(piece: Uint8Array): Promise<Uint8Array | undefined>;
  /**
   * Takes one member from the front and decompresses it as it comes.
   *
   * @throws InputError when there is none, or it is damaged.
   */
  one(intake: Intake): AsyncGenerator<Uint8Array, void, undefined>;
  /** Lets go of what it works with. */
  close?(): Promise<void>;
}

/** How long a piece is, about. */
export const pieceBytes: number = 256 * 1024;

/** How long a piece may be that is a single member. */
const longestPiece = 4 * 1024 * 1024;

/** What a piece becomes is held in memory as a whole, up to this size. */
export const largestPiece: number = 16 * 1024 * 1024;

interface Piece {
  readonly bytes: Uint8Array;
  readonly whole: Promise<Uint8Array | undefined>;
}

/**
 * All that the members of a file contain.
 *
 * @param flight how many pieces are decompressed at once
 */
export async function* members(
  intake: Intake,
  codec: Codec,
  flight: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let pieces: Piece[] = [];

  async function nextPiece(): Promise<Piece | undefined> {
    for (const ahead of [pieceBytes, longestPiece]) {
      await intake.fill(ahead);
      const front = intake.bytes.subarray(0, ahead);
      const length = codec.cut(front, intake.ended && front.length === intake.bytes.length);
      if (length === 0) continue;
      const bytes = intake.take(length);
      const whole = codec.whole(bytes);
      // Told when it is waited for.
      whole.catch(() => {});
      return { bytes, whole };
    }
    return undefined;
  }

  for (;;) {
    while (pieces.length < flight) {
      const piece = await nextPiece();
      if (piece === undefined) break;
      pieces.push(piece);
    }
    const first = pieces.shift();
    if (first === undefined) {
      if (!(await intake.fill(1))) return;
      yield* codec.one(intake);
      continue;
    }
    const whole = await first.whole;
    if (whole !== undefined) {
      yield whole;
      continue;
    }
    // What comes after it stays valid if a member ends where the piece did.
    intake.putBack(first.bytes, ...pieces.map(({ bytes }) => bytes));
    const end = intake.byte + first.bytes.length;
    while (intake.byte < end) yield* codec.one(intake);
    if (intake.byte > end) pieces = [];
    for (const { bytes } of pieces) intake.drop(bytes.length);
  }
}
