/**
 * A field in words, for people who read about a table.
 */

import type { Distance, Distribution } from "./distributions.ts";
import { durationText } from "./durations.ts";
import type { Field, FieldOf, Scalar } from "./field.ts";
import { received } from "./received.ts";

/**
 * What a field holds, in one line.
 *
 * @example
 * ```ts
 * import { definePlugin, defineTable, fieldText, integer, key } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const guest = defineTable("guest", z.object({ id: key("g", { digits: 3 }), age: integer(18, 99) }));
 * const { tables } = definePlugin({ name: "hotel", dataVersion: 1, tables: [guest] });
 * for (const { name, field } of tables.guest.fields) console.log(`${name}: ${fieldText(field)};`);
 * // id: unique: "g" and at least 3 digits, sequential; age: 18 to 99;
 * ```
 */
export function fieldText(field: Field): string {
  switch (field.kind) {
    case "constant":
      return JSON.stringify(field.value);
    case "integer":
    case "decimal": {
      const unit =
        field.kind === "decimal" ? `, ${field.digits} ${field.digits === 1 ? "digit" : "digits"} behind the point` : "";
      const step = field.kind === "integer" && field.step !== undefined ? `, in steps of ${field.step}` : "";
      return `${number(field.min)} to ${number(field.max)}${unit}${step}${distributionText(field.distribution)}`;
    }
    case "boolean":
      return `true in ${percent(field.probability)}`;
    case "date":
    case "timestamp":
    case "time":
      return `${field.from} to ${field.to}${distributionText(field.distribution)}`;
    case "sequence":
      return `${number(field.start)}, then ${number(field.step)} more for each ${counted(field)}${field.jitter > 0 ? `, and up to ${field.jitter} by chance` : ""}`;
    case "series": {
      const jitter = durationText(field.jitter);
      return `${field.start}, then ${durationText(field.step)} later for each ${counted(field)}${jitter === "nothing" ? "" : `, and up to ${jitter} by chance`}`;
    }
    case "uuid":
      return "uuid, version 4";
    case "uuidv7":
    case "ulid": {
      const { kind, time } = field;
      const name = kind === "ulid" ? kind : "uuid, version 7";
      return `${name}, of ${"field" in time ? time.field : `${time.from} to ${time.to}`}`;
    }
    case "hex":
      return `${JSON.stringify(field.prefix)} and ${field.digits} hexadecimal digits`;
    case "key":
      return `unique: ${JSON.stringify(field.prefix)} and at least ${field.digits} digits, ${field.order}${field.start === undefined ? "" : ` from ${field.start}`}`;
    case "choice":
      return `one of ${words(field.values)}${field.weights === undefined ? "" : ", weighted"}${field.exact === true ? ", exact in every 1,024 records" : ""}`;
    case "fake":
      return `faker's ${field.method}${field.options === undefined ? "" : `(${received(field.options)})`}`;
    case "letters":
      return `${range(field.min, field.max)} letters`;
    case "pattern":
      return `text like ${field.expression}`;
    case "template":
      return JSON.stringify(field.text);
    case "column":
      return `by the row ${field.row}: ${words(field.values)}${field.spread === undefined ? "" : `, give or take ${field.spread}`}`;
    case "transform":
      return `${field.field}, as ${field.to}`;
    case "username":
      return `a user name of ${field.of.join(" and ")}${field.hosts === undefined ? "" : `, at ${words(field.hosts)}`}${field.unique === true ? ", unique by the number of the record" : ""}`;
    case "same":
      return `the same as ${field.as}${field.except > 0 ? `, but for ${percent(field.except)}` : ""}`;
    case "plus":
      return `${field.field} plus ${range(field.min, field.max)}${field.limit === undefined ? "" : `, at most ${field.limit}`}`;
    case "when":
      return `by ${field.field}: ${field.cases.map((c) => `${String(c.value)}: ${fieldText(c.field)}`).join("; ")}; else ${fieldText(field.otherwise)}`;
    case "subset":
      return `${range(field.min, field.max)} distinct of ${words(field.values)}${field.weights === undefined ? "" : ", weighted"}`;
    case "reference":
      return `${field.field} of ${field.as === undefined ? "some" : `the same (${field.as})`} ${field.table}${field.where === undefined ? "" : ` whose ${field.where.field} is ${field.where.values.join(" or ")}`}${distributionText(field.distribution)}`;
    case "tree":
      return `${field.field} of the parent in a tree, ${treeText(field)}`;
    case "parent":
      return `${field.field} of the parent`;
    case "ordinal":
      return "1, 2, 3 … for each parent";
    case "chosen":
      return "true for one child of each parent";
    case "nullable":
      return `${fieldText(field.of)}; null in ${percent(field.rate)}`;
    case "optional":
      return `${fieldText(field.of)}; missing in ${percent(field.rate)}`;
    case "list":
      return `${range(field.min, field.max)}${field.distinct === true ? " distinct" : ""} × (${fieldText(field.of)})${distributionText(field.distribution)}`;
    case "object":
      return `{ ${field.members.map((m) => `${m.name}: ${fieldText(m.field)}`).join(", ")} }`;
    case "tuple":
      return `[ ${field.items.map(fieldText).join(", ")} ]`;
    case "record":
      return `${range(field.min, field.max)} keys, each with (${fieldText(field.of)})`;
    case "union":
      return field.options
        .map((option, i) => {
          const weight = field.weights?.[i];
          return weight === undefined ? fieldText(option) : `${weight} × (${fieldText(option)})`;
        })
        .join(" | ");
    case "compute":
      return "computed by code of the plugin";
    case "unsupported":
      return field.reason;
    default:
      return field satisfies never;
  }
}

function treeText({ fanout, within, roots }: FieldOf<"tree">): string {
  const parents =
    fanout !== undefined ? `${fanout} to each` : within !== undefined ? `one of ${within} before` : "drawn";
  return `${parents}; ${roots} ${roots === 1 ? "root" : "roots"}`;
}

const counted = ({ by }: FieldOf<"sequence" | "series">): string => (by === "ordinal" ? "child of a parent" : by);

const number = (value: number): string => String(value);

const range = (min: number, max: number): string => (min === max ? String(min) : `${min} to ${max}`);

const percent = (share: number): string => `${Number((share * 100).toFixed(3))} %`;

function words(values: readonly Scalar[]): string {
  const shown = values.slice(0, 6).map(String).join(", ");
  return values.length > 6 ? `${shown} … (${values.length})` : shown;
}

/** A distribution in words behind a comma; nothing where there is none. */
export function distributionText(distribution?: Distribution): string {
  switch (distribution?.kind) {
    case undefined:
      return "";
    case "zipf":
      return `, Zipf ${distribution.exponent}`;
    case "histogram":
      return ", by histogram";
    case "normal":
      return `, normal around ${distribution.mean} ± ${distance(distribution.deviation)}`;
    case "exponential":
      return `, exponential with mean ${distribution.mean}`;
    case "logNormal":
      return `, log-normal with mean ${distribution.mean} ± ${distance(distribution.deviation)}`;
    case "pareto":
      return `, Pareto ${distribution.exponent} with median ${distribution.median}`;
    default:
      return distribution satisfies never;
  }
}

const distance = (of: Distance): string => (typeof of === "number" ? number(of) : durationText(of));
