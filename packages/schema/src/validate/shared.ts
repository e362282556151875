/**
 * References by one name are to the same record, so they must ask for it in the same words.
 */

import { inside, type Field, type FieldOf } from "../field.ts";
import { received, type Subject } from "./subject.ts";

/** Checks that references by one name agree. */
export function checkSharedReferences(subject: Subject): void {
  const first = new Map<string, string>();
  for (const [path, field] of subject.fields) {
    for (const one of references(field)) {
      if (one.as === undefined) continue;
      if (one.as === "") subject.issue("name", `${path} / as`, "a name", received(one.as));
      const asked = JSON.stringify([one.table, one.where, one.distribution]);
      const before = first.get(one.as);
      if (before === undefined) first.set(one.as, asked);
      else if (before !== asked) {
        const expected = `the table, where and distribution of the other references as ${received(one.as)}`;
        subject.issue("context", `${path} / as`, expected, asked);
      }
    }
  }
}

function references(field: Field): readonly FieldOf<"reference">[] {
  return field.kind === "reference" ? [field] : inside(field).flatMap(references);
}
