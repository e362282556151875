/**
 * The checks of faker's methods and their options.
 */

import { instantAt, sameAnywhere } from "../calendar.ts";
import { fakerMethods, needOptions, notFields, type FakerMethod } from "../faker-methods.ts";
import type { FieldOf } from "../field.ts";
import { received } from "../received.ts";
import type { Subject } from "./subject.ts";

/** The options that faker reads dates from, in every method that has one. */
const dates = ["from", "to", "refDate"];

export function checkFake(subject: Subject, path: string, { method, options }: FieldOf<"fake">): void {
  if (Object.hasOwn(notFields, method))
    return subject.issue("context", path, `${notFields[method]} instead`, `${method}, which is no field`);
  if (!subject.known(method, fakerMethods, path, "a faker method")) return;
  if (options === undefined && needOptions.includes(method as FakerMethod))
    subject.issue("context", path, `options for ${method}`, "none");
  if (typeof options !== "object" || options === null) return;
  for (const [name, value] of Object.entries(options))
    if (dates.includes(name) && typeof value === "string") checkDate(subject, `${path} / ${name}`, value);
}

/** faker gives dates to `new Date`, which reads a time without a zone as one of the machine's own. */
function checkDate(subject: Subject, path: string, text: string): void {
  if (sameAnywhere(text)) return;
  const zoned = `${text.replace(" ", "T")}Z`;
  const suggestion = Number.isNaN(instantAt(zoned)) ? undefined : zoned;
  const expected = "a day, or an instant with its zone such as 2024-01-01T00:00:00Z";
  subject.issue("range", path, expected, received(text), suggestion);
}
