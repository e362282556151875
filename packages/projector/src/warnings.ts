/**
 * Warnings of a run: what is not wrong in what it has read, but perhaps not what was meant.
 */

import type { Accounts } from "./accounts.ts";
import { recordsWith, seenIn, suggestion } from "./input/suggest.ts";
import type { Opened } from "./inputs.ts";
import type { Warning } from "./options.ts";
import { delimiterHint } from "./plan/columns.ts";
import { pathText } from "./plan/path.ts";
import type { Plan } from "./plan/plan.ts";
import { rejectionError } from "./rejection.ts";

/** The warnings of a run that has come to its end, by its accounts; suggestions are by what its first input has. */
export function* warnings(plan: Plan, accounts: Accounts, first: Opened): Generator<Warning> {
  const { read, rejected, written, firstRejected } = accounts;
  if (firstRejected !== undefined) {
    const { message, hint } = rejectionError(firstRejected);
    yield { message: `${rejected} of ${read} records were rejected. The first: ${message}`, hint };
  }
  const severalInOne = plan.selection.picks === null ? delimiterHint(first.columns ?? []) : undefined;
  if (severalInOne !== undefined) yield { message: `${first.name} has one column only`, hint: severalInOne };
  const { repeatedKeys, firstRepeatedKey: key } = accounts;
  if (key !== undefined) {
    yield {
      message: `${records(repeatedKeys)} an object with a key more than once. The first: record ${key.record} of ${key.file}, at byte ${key.byte}`,
    };
  }
  for (const [pick, count] of accounts.repeated.entries()) {
    if (count === 0) continue;
    const { path } = plan.selection.picks![pick];
    const field = pathText(path);
    const repeated = path.length === 1 ? `\`${field}\`` : `A key on the way to \`${field}\``;
    yield {
      message: `${repeated} came more than once in ${count === 1 ? "one record" : `${count} records`}; the last one counts`,
      field,
    };
  }
  if (written === 0) return;
  const seen = seenIn(first.front());
  const { picks, drops } = plan.selection;
  const missing = [
    ...(picks ?? []).map(({ path }) => path).filter((_, pick) => accounts.found[pick] === 0),
    ...drops.filter((_, drop) => accounts.dropped[drop] === 0),
  ];
  for (const path of missing) {
    const field = pathText(path);
    // One record that has what was asked for in its elements is rather the document around them.
    const inside = read === 1 ? recordsWith(path, seen) : undefined;
    const hint =
      inside === undefined
        ? suggestion(path, seen)
        : `The records may be in ${inside}: say --records ${inside} (records)`;
    yield { message: `No record has \`${field}\``, field, ...(hint !== undefined && { hint }) };
  }
}

function records(count: number): string {
  return count === 1 ? "One record has" : `${count} records have`;
}
