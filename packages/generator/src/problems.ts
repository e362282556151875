/**
 * What stands against making records: found before the first byte, and told all at once.
 */

import { InputError } from "@backlot/runtime";

/** One problem, as a line among others and as an error where it is the only one. */
export interface Problem {
  readonly line: string;
  readonly error: InputError;
}

/** A problem that was thrown. */
export function problemOf(error: InputError): Problem {
  return { line: error.message.replace(/^Cannot make /, ""), error };
}

/** The problems that `refuse` told in an error. */
export function problemsIn(error: InputError): Problem[] {
  const { cause } = error;
  return cause instanceof AggregateError ? cause.errors.map((one) => problemOf(one as InputError)) : [problemOf(error)];
}

/**
 * Throws what is wrong, if anything is.
 *
 * @throws InputError with a line for each problem, or the one there is.
 */
export function refuse(tried: string, problems: readonly Problem[]): void {
  // What fields share goes wrong with each of them.
  const different = [...new Map(problems.map((problem) => [problem.line, problem])).values()];
  if (different.length === 0) return;
  if (different.length === 1) throw different[0].error;
  const hints = new Set(different.map(({ error }) => error.hint));
  const [hint] = hints.size === 1 ? hints : [];
  const lines = different.map(({ line, error }) => {
    return `\n  ${line}${error.hint === undefined || error.hint === hint ? "" : ` (${error.hint})`}`;
  });
  throw new InputError(`Cannot make ${tried}: ${different.length} problems${lines.join("")}`, {
    ...(hint === undefined ? {} : { hint }),
    cause: new AggregateError(different.map(({ error }) => error)),
  });
}
