/**
 * SHA-256 over bytes as they come: Node's own where it is to be had, about 1.5 GB/s, else the plain one below.
 *
 * The algorithm and its constants are FIPS 180-4's, sections 4.1.2, 4.2.2, 5 and 6.2.
 */
import { builtinOrNothing } from "./builtin.ts";

/** Takes bytes in order, and tells the digest of them all once, in lower-case hex. */
export interface Hasher {
  update(bytes: Uint8Array): void;
  hex(): string;
}

/** A SHA-256 hasher, the fastest that works here. */
export function sha256(): Hasher {
  const crypto = builtinOrNothing("node:crypto");
  if (crypto === undefined) return plainSha256();
  const hash = crypto.createHash("sha256");
  return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
}

const blockBytes = 64;

/** The hasher for browsers; exported to be held against Node's. */
export function plainSha256(): Hasher {
  const { roundConstants, start } = constants();
  const state = Int32Array.from(start);
  const schedule = new Int32Array(64);
  const block = new Uint8Array(blockBytes);
  const view = new DataView(block.buffer);
  let filled = 0;
  let total = 0;

  function compress(): void {
    for (let t = 0; t < 16; t++) schedule[t] = view.getInt32(t * 4);
    for (let t = 16; t < 64; t++) {
      const w15 = schedule[t - 15];
      const w2 = schedule[t - 2];
      const s0 = rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3);
      const s1 = rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10);
      schedule[t] = (schedule[t - 16] + s0 + schedule[t - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let t = 0; t < 64; t++) {
      const choice = (e & f) ^ (~e & g);
      const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
      const t1 = (h + s1 + choice + roundConstants[t] + schedule[t]) | 0;
      const majority = (a & b) ^ (a & c) ^ (b & c);
      const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] += word));
  }

  function update(bytes: Uint8Array): void {
    total += bytes.byteLength;
    for (let at = 0; at < bytes.byteLength;) {
      const taken = bytes.subarray(at, at + blockBytes - filled);
      block.set(taken, filled);
      at += taken.byteLength;
      filled += taken.byteLength;
      if (filled < blockBytes) break;
      compress();
      filled = 0;
    }
  }

  function hex(): string {
    const bits = BigInt(total) * 8n;
    // One bit, then zeros up to the last 8 bytes of a block, which hold the length in bits.
    const zeros = (2 * blockBytes - 9 - filled) % blockBytes;
    update(Uint8Array.of(0x80, ...new Uint8Array(zeros)));
    const length = new DataView(new ArrayBuffer(8));
    length.setBigUint64(0, bits);
    update(new Uint8Array(length.buffer));
    return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  }

  return { update, hex };
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

const fraction = (root: number): number => ((root % 1) * 2 ** 32) | 0;

/** The first 32 bits of the fractional parts of the roots of the first 64 primes: cube roots and, for 8, square roots. */
function constants(): { roundConstants: Int32Array; start: Int32Array } {
  const primes: number[] = [];
  for (let n = 2; primes.length < 64; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return {
    roundConstants: Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime))),
    start: Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime))),
  };
}
