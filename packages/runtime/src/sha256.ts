/** SHA-256 over bytes as they come: Node's own where it is to be had, about 1.5 GB/s, else the plain one. */
import { builtinOrNothing } from "./builtin.ts";
import { plainSha256 } from "./plain-sha256.ts";

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
