/**
 * Writes `src/vocabulary.generated.ts` from the pinned faker: word lists, and a phrase for each method whose
 * definition is a list or a template, so that generating needs no faker.
 *
 * A method is taken for a list or a template when its source says that it takes an element of a definition, or
 * fills in a definition's templates, and nothing else; or when it gives nothing but what stands in the definition
 * of its name. What is more complicated is written out below, beside the
 * assumptions about faker that it rests on; the build fails where a newer faker breaks one.
 */

import { writeFileSync } from "node:fs";
import { Faker, base, en } from "@faker-js/faker";
import { fakerMethods } from "@backlot/schema";
import type { Part, Phrase } from "../src/phrase.ts";

const faker = new Faker({ locale: [en, base] });
faker.seed(1);

type Definitions = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;
const definitions = (module: string): Readonly<Record<string, unknown>> => ({
  ...(base as unknown as Definitions)[module],
  ...(en as unknown as Definitions)[module],
});

const words: Record<string, readonly string[]> = {};
const phrases: Record<string, Phrase> = {};

function assume(holds: boolean, what: string): void {
  if (!holds) throw new Error(`The pinned faker no longer fits a template: ${what}`);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
}

function list(name: string, texts: readonly string[]): { words: string } {
  words[name] = texts;
  return { words: name };
}

/** What a definition's path holds, such as `location.city_pattern`. */
function definitionAt(path: string): unknown {
  const [module, ...rest] = path.split(".");
  return rest.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    definitions(module),
  );
}

/** The source of a method, which says whether it is a list or a template. */
function sourceOf(method: string): string {
  const [module, name] = method.split(".");
  let of = (faker as unknown as Record<string, object>)[module];
  while (!Object.hasOwn(of, name) || String((of as Record<string, unknown>)[name]).includes("[native code]")) {
    of = Object.getPrototypeOf(of) as object;
  }
  return String((of as Record<string, unknown>)[name]);
}

/** `return this.faker.helpers.NAME(this.faker.definitions.PATH)`, and nothing else. */
const fromDefinition = /^\w+\(\)\{return this\.faker\.helpers\.(\w+)\(this\.faker\.definitions\.([\w.]+)\)\}$/;
/** `return this.faker.helpers.arrayElement([…])` */
const fromLiteral = /^\w+\(\)\{return this\.faker\.helpers\.arrayElement\(\[((?:`\w+`,?)+)\]\)\}$/;

for (const method of fakerMethods) {
  const source = sourceOf(method);
  const [, helper, path] = fromDefinition.exec(source) ?? [];
  const [, literal] = fromLiteral.exec(source) ?? [];
  const texts = literal === undefined ? definitionAt(path ?? "") : literal.split(",").map((text) => text.slice(1, -1));
  if (isTexts(texts) && helper !== "fake") phrases[method] = [list(method, texts)];
  else if (helper === undefined) addNamesake(method);
}

/** Methods with options that take from a definition of their own name by default: 500 calls give nothing else. */
function addNamesake(method: string): void {
  const [module, name] = method.split(".");
  const texts = definitionAt(`${module}.${name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`);
  if (!isTexts(texts)) return;
  const call = (faker as unknown as Record<string, Record<string, () => string>>)[module][name];
  const known = new Set(texts);
  if (Array.from({ length: 500 }, () => call()).every((text) => known.has(text))) {
    phrases[method] = [list(method, texts)];
  }
}

// Persons. Sex is chosen first, so that prefix and first name go together. Lists of a sex and of both are
// joined with equal chances (faker prefers the names of the sex by 15 %).
const { person } = en;
assume(
  JSON.stringify(person.name.map(({ weight }) => weight)) === "[49,7,7,1]" &&
    person.name[3].value === "{{person.prefix}} {{person.firstName}} {{person.lastName}} {{person.suffix}}",
  "prefix and suffix are independent, each in 1 of 8 full names",
);
assume(
  JSON.stringify(person.last_name_pattern.generic.map(({ weight }) => weight)) === "[95,5]",
  "1 of 20 last names is double",
);
const first = {
  female: list("person.firstName.female", [...person.first_name.female, ...person.first_name.generic]),
  male: list("person.firstName.male", [...person.first_name.male, ...person.first_name.generic]),
};
const middle = {
  female: list("person.middleName.female", [...person.middle_name.female, ...person.middle_name.generic]),
  male: list("person.middleName.male", [...person.middle_name.male, ...person.middle_name.generic]),
};
const last = list("person.lastName", person.last_name.generic);
const lastName: Phrase = [
  {
    oneOf: [
      [19, [last]],
      [1, [last, "-", last]],
    ],
  },
];
assume(
  JSON.stringify(person.prefix) === '{"generic":["Dr."],"female":["Miss","Mrs.","Ms."],"male":["Mr."]}',
  "the prefixes are those written here",
);
// faker: 3·√3 to 1 for a woman's own prefixes, 3 to 1 for a man's; 7 to 4 for each of the three is 84 %.
const prefixes = {
  female: [
    [7, ["Miss"]],
    [7, ["Mrs."]],
    [7, ["Ms."]],
    [4, ["Dr."]],
  ],
  male: [
    [3, ["Mr."]],
    [1, ["Dr."]],
  ],
} as const;
/** In 1 of 8 names, with its space. */
const prefixed = {
  female: { oneOf: [[175, [""]], ...prefixes.female.map(([weight, [text]]) => [weight, [`${text} `]] as const)] },
  male: { oneOf: [[28, [""]], ...prefixes.male.map(([weight, [text]]) => [weight, [`${text} `]] as const)] },
} as const;
const suffix = {
  oneOf: [
    [7, [""]],
    [1, [" ", list("person.suffix", person.suffix)]],
  ],
} as const;
const bySex = (female: Phrase, male: Phrase): Phrase => [
  {
    oneOf: [
      [1, female],
      [1, male],
    ],
  },
];
phrases["person.fullName"] = [
  ...bySex([prefixed.female, first.female], [prefixed.male, first.male]),
  " ",
  ...lastName,
  suffix,
];
phrases["person.firstName"] = bySex([first.female], [first.male]);
phrases["person.middleName"] = bySex([middle.female], [middle.male]);
phrases["person.lastName"] = lastName;
phrases["person.prefix"] = bySex([{ oneOf: prefixes.female }], [{ oneOf: prefixes.male }]);
assume(
  JSON.stringify(person.job_title_pattern) === '["{{person.jobDescriptor}} {{person.jobArea}} {{person.jobType}}"]',
  "a job title is descriptor, area, type",
);
const { jobDescriptor, jobArea, jobType } = {
  jobDescriptor: list("person.jobDescriptor", person.job_descriptor),
  jobArea: list("person.jobArea", person.job_area),
  jobType: list("person.jobType", person.job_type),
};
phrases["person.jobTitle"] = [jobDescriptor, " ", jobArea, " ", jobType];

// Companies.
const { company } = en;
assume(
  JSON.stringify(company.name_pattern) ===
    JSON.stringify([
      "{{person.lastName}} - {{person.lastName}}",
      "{{person.lastName}} {{company.legal_entity_type}}",
      "{{person.lastName}}, {{person.lastName}} and {{person.lastName}}",
    ]),
  "the three patterns of a company's name",
);
phrases["company.name"] = [
  {
    oneOf: [
      [1, [...lastName, " - ", ...lastName]],
      [1, [...lastName, " ", list("company.legalEntityType", company.legal_entity_type)]],
      [1, [...lastName, ", ", ...lastName, " and ", ...lastName]],
    ],
  },
];
phrases["company.catchPhrase"] = [
  list("company.adjective", company.adjective),
  " ",
  list("company.descriptor", company.descriptor),
  " ",
  list("company.noun", company.noun),
];
phrases["company.buzzPhrase"] = [
  list("company.buzzVerb", company.buzz_verb),
  " ",
  list("company.buzzAdjective", company.buzz_adjective),
  " ",
  list("company.buzzNoun", company.buzz_noun),
];

// Domains: words that survive as a host name, in lower case. faker draws others anew.
const hostWords = (texts: readonly string[]): string[] =>
  texts.map((text) => faker.helpers.slugify(text).toLowerCase()).filter((text) => /^[a-z][a-z-]*[a-z]$/.test(text));
const domainWord: Phrase = [
  list("internet.domainWord.adjective", hostWords(en.word.adjective)),
  "-",
  list("internet.domainWord.noun", hostWords(en.word.noun)),
];
phrases["internet.domainWord"] = domainWord;
phrases["internet.domainName"] = [...domainWord, ".", list("internet.domainSuffix", en.internet.domain_suffix)];

// Products.
const product = en.commerce.product_name;
assume(
  JSON.stringify(product.pattern) ===
    '["{{commerce.productAdjective}} {{commerce.productMaterial}} {{commerce.product}}"]',
  "a product's name is adjective, material, product",
);
phrases["commerce.productName"] = [
  list("commerce.productAdjective", product.adjective),
  " ",
  list("commerce.productMaterial", product.material),
  " ",
  list("commerce.product", product.product),
];

// Templates that name other methods and definitions, as long as all of them are known.
function templatePhrase(template: string): Phrase | undefined {
  const parts: Part[] = [];
  let end = 0;
  for (const match of template.matchAll(/\{\{([\w.]+)\}\}/g)) {
    parts.push(template.slice(end, match.index));
    const name = match[1];
    const definition = definitionAt(name);
    if (phrases[name] !== undefined) parts.push(...phrases[name]);
    else if (isTexts(definition)) parts.push(list(name, definition));
    else return undefined;
    end = match.index + match[0].length;
  }
  parts.push(template.slice(end));
  return template.slice(end).includes("{{") ? undefined : parts.filter((part) => part !== "");
}

for (let known = -1; known !== Object.keys(phrases).length;) {
  known = Object.keys(phrases).length;
  for (const method of fakerMethods) {
    const [, helper, path] = fromDefinition.exec(sourceOf(method)) ?? [];
    if (helper !== "fake" || phrases[method] !== undefined) continue;
    const definition = definitionAt(path);
    const templates = isTexts(definition) ? definition.map(templatePhrase) : [];
    if (templates.length === 0 || templates.includes(undefined)) continue;
    phrases[method] = [{ oneOf: templates.map((phrase) => [1, phrase!] as const) }];
  }
}

const used = new Set<string>();
JSON.stringify(phrases, (key, value: unknown) => {
  if (key === "words") used.add(value as string);
  return value;
});
for (const name of Object.keys(words)) if (!used.has(name)) delete words[name];

const vocabulary = { words, phrases };
writeFileSync(
  new URL("../src/vocabulary.generated.ts", import.meta.url),
  `// Made by tools/vocabulary.ts from the pinned @faker-js/faker. Not committed.
import type { Vocabulary } from "./phrase.ts";

export const vocabulary: Vocabulary = JSON.parse(${JSON.stringify(JSON.stringify(vocabulary))}) as Vocabulary;
`,
);
