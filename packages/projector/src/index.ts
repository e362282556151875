export { project, type ProjectOptions, type Warning } from "./project.ts";
export { parsePath, pathText, type Path, type Segment } from "./path.ts";
export { parseSelection, type Pick, type Selection } from "./selection.ts";
