/**
 * Characters of faker's templates that stand for digits and letters by chance.
 */

import type { Part } from "../phrase.ts";
import { digits, upper } from "./phrases.ts";

/** How the text between the names of a template is taken. */
export type Literal = (text: string) => readonly Part[];

/** Nothing stands for something else. */
export const asItIs: Literal = (text) => [text];
/** Text in which some characters stand for others by chance; the same ones in a row are taken together. */
function symbols(alphabets: Readonly<Record<string, string>>): Literal {
  return (text) => {
    const parts: Part[] = [];
    for (const [run] of text.matchAll(/(.)\1*/gsu)) {
      const alphabet = alphabets[run[0]];
      parts.push(alphabet === undefined ? run : { alphabet, count: run.length });
    }
    return parts.reduce<Part[]>((all, part) => {
      const before = all.at(-1);
      return typeof part === "string" && typeof before === "string"
        ? [...all.slice(0, -1), before + part]
        : [...all, part];
    }, []);
  };
}

/** In telephone numbers. */
export const phone: Literal = symbols({ "#": digits, "!": "23456789" });
/** In postal codes. */
export const postcode: Literal = symbols({ "#": digits, "?": upper, "*": digits + upper });

/** Numbers without leading zeros. */
export const number: Literal = (text) =>
  text
    .split(/(#+)/)
    .flatMap((part): Part[] =>
      part.startsWith("#")
        ? [
            { alphabet: "123456789", count: 1 },
            ...(part.length > 1 ? [{ alphabet: digits, count: part.length - 1 }] : []),
          ]
        : [part],
    )
    .filter((part) => part !== "");
