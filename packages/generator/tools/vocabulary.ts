/**
 * Writes `src/vocabulary.generated.ts` from the pinned faker: word lists, and a phrase for each method whose
 * definition is a list or a template, so that generating needs no faker; and `src/faker-sources.generated.ts`:
 * where each method takes its words from, for other locales.
 *
 * A method takes a list or templates when its source says that it takes an element of a definition, or fills in a
 * definition's templates, and nothing else; or when it gives nothing but what stands in the definition of its name.
 * What is more complicated is in `src/faker/`; the build fails where a newer faker breaks what is
 * assumed there.
 */

import { writeFileSync } from "node:fs";
import { Aircraft, CssFunction, CssSpace, Faker, base, en } from "@faker-js/faker";
import { fakerJsonType, fakerMethods } from "@backlot/schema";
import { vocabularyOf, type Extraction, type Source } from "../src/faker/extraction.ts";
import type { Part, Phrase } from "../src/phrase.ts";

const faker = new Faker({ locale: [en, base] });
faker.seed(1);

function assume(holds: boolean, what: string): void {
  if (!holds) throw new Error(`The pinned faker no longer fits a template: ${what}`);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
}

/** What a definition's path holds, such as `location.city_pattern`. */
function definitionAt(path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], faker.rawDefinitions);
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

const sources: Record<string, Source> = {
  "airline.aircraftType": { texts: Object.values(Aircraft) },
  "color.cssSupportedFunction": { texts: Object.values(CssFunction) },
  "color.cssSupportedSpace": { texts: Object.values(CssSpace) },
  "person.sexType": { texts: ["female", "male"] },
};
for (const method of fakerMethods) {
  if (sources[method] !== undefined || fakerJsonType(method) !== "string") continue;
  const source = sourceOf(method);
  const [, helper, path] = fromDefinition.exec(source) ?? [];
  const [, literal] = fromLiteral.exec(source) ?? [];
  if (literal !== undefined) sources[method] = { texts: literal.split(",").map((text) => text.slice(1, -1)) };
  else if (helper === "fake") sources[method] = { templates: path };
  else if (helper !== undefined && isTexts(definitionAt(path))) sources[method] = { list: path };
  else if (helper === undefined) addNamesake(method);
}

/** Methods with options that take from a definition of their own name by default: 500 calls give nothing else. */
function addNamesake(method: string): void {
  const [module, name] = method.split(".");
  const path = `${module}.${name.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`;
  const texts = definitionAt(path);
  if (!isTexts(texts)) return;
  const call = (faker as unknown as Record<string, Record<string, () => string>>)[module][name];
  const known = new Set(texts);
  if (Array.from({ length: 500 }, () => call()).every((text) => known.has(text))) sources[method] = { list: path };
}

/**
 * English full names, 160 of them in the widest record of the first plugin: prefix and suffix chosen on their own,
 * so that a name takes one draw and no branch.
 */
function fullName(words: Extraction): Phrase {
  const { person } = en;
  assume(
    JSON.stringify(person.name.map(({ weight }) => weight)) === "[49,7,7,1]" &&
      person.name[3].value === "{{person.prefix}} {{person.firstName}} {{person.lastName}} {{person.suffix}}",
    "prefix and suffix are independent, each in 1 of 8 full names",
  );
  assume(
    JSON.stringify(person.prefix) === '{"generic":["Dr."],"female":["Miss","Mrs.","Ms."],"male":["Mr."]}',
    "the prefixes are those written here",
  );
  const [first] = words.phrase("person.firstName")!;
  const lastName = words.phrase("person.lastName")!;
  const [female, male] = (first as Extract<Part, { oneOf: unknown }>).oneOf.map(([, phrase]) => phrase);
  // faker: 3·√3 to 1 for a woman's own prefixes, 3 to 1 for a man's; 7 to 4 for each of the three is 84 %.
  const prefixes = {
    female: {
      oneOf: [
        [175, [""]],
        [7, ["Miss "]],
        [7, ["Mrs. "]],
        [7, ["Ms. "]],
        [4, ["Dr. "]],
      ],
    },
    male: {
      oneOf: [
        [28, [""]],
        [3, ["Mr. "]],
        [1, ["Dr. "]],
      ],
    },
  } as const;
  const suffix = {
    oneOf: [
      [7, [""]],
      [1, [" ", words.list("person.suffix", person.suffix)!]],
    ],
  } as const;
  const both = {
    oneOf: [
      [1, [prefixes.female, ...female]],
      [1, [prefixes.male, ...male]],
    ],
  } as const;
  return [both, " ", ...lastName, suffix];
}

const vocabulary = vocabularyOf(faker, sources, (words) => ({ "person.fullName": fullName(words) }));

/** JSON in ASCII alone: a source of other characters takes twice the memory, and longer to read. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function write(name: string, type: string, from: string, constant: string, value: unknown): void {
  writeFileSync(
    new URL(`../src/${name}.generated.ts`, import.meta.url),
    `// Made by tools/vocabulary.ts from the pinned @faker-js/faker. Not committed.
import type { ${from} } from "./${name === "vocabulary" ? "phrase" : "faker/extraction"}.ts";

export const ${constant}: ${type} = JSON.parse(${JSON.stringify(asciiJson(value))}) as ${type};
`,
  );
}

write("vocabulary", "Vocabulary", "Vocabulary", "vocabulary", vocabulary);
write("faker-sources", "Readonly<Record<string, Source>>", "Source", "sources", sources);
