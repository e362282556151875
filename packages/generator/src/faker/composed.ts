/**
 * Methods whose source puts others together, or takes something of a definition: written out, beside what they do
 * in faker.
 */

import type { Faker } from "@faker-js/faker";
import type { Part, Phrase } from "../phrase.ts";
import { isTexts, type Extraction } from "./extraction.ts";
import { oneOf } from "./phrases.ts";
import { number, phone, postcode } from "./symbols.ts";

const composition =
  (template: string) =>
  (words: Extraction): Phrase | undefined =>
    words.template(template);

/** Methods whose source puts others together, or takes something of a definition. */
export const composed: Readonly<Record<string, (words: Extraction) => Phrase | undefined>> = {
  "company.buzzPhrase": composition("{{company.buzzVerb}} {{company.buzzAdjective}} {{company.buzzNoun}}"),
  "company.catchPhrase": composition(
    "{{company.catchPhraseAdjective}} {{company.catchPhraseDescriptor}} {{company.catchPhraseNoun}}",
  ),
  "finance.accountName": composition("{{finance.account_type}} Account"),
  "git.commitMessage": composition("{{hacker.verb}} {{hacker.adjective}} {{hacker.noun}}"),
  "vehicle.color": composition("{{color.human}}"),
  "vehicle.vehicle": composition("{{vehicle.manufacturer}} {{vehicle.model}}"),
  "internet.domainName": composition("{{internet.domainWord}}.{{internet.domainSuffix}}"),
  "internet.url": (words) => {
    const name = words.reference("internet.domainName");
    return name === undefined ? undefined : ["https://", ...name, ...oneOf([""], ["/"])];
  },
  "internet.domainWord": domainWord,
  "internet.username": (words) => username(words, "~", (text) => spelledIn(words.faker, text)),
  "internet.email": (words) => email(words, "internet.free_email"),
  "internet.exampleEmail": (words) => email(words, "internet.example_email"),
  "internet.displayName": displayName,
  "commerce.productName": (words) => words.templates(words.at("commerce.product_name.pattern")),
  "git.branch": (words) => dashed(words, "hacker.noun", "hacker.verb"),
  "finance.creditCardIssuer": derived("finance.creditCardIssuer", "finance.credit_card", (all) => Object.keys(all)),
  "finance.currency": objects("finance.currency", ["name", "code", "symbol", "numericCode"]),
  "finance.currencyCode": members("finance.currency", "code"),
  "finance.currencyName": members("finance.currency", "name"),
  "finance.currencyNumericCode": members("finance.currency", "numericCode"),
  "finance.currencySymbol": members("finance.currency", "symbol"),
  "airline.airline": objects("airline.airline", ["name", "iataCode"]),
  "airline.airplane": objects("airline.airplane", ["name", "iataTypeCode"]),
  "airline.airport": objects("airline.airport", ["name", "iataCode"]),
  "location.language": objects("location.language", ["name", "alpha2", "alpha3"]),
  "science.chemicalElement": objects("science.chemical_element", ["symbol", "name", "atomicNumber"]),
  "science.unit": objects("science.unit", ["name", "symbol"]),
  "date.month": derived("date.month", "date.month.wide"),
  "date.weekday": derived("date.weekday", "date.weekday.wide"),
  "internet.emoji": grouped("internet.emoji"),
  "internet.httpStatusCode": grouped("internet.http_status_code"),
  "location.buildingNumber": (words) => words.templates(words.at("location.building_number"), number),
  "location.secondaryAddress": (words) => words.templates(words.at("location.secondary_address"), number),
  "location.streetAddress": (words) => words.templates(words.at("location.street_address.normal")),
  "location.zipCode": (words) => words.templates(words.at("location.postcode"), postcode),
  "location.countryCode": members("location.country_code", "alpha2"),
  "location.cardinalDirection": derived("location.cardinalDirection", "location.direction.cardinal"),
  "location.ordinalDirection": derived("location.ordinalDirection", "location.direction.ordinal"),
  "location.direction": derived("location.direction", "location.direction", ({ cardinal, ordinal }) => [
    ...texts(cardinal as readonly string[]),
    ...texts(ordinal as readonly string[]),
  ]),
  "phone.number": (words) => words.templates(words.at("phone_number.format.human"), phone),
  "system.mimeType": derived("system.mimeType", "system.mime_type", (all) => Object.keys(all)),
  "system.fileType": derived("system.fileType", "system.mime_type", (all) => [
    ...new Set(Object.keys(all).map((type) => type.split("/", 1)[0])),
  ]),
  "system.fileExt": derived("system.fileExt", "system.mime_type", (all) => [
    ...new Set(Object.values(all as Readonly<Record<string, { extensions: string[] }>>).flatMap((t) => t.extensions)),
  ]),
  "word.sample": (words) => {
    const kinds = ["adjective", "adverb", "conjunction", "interjection", "noun", "preposition", "verb"];
    const lists = kinds.map((kind) => words.phrase(`word.${kind}`));
    return lists.every((list) => list !== undefined) ? oneOf(...lists) : undefined;
  },
  "word.words": (words) => repeated(words.reference("word.sample"), 1, 3, " "),
  "lorem.words": (words) => repeated(words.phrase("lorem.word"), 3, 3, " "),
  "lorem.slug": (words) => repeated(words.phrase("lorem.word"), 3, 3, "-"),
  "lorem.sentence": sentence,
  "lorem.sentences": (words) => repeated(words.reference("lorem.sentence"), 2, 6, " "),
  "lorem.paragraph": (words) => repeated(words.reference("lorem.sentence"), 3, 3, " "),
  "lorem.lines": (words) => repeated(words.reference("lorem.sentence"), 1, 5, "\n"),
  "lorem.paragraphs": (words) => repeated(words.reference("lorem.paragraph"), 3, 3, "\n"),
  "lorem.text": (words) => {
    const kinds = ["sentence", "sentences", "paragraph", "paragraphs", "lines"];
    const phrases = kinds.map((kind) => words.reference(`lorem.${kind}`));
    return phrases.every((phrase) => phrase !== undefined) ? oneOf(...phrases) : undefined;
  },
};

/** A definition that is an object or a list. */
type Definition = Readonly<Record<string, unknown>> & readonly string[];

function texts(all: readonly string[]): readonly string[] {
  return all;
}

/** A list that is found in a definition. */
function derived(name: string, path: string, find: (definition: Definition) => readonly string[] = texts) {
  return (words: Extraction): Phrase | undefined => {
    const definition = words.at(path);
    if (definition === null || definition === undefined) return undefined;
    const list = words.list(name, find(definition as Definition));
    return list === undefined ? undefined : [list];
  };
}

/** One member of each object in a definition; those without are left out. */
function members(path: string, name: string) {
  return (words: Extraction): Phrase | undefined => {
    const all = words.at(path) as readonly Readonly<Record<string, string>>[] | null | undefined;
    const list = words.list(
      `${path}.${name}`,
      all?.map((one) => one[name]).filter((text) => text !== ""),
    );
    return list === undefined ? undefined : [list];
  };
}

/** The objects of a definition as JSON text, with their members in that order. */
function objects(path: string, names: readonly string[]) {
  return (words: Extraction): Phrase | undefined => {
    const all = words.at(path) as readonly Readonly<Record<string, unknown>>[] | null | undefined;
    const list = words.list(
      path,
      all?.map((one) => JSON.stringify(Object.fromEntries(names.map((name) => [name, one[name]])))),
    );
    return list === undefined ? undefined : [list];
  };
}

/** One of a group, which is one of several with equal chances. */
function grouped(path: string) {
  return (words: Extraction): Phrase | undefined => {
    const groups = words.at(path) as Readonly<Record<string, readonly unknown[]>> | null | undefined;
    if (groups === null || groups === undefined) return undefined;
    const lists = Object.entries(groups).map(([name, all]) => words.list(`${path}.${name}`, all.map(String)));
    return lists.every((list) => list !== undefined) ? oneOf(...lists.map((list) => [list])) : undefined;
  };
}

/** A phrase several times, with a separator between. */
function repeated(phrase: Phrase | undefined, min: number, max: number, separator: string): Phrase | undefined {
  if (phrase === undefined) return undefined;
  const more = (count: number): Phrase => Array.from({ length: count }, () => [separator, ...phrase]).flat();
  const first = [...phrase, ...more(min - 1)];
  if (min === max) return first;
  const rest = Array.from({ length: max - min + 1 }, (_, i) => (i === 0 ? [""] : more(i)));
  return [...first, ...oneOf(...rest)];
}

/** Three to ten words. */
function sentence(words: Extraction): Phrase | undefined {
  const list = words.at("lorem.word");
  const word = words.phrase("lorem.word");
  if (!isTexts(list) || word === undefined) return undefined;
  const capital = list.map((text) => text.charAt(0).toUpperCase() + text.slice(1));
  const rest = repeated(word, 2, 9, " ");
  return rest === undefined ? undefined : [words.list("lorem.sentence", capital)!, " ", ...rest, "."];
}

/** Words that survive as a host name, in lower case; faker draws others anew. */
function hostWords(words: Extraction, path: string): readonly string[] {
  const all = words.at(path);
  if (!isTexts(all)) return [];
  return all
    .map((text) => words.faker.helpers.slugify(text).toLowerCase())
    .filter((text) => /^[a-z][a-z-]*[a-z]$/.test(text));
}

function domainWord(words: Extraction): Phrase | undefined {
  const adjective = words.list("internet.domainWord.adjective", hostWords(words, "word.adjective"));
  const noun = words.list("internet.domainWord.noun", hostWords(words, "word.noun"));
  return adjective === undefined || noun === undefined ? undefined : [adjective, "-", noun];
}

/** Two words with dashes, within and between them. */
function dashed(words: Extraction, first: string, second: string): Phrase | undefined {
  const lists = [first, second].map((method) => {
    const [list] = words.phrase(method) ?? [];
    if (typeof list !== "object" || !("words" in list)) return undefined;
    return words.list(
      `${method}-`,
      words.words[list.words].map((text) => text.replace(" ", "-")),
    );
  });
  return lists.every((list) => list !== undefined) ? [lists[0], "-", lists[1]] : undefined;
}

/** The lists of a phrase with each text changed. */
function changed(words: Extraction, phrase: Phrase, name: string, change: (text: string) => string): Phrase {
  return phrase.map((part): Part => {
    if (typeof part === "string") return change(part);
    if ("words" in part) return words.list(`${part.words}${name}`, words.words[part.words].map(change))!;
    if ("phrase" in part) return { oneOf: [[1, changed(words, words.phrase(part.phrase)!, name, change)]] };
    if ("oneOf" in part)
      return { oneOf: part.oneOf.map(([weight, inner]) => [weight, changed(words, inner, name, change)]) };
    return part;
  });
}

const upTo99: Part = { from: 0, to: 99 };

/** First and last name in ASCII, as faker spells them, with a sign between or a number behind. */
function username(words: Extraction, name: string, spell: (text: string) => string): Phrase | undefined {
  const [first, last] = [words.phrase("person.firstName"), words.phrase("person.lastName")];
  if (first === undefined || last === undefined) return undefined;
  const [one, two] = [first, last].map((phrase) => changed(words, phrase, name, spell));
  const sign = oneOf(["."], ["_"]);
  return oneOf([...one, ...sign, ...two, upTo99], [...one, ...sign, ...two], [...one, upTo99]);
}

/** The same with the names as they are, but for apostrophes and spaces. */
function displayName(words: Extraction): Phrase | undefined {
  const [first, last] = [words.phrase("person.firstName"), words.phrase("person.lastName")];
  if (first === undefined || last === undefined) return undefined;
  const [one, two] = [first, last].map((phrase) => changed(words, phrase, "'", (text) => text.replaceAll(/[' ]/g, "")));
  const sign = oneOf(["."], ["_"]);
  return oneOf([...one, upTo99], [...one, ...sign, ...two], [...one, ...sign, ...two, upTo99]);
}

/** How faker spells a first name in a user's name: it stands before the sign and the last name. */
function spelledIn(faker: Faker, name: string): string {
  if (/^[A-Za-z.-]*$/.test(name)) return name;
  const made = faker.internet.username({ firstName: name, lastName: "X" });
  return /^(.*)[._]X\d*$/s.exec(made)?.[1] ?? "";
}

/** A user's name at some provider; an address takes fewer signs. */
function email(words: Extraction, path: string): Phrase | undefined {
  const provider = words.list(path, words.at(path));
  const user = username(words, "@", (text) => spelledIn(words.faker, text).replaceAll(/[^A-Za-z0-9_+-]+/g, ""));
  return provider === undefined || user === undefined ? undefined : [...user, "@", provider];
}
