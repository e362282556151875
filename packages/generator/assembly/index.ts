// What the host sees of the kernel.

import { childrenBytes } from "./children";

export { make, made, setup } from "./run";

/** Bytes that can be read behind the image, and written behind the output. */
export const padding: u32 = 64;
/** Bytes for frames: 128 for each block around the innermost one. */
export const stackBytes: u32 = 65536;
/** Bytes for the values that are taken in the lists around. */
export const takenBytes: u32 = 1 << 20;
export { childrenBytes };
