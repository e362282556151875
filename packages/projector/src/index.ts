export { project } from "./project.ts";
export type { ProjectOptions, Warning } from "./options.ts";
export { parsePath, pathText, type Path, type Segment } from "./plan/path.ts";
export { parseSelection, type Pick, type Selection } from "./plan/selection.ts";
export type { DialectChoice } from "./input/spelling.ts";
