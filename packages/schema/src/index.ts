export { capacityOf, shortage, type Capacity, type Limit } from "./capacity.ts";
export { instantAt, monthsLater } from "./calendar.ts";
export {
  chance,
  subset,
  union,
  weighted,
  type SubsetSize,
  type WeightedOptions,
  type WeightedValues,
} from "./choices.ts";
export { compute } from "./compute.ts";
export { unitRange } from "./decimal.ts";
export { formOf } from "./form.ts";
export { distributionText, fieldText } from "./describe.ts";
export {
  exponential,
  histogram,
  logNormal,
  normal,
  pareto,
  zipf,
  type Distance,
  type Distribution,
  type Point,
} from "./distributions.ts";
export { milliseconds, monthsOf, type CalendarStep, type Duration } from "./durations.ts";
export type { Shape } from "./expression.ts";
export { fakerJsonType, fakerMethods, needOptions, notFields, type FakerMethod } from "./faker-methods.ts";
export type { FakerType, FakerTypeWith, FakerValues } from "./faker-values.ts";
export { inside, present, type Field, type FieldOf, type IdTime, type Member, type Scalar } from "./field.ts";
export { hints, type Compute, type Hint } from "./hints.ts";
export { hex, key, ulid, uuidv7, type KeyOptions } from "./ids.ts";
export { inferField } from "./infer.ts";
export { issueText, PluginError, type Issue } from "./issue.ts";
export { nearest } from "./nearest.ts";
export { decimal, integer, type NumberOptions } from "./numbers.ts";
export {
  definePlugin,
  type Plugin,
  type PluginDefinition,
  type RecordOf,
  type Table,
  type TypedPlugin,
  type TypedTable,
} from "./plugin.ts";
export { isPlugin, pluginData, pluginOf, type PluginData } from "./plugin-data.ts";
export {
  chosen,
  ordinal,
  parent,
  plus,
  reference,
  sameAs,
  tree,
  when,
  type ReferenceOptions,
  type SameOptions,
  type TreeOptions,
} from "./relations.ts";
export {
  dateSeries,
  sequence,
  timestampSeries,
  type CountOptions,
  type SequenceOptions,
  type SeriesOptions,
} from "./series.ts";
export { inSteps, referenceSteps, stepsOf, type StepDistribution, type Steps } from "./steps.ts";
export { list, nullable, optional } from "./structure.ts";
export {
  childCounts,
  childRange,
  defineTable,
  rowsAt,
  uniqueOf,
  type ChildRange,
  type Per,
  type RecordType,
  type TableDefinition,
  type TableDialect,
  type TableDialectName,
  type TableOptions,
} from "./table.ts";
export { pattern } from "./pattern.ts";
export { place, type Place } from "./places.ts";
export { rowOf, type ColumnOptions, type RowChoice } from "./rows.ts";
export { templateParts, type TemplatePart, type Transform } from "./template.ts";
export { date, time, timestamp, type TimeOptions } from "./times.ts";
export { lower, slug, title, upper, type TransformOptions } from "./transforms.ts";
export { email, username, type EmailOptions, type UsernameOptions } from "./usernames.ts";
export { validatePlugin } from "./validate/plugin.ts";
export { fake, template } from "./words.ts";
