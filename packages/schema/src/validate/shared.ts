/**
 * References and trees by one name are to the same record, so they must ask for it in the same words.
 */

import { inside, type Field, type FieldOf } from "../field.ts";
import { received } from "../received.ts";
import type { Subject } from "./subject.ts";

/** Checks that references by one name agree, and trees by one name. */
export function checkSharedNames(subject: Subject): void {
  const first = new Map<string, string>();
  for (const [path, field] of subject.fields) {
    for (const one of links(field)) {
      if (one.as === "") subject.issue("name", `${path} / as`, "a name", received(one.as));
      if (one.kind === "reference" && one.as === undefined) continue;
      const name = JSON.stringify([one.kind, one.as]);
      const asked =
        one.kind === "tree"
          ? JSON.stringify([one.roots, one.fanout, one.within])
          : JSON.stringify([one.table, one.where, one.distribution]);
      const before = first.get(name);
      if (before === undefined) first.set(name, asked);
      else if (before !== asked) {
        const what = one.kind === "tree" ? "roots, fanout and within" : "table, where and distribution";
        const others = one.as === undefined ? "the trees without as" : `the others as ${received(one.as)}`;
        subject.issue("context", `${path} / as`, `the ${what} of ${others}: ${before}`, asked);
      }
    }
  }
}

function links(field: Field): readonly FieldOf<"reference" | "tree">[] {
  return field.kind === "reference" || field.kind === "tree" ? [field] : inside(field).flatMap(links);
}
