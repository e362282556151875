// What the host sees of the kernel: the interpreter, and the parts that compiled plans call.

export { make, made, setup } from "./run";

export { closeCell } from "./cell";
export { parentOf, startsOf } from "./children";
export { bytes, long } from "./copy";
export { date, fixed, hex, integer, time, timestamp, ulid, uuid, uuidv7 } from "./digits";
export { indexByWeight, indexLeft, probe, totalLeft } from "./distinct";
export { letters } from "./letters";
export { permute, placeInBlock, recordAtPlace } from "./permute";
export { scaleWide } from "./random";
export { transform } from "./transform";

/** Where the host's part of the memory begins: behind what AssemblyScript keeps. */
export const hostBase: usize = __heap_base;
/** Bytes that can be read behind the image, and written behind the output. */
export const padding: u32 = 64;
/** Bytes for the values that are taken in the lists around. */
export const takenBytes: u32 = 1 << 20;
export { childrenBytes } from "./children";
