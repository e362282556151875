/**
 * Vocabularies: the word lists and phrases of a locale. That of English is built in; those of other locales are
 * made from the pinned faker when they are first asked for.
 */

import { loadFaker } from "./faker.ts";
import type { Vocabulary } from "./phrase.ts";
import { vocabulary as english } from "./vocabulary.generated.ts";

/** The locale of a plugin that names none. */
export const defaultLocale = "en";

const known = new Map<string, Vocabulary>([[defaultLocale, english]]);

/**
 * The vocabulary of a locale, such as `de` or `zh_CN`.
 *
 * @throws InputError when faker has no such locale.
 */
export async function loadVocabulary(locale: string): Promise<Vocabulary> {
  let vocabulary = known.get(locale);
  if (vocabulary === undefined) {
    const [faker, { vocabularyOf }, { sources }] = await Promise.all([
      loadFaker(locale),
      import("./faker/extraction.ts"),
      import("./faker-sources.generated.ts"),
    ]);
    known.set(locale, (vocabulary = vocabularyOf(faker, sources)));
  }
  return vocabulary;
}
