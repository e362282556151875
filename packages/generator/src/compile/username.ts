/**
 * User names of a person's name, and addresses of email with them.
 */

import type { FieldOf } from "@backlot/schema";
import { withinText, type Encoding } from "../encoding.ts";
import { withTitles } from "../titles.ts";
import { fieldNamed, keyOf, ofRecord, type Scope } from "./scope.ts";
import { transformedText } from "./transform.ts";
import { value } from "./value.ts";

/** How often each way to write a user name is chosen. */
const styles = [
  ["first.last", 4],
  ["first_last", 1],
  ["firstlast", 2],
  ["flast", 3],
] as const;

/** The share of user names with a number behind them, and the highest of these. */
const numbered = 0.4;
const highest = 99;

/** Stands between first and last name; no name has it. */
const unitSeparator = "\u001f";

/** The ops of a user name; the stream is the field's own. */
export function usernameText(scope: Scope, field: FieldOf<"username">, path: string, encoding: Encoding): void {
  const { assembler } = scope;
  assembler.weightedIndex(styles.map(([, weight]) => weight));
  const branches = styles.map(
    ([style]) =>
      (): void =>
        transformedText(scope, encoding, [style], (plain) => names(scope, field.of, plain)),
  );
  assembler.branch("switch", [branches.length], branches);
  assembler.stream(keyOf(scope, `${path}#number`));
  if (field.unique === true) {
    assembler.literal(".");
    assembler.op("record");
    assembler.op("add", [0, 1]);
    assembler.op("integer", [], 17);
  } else {
    const number = (): void => {
      assembler.index(highest);
      assembler.op("add", [0, 1]);
      assembler.op("integer", [], 2);
    };
    assembler.chance(numbered, number, () => {});
  }
  if (field.hosts === undefined) return;
  assembler.literal("@");
  assembler.pick(field.hosts.map(encoding.piece));
}

/** The values of the fields, a missing one as nothing. */
function names(scope: Scope, of: readonly string[], plain: Encoding): void {
  // Names that are known apart have no titles.
  const encoding = of.length === 1 ? withTitles(plain, scope.vocabulary) : plain;
  of.forEach((name, i) => {
    if (i > 0) scope.assembler.literal(unitSeparator);
    const other = fieldNamed(scope.table, name);
    ofRecord(scope, (inner) => value(inner, other.field, other.path, { ...withinText(encoding), null: "" }));
  });
}
