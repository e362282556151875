/**
 * How a file is spelled, as far as it is told: a format, and a dialect by its name or in parts.
 */

import {
  type Dialect,
  dialectProblem,
  type DialectName,
  format,
  type Format,
  type FormatName,
  formatNames,
  stockDialects,
} from "@backlot/formats";
import { InputError } from "@backlot/runtime";

/** A stock dialect by its name, or parts of a dialect, which may be `like` a stock one but for them. */
export type DialectChoice = DialectName | (Partial<Dialect> & { readonly like?: DialectName });

/** What is told of a file. */
export interface Spelling {
  readonly format?: FormatName | Format;
  /** Parts of the dialect of a table. */
  readonly dialect: Partial<Dialect>;
}

/**
 * A format and the parts of a dialect, as told together.
 *
 * @throws InputError when they do not go together, or make no dialect that could be read.
 */
export function spelling(
  side: "input" | "output",
  told: FormatName | Format | undefined,
  dialect: DialectChoice = {},
): Spelling {
  const { like, ...own } = typeof dialect === "string" ? { like: dialect } : dialect;
  const name = typeof told === "object" ? told.name : told;
  if (name !== undefined && !formatNames.includes(name)) {
    throw new InputError(`Cannot use the ${side} format ${name}: there is none of that name`, {
      field: `${side}Format`,
      hint: `Choose one of ${formatNames.join(", ")}`,
    });
  }
  if (like !== undefined && !Object.hasOwn(stockDialects, like)) {
    throw new InputError(`Cannot use the ${side} dialect ${like}: there is none of that name`, {
      field: `${side}Dialect`,
      hint: `Choose one of ${Object.keys(stockDialects).join(", ")}`,
    });
  }
  const stock = like === undefined ? undefined : stockDialects[like];
  if (stock !== undefined && name !== undefined && name !== stock.format) {
    throw new InputError(`Cannot use the ${side} dialect ${like} for ${name}: it is one of ${stock.format}`, {
      field: `${side}Dialect`,
      hint: `Leave the ${side} format out`,
    });
  }
  // What is undefined is not told: it must not take away what the stock dialect says.
  const parts: Partial<Dialect> = {
    ...stock?.dialect,
    ...Object.fromEntries(Object.entries(own).filter(([, part]) => part !== undefined)),
  };
  const base = typeof told === "object" ? told.dialect : undefined;
  const problem = dialectProblem(format(name === "tsv" ? "tsv" : "csv", { ...base, ...parts }).dialect!);
  if (problem === undefined) return { format: told ?? stock?.format, dialect: parts };
  throw new InputError(`Cannot use the ${side} dialect: ${problem}`, { field: `${side}Dialect` });
}
