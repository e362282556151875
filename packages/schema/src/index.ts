export { fieldText } from "./describe.ts";
export { fakerMethods, type FakerMethod } from "./faker-methods.ts";
export type { Distribution, Field, FieldOf, Member, Scalar } from "./field.ts";
export { hints, type Compute, type Hint } from "./hints.ts";
export { computeOf, inferField } from "./infer.ts";
export { issueText, PluginError, type Issue } from "./issue.ts";
export { definePlugin, isPlugin, type Plugin, type PluginDefinition, type RecordOf, type Table } from "./plugin.ts";
export { chosen, ordinal, parent, plus, reference, sameAs, when, type ReferenceOptions } from "./relations.ts";
export {
  defineTable,
  fieldsOf,
  inside,
  rowsAt,
  type Per,
  type RecordType,
  type TableDefinition,
  type TableDialect,
  type TableOptions,
} from "./table.ts";
export { childCounts, nearest, present, validatePlugin } from "./validate.ts";
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
