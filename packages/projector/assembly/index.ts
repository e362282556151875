// What the host sees of the kernel.

/** Where the host's part of the memory begins: behind what AssemblyScript keeps. */
export const hostBase: usize = __heap_base;
/** Bytes that can be read before and behind the input, and written behind the output. */
export const padding: u32 = 64;

export { firstEnd, jsonEnds, lastEnd, lineEnds, rowEnds } from "./extent";
export { isValue } from "./grammar";
export { indexBytes, projectRows, rowAt, rowCount, rowsEnd, setRows } from "./rows";
export { setCopies } from "./row-copy";
export { setTranscoding } from "./row-transcode";
export { setDialect } from "./cell-index";
export { jsonOfCell } from "./cell-string";
export { cellOfCell, cellOfJson, putNull } from "./cells";
export { setRead, setWritten } from "./dialects";

export { at as jsonAt, begin as beginJson, outputEnd as jsonEnd, project as projectJson } from "./project";
export { resume as resumeJson, written as jsonWritten } from "./project";
export { setup as setJson, setupCells as setJsonCells, setupWhole as setJsonWhole } from "./setup";
export { setupDrops as setJsonDrops } from "./setup";
export { holesBytes } from "./holes";
export { keysBytes } from "./keys";
export { hashesBytes } from "./repeated-keys";
export { spansBytes } from "./spans";
export { indexBytes as structureBytes } from "./structure";
export { templateBytes } from "./template";
export { stackBytes } from "./walk";
