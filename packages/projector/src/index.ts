export { project } from "./project.ts";
export type { ProjectOptions, Warning } from "./options.ts";
export { parsePath, pathText, type Path, type Segment } from "./path.ts";
export { parseSelection, type Pick, type Selection } from "./selection.ts";
export type { DialectChoice } from "./spelling.ts";
