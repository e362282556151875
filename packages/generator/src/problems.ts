/**
 * What stands against making records: found before the first byte, and told all at once.
 */

import { InputError } from "@backlot/runtime";

/** One problem, as a line among others and as an error where it is the only one. */
export interface Problem {
  readonly line: string;
  readonly error: InputError;
}

/** Tells problems, and has them for who tells them with those of other tables. */
class Refusal extends InputError {
  readonly #problems: readonly Problem[];

  constructor(problems: readonly Problem[], message: string, details: ConstructorParameters<typeof InputError>[1]) {
    super(message, details);
    this.#problems = problems;
  }

  static problemsOf(error: InputError): readonly Problem[] | undefined {
    return error instanceof Refusal ? error.#problems : undefined;
  }
}

/** A problem that was thrown. */
export function problemOf(error: InputError): Problem {
  return { line: error.message.replace(/^Cannot make /, ""), error };
}

/** The problems that an error tells. */
export function problemsIn(error: InputError): readonly Problem[] {
  return Refusal.problemsOf(error) ?? [problemOf(error)];
}

/**
 * Throws what is wrong, if anything is.
 *
 * @throws InputError with a line for each problem, or as the one there is.
 */
export function refuse(tried: string, problems: readonly Problem[]): void {
  // What fields share goes wrong with each of them.
  const different = [...new Map(problems.map((problem) => [problem.line, problem])).values()];
  if (different.length === 0) return;
  if (different.length === 1) {
    const [{ error }] = different;
    throw new Refusal(different, error.message, Object.assign({ cause: error.cause }, error));
  }
  const hints = new Set(different.map(({ error }) => error.hint));
  const [hint] = hints.size === 1 ? hints : [];
  const lines = different.map(({ line, error }) => {
    return `\n  ${line}${error.hint === undefined || error.hint === hint ? "" : ` (${error.hint})`}`;
  });
  const message = `Cannot make ${tried}: ${different.length} problems${lines.join("")}`;
  throw new Refusal(different, message, hint === undefined ? {} : { hint });
}
