export { compilePlan, type Wanted } from "./compile/compile.ts";
export { tableRows } from "./compile/rows.ts";
export { explain, type ExplainedField, type ExplainOptions, type Explanation } from "./explain.ts";
export { generate, type GenerateOptions, type RecordOptions } from "./generate.ts";
export type { Column, Kernel, Made } from "./kernel.ts";
export { kernelFor, kernelNames, type KernelName } from "./kernels.ts";
export { disassemble, ops, type Instruction, type OpName, type OpShape } from "./ops.ts";
export type { Lane, Plan, PlanField } from "./plan.ts";
export { recordBytes, records, type RecordBytesOptions } from "./records.ts";
