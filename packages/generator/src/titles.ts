/**
 * Titles of a language, which are no names: Frau, Mlle, Κύριος.
 *
 * The kernel knows English ones, and whatever ends in a dot. So where a user name is made of a name, the others get a
 * dot, which no user name has.
 */

import type { Encoding } from "./encoding.ts";
import { between, type Vocabulary } from "./phrase.ts";
import { isTitle } from "./transform.ts";

const encoder = new TextEncoder();

/** The encoding whose pieces have a dot behind each title of the vocabulary that the kernel would take for a name. */
export function withTitles(encoding: Encoding, { words }: Vocabulary): Encoding {
  const prefixes = ["person.prefix", "person.prefix.female", "person.prefix.male"].filter((name) => name in words);
  const titles = new Set(prefixes.flatMap((name) => words[name].split(ends)).filter(isUnknown));
  if (titles.size === 0) return encoding;
  const dotted = (word: string): string => (titles.has(word) ? `${word}.` : word);
  const piece = (text: string): string => encoding.piece(text.split(ends).map(dotted).join(""));
  return { ...encoding, piece };
}

/** What words end at, kept among them: spaces, and what stands between the texts of a list. */
const ends = new RegExp(`([ ${between}])`);

function isUnknown(word: string): boolean {
  const bytes = encoder.encode(word);
  return word !== "" && word !== " " && word !== between && !isTitle(bytes, 0, bytes.length);
}
