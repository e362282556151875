export { fieldText } from "./describe.ts";
export { unitRange } from "./decimal.ts";
export { fakerMethods, type FakerMethod } from "./faker-methods.ts";
export { inside, present, type Distribution, type Field, type FieldOf, type Member, type Scalar } from "./field.ts";
export { hints, type Compute, type Hint } from "./hints.ts";
export { inferField } from "./infer.ts";
export { issueText, PluginError, type Issue } from "./issue.ts";
export { nearest } from "./nearest.ts";
export {
  definePlugin,
  isPlugin,
  type Plugin,
  type PluginDefinition,
  type RecordOf,
  type Table,
  type TypedPlugin,
  type TypedTable,
} from "./plugin.ts";
export { pluginData, pluginOf, type PluginData } from "./plugin-data.ts";
export {
  chosen,
  ordinal,
  parent,
  plus,
  reference,
  sameAs,
  when,
  type ReferenceOptions,
  type SameOptions,
} from "./relations.ts";
export {
  childCounts,
  defineTable,
  rowsAt,
  type Per,
  type RecordType,
  type TableDefinition,
  type TableDialect,
  type TableOptions,
} from "./table.ts";
export { templateParts } from "./template.ts";
export { validatePlugin } from "./validate/plugin.ts";
export {
  chance,
  compute,
  date,
  decimal,
  fake,
  hex,
  histogram,
  integer,
  key,
  list,
  nullable,
  optional,
  subset,
  template,
  timestamp,
  weighted,
  zipf,
  type KeyOptions,
  type NumberOptions,
  type WeightedOptions,
} from "./values.ts";
