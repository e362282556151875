/**
 * SHA-256 in plain TypeScript: for browsers, and for a few short texts, for which `node:crypto` takes too long to load.
 *
 * The algorithm and its constants are FIPS 180-4's, sections 4.1.2, 4.2.2, 5 and 6.2. Rotations are written out: in a
 * program that has just started nothing is optimised, and calls are what takes longest (measured: a hundred keys in
 * 2 ms, and in 5 to 6 with a function for each rotation).
 */
import type { Hasher } from "./sha256.ts";

/** A hasher that can tell the digest as numbers, too. */
export interface PlainHasher extends Hasher {
  /** The digest, once: eight words of 32 bits. */
  words(): Int32Array;
}

const blockBytes = 64;

/**
 * A hasher that needs nothing of its platform.
 *
 * @example
 * ```ts
 * import { plainSha256 } from "@backlot/runtime";
 *
 * const hasher = plainSha256();
 * hasher.update(new TextEncoder().encode("abc"));
 * console.log(hasher.words()[0] === (0xba7816bf | 0)); // true
 * ```
 */
export function plainSha256(): PlainHasher {
  const state = Int32Array.from(initial);
  const schedule = new Int32Array(64);
  const block = new Uint8Array(blockBytes);
  const view = new DataView(block.buffer);
  let filled = 0;
  let total = 0;

  function update(bytes: Uint8Array): void {
    total += bytes.byteLength;
    for (let at = 0; at < bytes.byteLength;) {
      const taken = bytes.subarray(at, at + blockBytes - filled);
      block.set(taken, filled);
      at += taken.byteLength;
      filled += taken.byteLength;
      if (filled < blockBytes) break;
      compress(state, view, schedule);
      filled = 0;
    }
  }

  function words(): Int32Array {
    const bits = total * 8;
    // One bit, then zeros up to the last 8 bytes of a block, which hold the length in bits.
    const end = new Uint8Array(9 + ((2 * blockBytes - 9 - filled) % blockBytes));
    end[0] = 0x80;
    const length = new DataView(end.buffer, end.length - 8);
    length.setUint32(0, Math.floor(bits / 2 ** 32));
    length.setUint32(4, bits);
    update(end);
    return state;
  }

  const hex = (): string => Array.from(words(), (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
  return { update, words, hex };
}

/** Takes a block into the state; the schedule is room for its words. */
function compress(state: Int32Array, block: DataView, schedule: Int32Array): void {
  for (let t = 0; t < 16; t++) schedule[t] = block.getInt32(t * 4);
  for (let t = 16; t < 64; t++) {
    const w15 = schedule[t - 15];
    const w2 = schedule[t - 2];
    const s0 = ((w15 >>> 7) | (w15 << 25)) ^ ((w15 >>> 18) | (w15 << 14)) ^ (w15 >>> 3);
    const s1 = ((w2 >>> 17) | (w2 << 15)) ^ ((w2 >>> 19) | (w2 << 13)) ^ (w2 >>> 10);
    schedule[t] = schedule[t - 16] + s0 + schedule[t - 7] + s1;
  }
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let e = state[4];
  let f = state[5];
  let g = state[6];
  let h = state[7];
  for (let t = 0; t < 64; t++) {
    const choice = (e & f) ^ (~e & g);
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = h + s1 + choice + roundConstants[t] + schedule[t];
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + s0 + majority) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
  state[4] += e;
  state[5] += f;
  state[6] += g;
  state[7] += h;
}

/** The first 32 bits of the fractional parts of the square roots of the first 8 primes. */
const initial: readonly number[] = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/** Those of the cube roots of the first 64 primes. */
const roundConstants = Int32Array.of(
  0x428a2f98,
  0x71374491,
  0xb5c0fbcf,
  0xe9b5dba5,
  0x3956c25b,
  0x59f111f1,
  0x923f82a4,
  0xab1c5ed5,
  0xd807aa98,
  0x12835b01,
  0x243185be,
  0x550c7dc3,
  0x72be5d74,
  0x80deb1fe,
  0x9bdc06a7,
  0xc19bf174,
  0xe49b69c1,
  0xefbe4786,
  0x0fc19dc6,
  0x240ca1cc,
  0x2de92c6f,
  0x4a7484aa,
  0x5cb0a9dc,
  0x76f988da,
  0x983e5152,
  0xa831c66d,
  0xb00327c8,
  0xbf597fc7,
  0xc6e00bf3,
  0xd5a79147,
  0x06ca6351,
  0x14292967,
  0x27b70a85,
  0x2e1b2138,
  0x4d2c6dfc,
  0x53380d13,
  0x650a7354,
  0x766a0abb,
  0x81c2c92e,
  0x92722c85,
  0xa2bfe8a1,
  0xa81a664b,
  0xc24b8b70,
  0xc76c51a3,
  0xd192e819,
  0xd6990624,
  0xf40e3585,
  0x106aa070,
  0x19a4c116,
  0x1e376c08,
  0x2748774c,
  0x34b0bcb5,
  0x391c0cb3,
  0x4ed8aa4a,
  0x5b9cca4f,
  0x682e6ff3,
  0x748f82ee,
  0x78a5636f,
  0x84c87814,
  0x8cc70208,
  0x90befffa,
  0xa4506ceb,
  0xbef9a3f7,
  0xc67178f2,
);
