/**
 * From a zod type to a field: hints first, then what zod's own definition says.
 */

import type * as z from "zod";
import { checks, definition, hasCode, isType, lengths, type Def } from "./definition.ts";
import type { Field, JsonType, Member, Scalar } from "./field.ts";
import { hints, type Compute } from "./hints.ts";
import { inferNumber } from "./infer-number.ts";
import { patternField } from "./infer-pattern.ts";
import { inferString } from "./infer-string.ts";
import { received } from "./received.ts";
import type { RecordType, TableDefinition } from "./table.ts";
import { jsonTypes } from "./json-types.ts";

/** What a plain optional or nullable type is missing in, when no hint says else. */
const absentRate = 0.1;

/** Types may be nested so deep: all that works on them calls itself. */
const deepest = 100;

/** The types around the one that is being inferred: a type that holds itself has no end. */
type Around = readonly z.core.$ZodType[];

/** The field that a zod type describes; a type that has none becomes `unsupported`, with the reason. */
export function inferField(type: z.core.$ZodType, outer: Around = []): Field {
  if (!isType(type)) {
    const wrong = [{ code: "type", expected: "a zod type", received: received(type) }] as const;
    return { kind: "unsupported", reason: "no zod type", wrong };
  }
  if (outer.includes(type)) return { kind: "unsupported", reason: "a type that holds itself" };
  if (outer.length >= deepest) return { kind: "unsupported", reason: `types nested more than ${deepest} deep` };
  const around = [...outer, type];
  const hint = hints.get(type);
  const def = definition(type);
  if (hint === undefined) return inferPlain(type, def, around);
  switch (hint.kind) {
    case "absent":
      return absent(def, hint.rate, around);
    case "elements":
    case "options": {
      const { kind: _, ...rest } = hint;
      return { ...inferPlain(type, def, around), ...rest };
    }
    case "integer": {
      // Limits that were set behind the hint, by `.min()` and the like, are among zod's checks.
      const limits = inferNumber(def);
      if (!Number.isSafeInteger(hint.min) || !Number.isSafeInteger(hint.max)) return hint;
      return limits.kind === "integer" ? { ...hint, ...limits } : limits;
    }
    case "subset":
      return { ...hint, ...lengths(def, hint.min, hint.max) };
    case "when": {
      const options = def["options"] as z.core.$ZodType[];
      const cases = hint.cases.map(({ value, option }) => ({ value, field: always(options[option], around) }));
      return { kind: "when", field: hint.field, cases, otherwise: always(options[hint.otherwise], around) };
    }
    case "same":
    case "transform":
    case "reference":
    case "tree":
    case "parent":
      return { ...hint, ...declared(type, def, around) };
    case "compute":
      return { kind: "compute" };
    case "misused":
      return { kind: "unsupported", reason: "a hint that was told something wrong", wrong: hint.wrong };
    default:
      return hint;
  }
}

/** What a type takes, where that is known. */
function declared(type: z.core.$ZodType, def: Def, around: Around): { readonly declared?: readonly JsonType[] } {
  const types = jsonTypes(inferPlain(type, def, around));
  return types === undefined ? {} : { declared: [...types] };
}

/** The field of a type where something must stand: what is optional without a hint is always there. */
function always(type: z.core.$ZodType, around: Around): Field {
  if (!isType(type)) return inferField(type, around);
  const def = definition(type);
  return def.type === "optional" && hints.get(type) === undefined
    ? always(def["innerType"] as z.core.$ZodType, around)
    : inferField(type, around);
}

/** The author's code behind a computed type. */
export function computeOf(type: z.core.$ZodType): Compute | undefined {
  const hint = hints.get(type);
  return hint?.kind === "compute" ? hint.code : undefined;
}

function inferPlain(type: z.core.$ZodType, def: Def, around: Around): Field {
  if (hasCode(def))
    return { kind: "unsupported", reason: "code, such as that of .refine(), which values may not meet" };
  switch (def.type) {
    case "string":
      return inferString(def);
    case "number":
      return inferNumber(def);
    case "boolean":
      return { kind: "boolean", probability: 0.5 };
    case "null":
      return { kind: "constant", value: null };
    case "literal":
      return choice(def["values"] as Scalar[]);
    case "enum":
      return choice(entries(def));
    case "optional":
    case "nullable":
      return absent(def, absentRate, around);
    case "default":
    case "prefault":
    case "readonly":
    case "catch":
      return inferField(def["innerType"] as z.core.$ZodType, around);
    case "nonoptional": {
      const field = always(def["innerType"] as z.core.$ZodType, around);
      return field.kind === "optional" ? field.of : field;
    }
    case "object": {
      const shape = def["shape"] as Record<string, z.core.$ZodType>;
      return { kind: "object", members: members(shape, around) };
    }
    case "array":
      return { kind: "list", of: always(def["element"] as z.core.$ZodType, around), ...lengths(def, 1, 5) };
    case "tuple":
      return { kind: "tuple", items: (def["items"] as z.core.$ZodType[]).map((item) => always(item, around)) };
    case "record":
      return inferRecord(def, around);
    case "union":
      return { kind: "union", options: (def["options"] as z.core.$ZodType[]).map((one) => always(one, around)) };
    case "template_literal":
      return patternField(type._zod.pattern!);
    default:
      return { kind: "unsupported", reason: `nothing can be inferred from z.${def.type}()` };
  }
}

/** The fields of an object, in the order of its keys. */
function members(shape: Readonly<Record<string, z.core.$ZodType>>, around: Around = []): Member[] {
  return Object.keys(shape).map((name) => ({ name, field: inferField(shape[name], around) }));
}

const inferred = new WeakMap<RecordType, readonly Member[]>();

/** The fields of a table, in order, as plain data. */
export function fieldsOf({ type }: TableDefinition): readonly Member[] {
  let fields = inferred.get(type);
  if (fields === undefined) inferred.set(type, (fields = members(type.shape)));
  return fields;
}

function absent(def: Def, rate: number, around: Around): Field {
  const of = inferField(def["innerType"] as z.core.$ZodType, around);
  if (def.type !== "optional") return { kind: "nullable", of, rate };
  // What is missing twice is missing once.
  return of.kind === "optional" ? { ...of, rate: 1 - (1 - rate) * (1 - of.rate) } : { kind: "optional", of, rate };
}

function choice(values: readonly Scalar[]): Field {
  return values.length === 1 ? { kind: "constant", value: values[0] } : { kind: "choice", values };
}

/** The values of an enum: one of TypeScript's with numbers also has the names by number. */
function entries(def: Def): Scalar[] {
  const all = def["entries"] as Record<string, Scalar>;
  const numbers = Object.values(all).filter((value) => typeof value === "number");
  return Object.keys(all).flatMap((name) => (numbers.includes(Number(name)) ? [] : [all[name]]));
}

function inferRecord(def: Def, around: Around): Field {
  const of = always(def["valueType"] as z.core.$ZodType, around);
  const keys = definition(def["keyType"] as z.core.$ZodType);
  if (keys.type === "enum" || keys.type === "literal") {
    const names = keys.type === "enum" ? entries(keys) : (keys["values"] as Scalar[]);
    return { kind: "object", members: names.map((name) => ({ name: String(name), field: of })) };
  }
  if (keys.type !== "string" || keys["format"] !== undefined || checks(keys).length > 0)
    return { kind: "unsupported", reason: "a record whose keys are not plain text or an enum" };
  return { kind: "record", of, min: 1, max: 5 };
}
