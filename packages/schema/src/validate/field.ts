/**
 * The checks of one field, kind by kind.
 */

import { fakerMethods, needOptions, type FakerMethod } from "../faker-methods.ts";
import { unitRange } from "../decimal.ts";
import { inside, present, type Field, type FieldOf } from "../field.ts";
import { referenceSteps, stepsOf } from "../steps.ts";
import { templateParts } from "../template.ts";
import { received } from "../received.ts";
import { checkColumn } from "./columns.ts";
import { checkIdTime, checkKey, checkSequence, checkSeries } from "./counted.ts";
import { checkDistribution } from "./distribution.ts";
import { checkFake } from "./fake.ts";
import {
  checkDigits,
  checkDistinct,
  checkRange,
  checkRate,
  checkScalars,
  checkSizes,
  checkText,
  checkTimes,
  checkWeights,
  checkWhole,
} from "./limits.ts";
import { childTable, type Subject } from "./subject.ts";

/** Where a field stands: as a field of the table, as a member of an object in it, in `nullable`, or elsewhere. */
type Place = "table" | "object" | "nullable" | "value";

/** Checks a field, and those inside it; `mayBeNull`: whether a type around it takes null. */
export function checkField(subject: Subject, path: string, field: Field, place: Place, mayBeNull = false): void {
  checkKind(subject, path, field, place, mayBeNull);
  if (field.kind === "object") {
    for (const { name, field: member } of field.members) {
      checkText(subject, `${path}.${name}`, name);
      checkField(subject, `${path}.${name}`, member, "object");
    }
    return;
  }
  const within = takesNull(field) || (mayBeNull && ["optional", "union", "when"].includes(field.kind));
  for (const part of inside(field))
    checkField(subject, path, part, field.kind === "nullable" ? "nullable" : "value", within);
}

/** Whether null is of the type of a field, whatever its values follow from. */
function takesNull(field: Field): boolean {
  switch (field.kind) {
    case "nullable":
      return true;
    case "constant":
      return field.value === null;
    case "choice":
      return field.values.includes(null);
    case "optional":
    case "union":
    case "when":
      return inside(field).some(takesNull);
    default:
      return false;
  }
}

function checkKind(subject: Subject, path: string, field: Field, place: Place, mayBeNull: boolean): void {
  switch (field.kind) {
    case "unsupported":
      if (field.wrong !== undefined) return subject.misused(path, field.wrong);
      return subject.issue("type", path, "a type with known values, or a hint", field.reason);
    case "constant":
      return checkScalars(subject, path, [field.value]);
    case "integer":
      checkWhole(subject, path, field.min, field.max);
      if (field.step !== undefined && !(Number.isSafeInteger(field.step) && field.step > 0))
        subject.issue("range", path, "a whole step above 0", received(field.step));
      return checkDistribution(subject, path, field.distribution, stepsOf(field));
    case "decimal":
      return checkDecimal(subject, path, field);
    case "boolean":
      return checkRate(subject, path, field.probability);
    case "date":
    case "timestamp":
    case "time":
      checkTimes(subject, path, field);
      return checkDistribution(subject, path, field.distribution, stepsOf(field));
    case "uuidv7":
    case "ulid":
      return checkIdTime(subject, path, field.time);
    case "hex":
      checkText(subject, path, field.prefix);
      return checkDigits(subject, path, field.digits, 1024);
    case "key":
      return checkKey(subject, path, field);
    case "sequence":
      return checkSequence(subject, path, field);
    case "series":
      return checkSeries(subject, path, field);
    case "choice":
      return checkChoice(subject, path, field, place);
    case "fake":
      return checkFake(subject, path, field);
    case "letters":
      return checkSizes(subject, path, field.min, field.max);
    case "template":
      return checkTemplate(subject, path, field);
    case "column":
      return checkColumn(subject, path, field);
    case "transform":
      subject.sibling(field.field, path);
      return subject.fits(field, path, mayBeNull);
    case "username":
      return checkUsername(subject, path, field, place);
    case "same":
      checkRate(subject, path, field.except);
      subject.sibling(field.as, path);
      return subject.fits(field, path, mayBeNull);
    case "plus":
      checkPlus(subject, path, field);
      return subject.fits(field, path, mayBeNull);
    case "when":
      return checkWhen(subject, path, field);
    case "subset":
      return checkSubset(subject, path, field);
    case "reference":
      checkDistribution(subject, path, field.distribution, referenceSteps(2 ** 52));
      subject.target(field.table, field.field, path, field.where);
      return subject.fits(field, path, mayBeNull);
    case "tree":
      return checkTree(subject, path, field);
    case "parent": {
      const per = childTable(subject, path);
      if (per === undefined) return;
      subject.target(per.table, field.field, path);
      return subject.fits(field, path, mayBeNull);
    }
    case "ordinal":
    case "chosen":
      childTable(subject, path);
      return;
    case "nullable":
      return checkRate(subject, path, field.rate);
    case "optional":
      if (place === "value") subject.issue("context", path, "optional only for members of objects", "another place");
      return checkRate(subject, path, field.rate);
    case "list":
      checkSizes(subject, path, field.min, field.max);
      checkDistribution(subject, path, field.distribution, stepsOf(field));
      if (field.distinct === true) checkDistinct(subject, path, field.max);
      if (field.distinct === true && field.of.kind !== "reference")
        subject.issue("context", path, "distinct only for lists of references", field.of.kind);
      return;
    case "record":
      return checkSizes(subject, path, field.min, field.max);
    case "union":
      if (field.options.length === 0) return subject.issue("range", path, "at least one option", "none");
      if (field.weights !== undefined) checkWeights(subject, path, field.weights);
      return;
    case "compute":
      if (place !== "table")
        subject.issue("context", path, "computed fields at the top of their table", "a part of one");
      return;
    default:
      return;
  }
}

function checkDecimal(subject: Subject, path: string, field: FieldOf<"decimal">): void {
  const { min, max, digits } = field;
  checkRange(subject, path, min, max);
  checkDistribution(subject, path, field.distribution, stepsOf(field));
  if (!Number.isInteger(digits) || digits < 0 || digits > 15)
    return subject.issue("range", path, "0 to 15 digits", received(digits));
  const [first, last] = unitRange({ min, max, digits });
  if (Math.max(Math.abs(first), Math.abs(last), last - first) > 2 ** 53 - 1)
    return subject.issue("range", path, "fewer than 2^53 different values", `${digits} digits`);
  if (min <= max && first > last)
    subject.issue("range", path, `a number of ${digits} digits in the range`, `${min} to ${max}`);
}

function checkChoice(subject: Subject, path: string, field: FieldOf<"choice">, place: Place): void {
  if (field.values.length === 0) return subject.issue("range", path, "at least one value", "none");
  checkScalars(subject, path, field.values);
  if (field.weights !== undefined) {
    checkWeights(subject, path, field.weights);
    if (new Set(field.values).size < field.values.length)
      subject.issue("duplicate", path, "different values", received(field.values));
  }
  if (field.exact !== true) return;
  if (place !== "table") subject.issue("context", path, "exact only at the top of a table", "a part of a field");
  if (field.values.length > 1024)
    subject.issue("range", path, "at most 1,024 values with exact", String(field.values.length));
}

function checkTemplate(subject: Subject, path: string, field: FieldOf<"template">): void {
  checkText(subject, path, field.text);
  for (const { literal, name } of templateParts(field.text)) {
    if (literal.includes("{{")) subject.issue("type", path, "a name and }} behind each {{", received(field.text));
    if (name === undefined) continue;
    const sibling = subject.fields.get(name);
    if (sibling !== undefined) subject.followed(sibling, name, path);
    else if (needOptions.includes(name as FakerMethod))
      subject.issue(
        "context",
        path,
        `a field with fake(${JSON.stringify(name)}, options)`,
        `{{${name}}} in a template`,
      );
    else
      subject.known(
        name,
        [...subject.fields.keys(), ...fakerMethods],
        path,
        "a faker method or a field beside this one",
      );
  }
}

const hostName = /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)+$/i;

function checkUsername(subject: Subject, path: string, field: FieldOf<"username">, place: Place): void {
  const { of, hosts, unique } = field;
  if (of.length === 0 || of.length > 2)
    subject.issue("range", path, "a field with full names, or two: first and last names", `${of.length} fields`);
  for (const name of of) subject.sibling(name, path);
  if (hosts !== undefined && (hosts.length === 0 || !hosts.every((host) => hostName.test(host))))
    subject.issue("type", path, "names of hosts, such as example.com", received(hosts));
  if (unique === true && place === "value")
    subject.issue("context", path, "unique only once in a record", "a part of a list, tuple, record or union");
}

function checkPlus(subject: Subject, path: string, { field, min, max, limit }: FieldOf<"plus">): void {
  checkWhole(subject, path, min, max);
  if (max - min >= 2 ** 32) subject.issue("range", path, "a range below 2^32", `${min} to ${max}`);
  if (limit !== undefined && !Number.isSafeInteger(limit))
    subject.issue("range", path, "a whole limit within ±2^53", received(limit));
  const other = subject.sibling(field, path);
  if (other === undefined) return;
  const of = present(other);
  if (!["integer", "plus", "ordinal", "sequence"].includes(of.kind))
    subject.issue("context", path, "a field of whole numbers", `${field}, which is ${of.kind}`);
  else if (of.kind === "integer" && Math.max(Math.abs(of.min + min), Math.abs(of.max + max)) > Number.MAX_SAFE_INTEGER)
    subject.issue("range", path, "sums within ±2^53", `${of.min + min} to ${of.max + max}`);
}

function checkWhen(subject: Subject, path: string, field: FieldOf<"when">): void {
  const other = subject.sibling(field.field, path);
  if (other === undefined) return;
  const of = present(other);
  const values =
    of.kind === "choice"
      ? of.values
      : of.kind === "constant"
        ? [of.value]
        : of.kind === "boolean" || of.kind === "chosen"
          ? [true, false]
          : undefined;
  if (values === undefined)
    return subject.issue("context", path, "a field of words or booleans", `${field.field}, which is ${of.kind}`);
  for (const { value } of field.cases)
    subject.known(String(value), values.map(String), path, `a value of ${field.field}`);
}

function checkSubset(subject: Subject, path: string, { values, weights, min, max }: FieldOf<"subset">): void {
  checkScalars(subject, path, values);
  checkSizes(subject, path, min, max);
  if (new Set(values).size < values.length) subject.issue("duplicate", path, "different values", received(values));
  checkDistinct(subject, path, max);
  if (weights !== undefined && values.length > 0) checkWeights(subject, path, weights);
  const count = weights === undefined ? values.length : weights.filter((weight) => weight > 0).length;
  if (max > count) subject.issue("range", path, `at most the ${count} values there are`, `max ${max}`);
}

function checkTree(subject: Subject, path: string, field: FieldOf<"tree">): void {
  const { fanout, within, roots } = field;
  const count = (name: string, found: number | undefined, most: number): void => {
    if (found !== undefined && !(Number.isSafeInteger(found) && found >= 1 && found <= most))
      subject.issue("range", `${path} / ${name}`, `a whole number from 1 to ${most}`, received(found));
  };
  count("roots", roots, Number.MAX_SAFE_INTEGER);
  count("fanout", fanout, Number.MAX_SAFE_INTEGER);
  count("within", within, 2 ** 32 - 1);
  if (fanout !== undefined && within !== undefined)
    subject.issue("context", path, "parents by fanout, or within some records", "both");
  if (subject.sibling(field.field, path) !== undefined) subject.fits(field, path, true);
}
