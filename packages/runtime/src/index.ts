export { BugError, InputError, MachineError, type Place } from "./errors.ts";
export type { Source } from "./source.ts";
export type { Committed, Sink } from "./sink.ts";
export type { Output, Progress, Summary } from "./summary.ts";
