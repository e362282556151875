/**
 * What persons are called: names whose parts go together by sex.
 */

import { wholeWeights, type Phrase } from "../phrase.ts";
import { isTexts, type Extraction } from "./extraction.ts";
import { oneOf } from "./phrases.ts";
import { asItIs } from "./symbols.ts";

/** faker chooses one of two where nobody asks for another. */
export type Sex = "female" | "male";

/** A phrase that differs by sex; both are as likely. */
export function bySex(phrase: (sex: Sex) => Phrase | undefined): Phrase | undefined {
  const [female, male] = [phrase("female"), phrase("male")];
  if (female === undefined || male === undefined) return undefined;
  return JSON.stringify(female) === JSON.stringify(male) ? female : oneOf(female, male);
}

interface Sexed {
  readonly generic?: unknown;
  readonly female?: unknown;
  readonly male?: unknown;
}

/** The names of a sex and those of both in one list: faker prefers those of the sex by 15 %. */
function named(words: Extraction, sex: Sex, method: string, path: string): Phrase | undefined {
  const lists = words.at(path) as Sexed | null | undefined;
  const all = [lists?.[sex], lists?.generic].filter(isTexts).flat();
  const list = words.list(all.length > 0 && !isTexts(lists?.[sex]) ? method : `${method}.${sex}`, all);
  return list === undefined ? undefined : [list];
}

/** What a person is called, by sex. */
export const byPerson: Readonly<Record<string, (words: Extraction, sex: Sex) => Phrase | undefined>> = {
  firstName: (words, sex) => named(words, sex, "person.firstName", "person.first_name"),
  middleName: (words, sex) => named(words, sex, "person.middleName", "person.middle_name"),
  lastName: (words, sex) => {
    const patterns = words.at("person.last_name_pattern") as Sexed | null | undefined;
    if (patterns === null || patterns === undefined) return named(words, sex, "person.lastName", "person.last_name");
    return weightedTemplates(words, patterns[sex] ?? patterns.generic, sex);
  },
  // faker: 3·√n for the n of a sex, √m for the m of both.
  prefix: (words, sex) => {
    const prefixes = words.at("person.prefix") as Sexed | null | undefined;
    const lists = [
      [12, `person.prefix.${sex}`, prefixes?.[sex]],
      [4, "person.prefix", prefixes?.generic],
    ] as const;
    const options = lists.flatMap(([weight, name, list]) =>
      isTexts(list) ? [[Math.round(weight * Math.sqrt(list.length)), [words.list(name, list)!]] as const] : [],
    );
    return options.length === 0 ? undefined : options.length === 1 ? options[0][1] : [{ oneOf: options }];
  },
  fullName: (words, sex) => weightedTemplates(words, words.at("person.name"), sex),
};

/** Templates as `{ value, weight }`. */
function weightedTemplates(words: Extraction, patterns: unknown, sex: Sex): Phrase | undefined {
  if (!Array.isArray(patterns) || patterns.length === 0) return undefined;
  const all = patterns as readonly { readonly value: string; readonly weight: number }[];
  const weights = wholeWeights(all.map(({ weight }) => weight));
  const phrases = all.map(({ value }) => words.template(value, asItIs, sex));
  if (weights === undefined || !phrases.every((phrase) => phrase !== undefined)) return undefined;
  return phrases.length === 1 ? phrases[0] : [{ oneOf: phrases.map((phrase, i) => [weights[i], phrase] as const) }];
}
