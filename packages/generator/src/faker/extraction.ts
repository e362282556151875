/**
 * From faker's definitions of a locale to word lists and phrases.
 *
 * Run at build time for English, and when another locale is first asked for. Which definition a method takes its
 * words from is found in faker's source, at build time alone: sources change when somebody bundles them.
 */

import type { Faker } from "@faker-js/faker";
import { fakerMethods } from "@backlot/schema";
import { BugError } from "@backlot/runtime";
import { between, type Part, type Phrase, type Vocabulary } from "../phrase.ts";
import { composed } from "./composed.ts";
import { byPerson, bySex, type Sex } from "./persons.ts";
import { oneOf, phraseWith } from "./phrases.ts";
import { asItIs, type Literal } from "./symbols.ts";

/** Where a method's words come from: a list, or templates with names in them, at a path of the definitions. */
export type Source = { readonly list: string } | { readonly templates: string } | { readonly texts: readonly string[] };

/** The words of a locale: what `rawDefinitions` of a faker has. */
export type Definitions = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Phrases that stand for others, which would be found. */
type Instead = (vocabulary: Extraction) => Readonly<Record<string, Phrase>>;

/** The vocabulary of a faker's locale. */
export function vocabularyOf(faker: Faker, sources: Readonly<Record<string, Source>>, instead?: Instead): Vocabulary {
  const extraction = new Extraction(faker, sources, instead);
  const phrases: Record<string, Phrase> = {};
  for (const method of fakerMethods) {
    const phrase = extraction.phrase(method);
    // What is the same in every locale needs no place in it.
    if (phrase !== undefined && phraseWith(method, undefined) === undefined) phrases[method] = phrase;
  }
  const used = new Set<string>();
  JSON.stringify(phrases, (key, value: unknown) => {
    if (key === "words") used.add(value as string);
    return value;
  });
  const lists = Object.entries(extraction.words).filter(([name]) => used.has(name));
  for (const [name, words] of lists)
    if (words.some((word) => word.includes(between))) throw new BugError(`A word of ${name} has DEL in it`);
  const words = Object.fromEntries(lists.map(([name, all]) => [name, all.join(between)]));
  return { words, phrases };
}

/** Finds the phrases of methods, and keeps the lists that they need. */
export class Extraction {
  readonly faker: Faker;
  readonly words: Record<string, readonly string[]> = {};
  readonly #definitions: Definitions;
  readonly #sources: Readonly<Record<string, Source>>;
  readonly #lists = new Map<string, string>();
  readonly #known = new Map<string, Phrase | undefined>();

  constructor(faker: Faker, sources: Readonly<Record<string, Source>>, instead?: Instead) {
    this.faker = faker;
    this.#definitions = faker.rawDefinitions;
    this.#sources = sources;
    if (instead !== undefined)
      for (const [name, phrase] of Object.entries(instead(this))) this.#known.set(name, phrase);
  }

  /** The phrase of a method, if its definition is made of lists, templates and digits. */
  phrase(method: string): Phrase | undefined {
    if (!this.#known.has(method)) {
      this.#known.set(method, undefined);
      this.#known.set(method, this.#find(method));
    }
    return this.#known.get(method);
  }

  /** The phrase of a method, by its name where it is long and the vocabulary has it. */
  reference(method: string): Phrase | undefined {
    const phrase = this.phrase(method);
    const has = (fakerMethods as readonly string[]).includes(method) && phraseWith(method, undefined) === undefined;
    return phrase !== undefined && has && JSON.stringify(phrase).length > 100 ? [{ phrase: method }] : phrase;
  }

  /** What a definition's path holds, such as `location.city_pattern`. */
  at(path: string): unknown {
    return path
      .split(".")
      .reduce<unknown>(
        (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
        this.#definitions,
      );
  }

  /** A list under a name, or under that which it has already. */
  list(name: string, words: unknown): { readonly words: string } | undefined {
    if (!isTexts(words)) return undefined;
    const all = JSON.stringify(words);
    const same = this.#lists.get(all) ?? name;
    this.#lists.set(all, same);
    this.words[same] = words;
    return { words: same };
  }

  #find(method: string): Phrase | undefined {
    if (Object.hasOwn(composed, method)) return composed[method](this);
    const [module, name] = method.split(".");
    if (module === "person" && Object.hasOwn(byPerson, name)) {
      return bySex((sex) => byPerson[name](this, sex));
    }
    const source = Object.hasOwn(this.#sources, method) ? this.#sources[method] : undefined;
    if (source === undefined) return phraseWith(method, undefined);
    if ("templates" in source) return this.templates(this.at(source.templates));
    const list = this.list(method, "texts" in source ? source.texts : this.at(source.list));
    return list === undefined ? undefined : [list];
  }

  /** One of some templates, as long as everything in them is known. */
  templates(templates: unknown, literal: Literal = asItIs): Phrase | undefined {
    const all = typeof templates === "string" ? [templates] : templates;
    if (!isTexts(all)) return undefined;
    const phrases = all.map((template) => this.template(template, literal));
    return phrases.every((phrase) => phrase !== undefined) ? oneOf(...phrases) : undefined;
  }

  /** A template with names of methods and definitions in double braces. */
  template(template: string, literal: Literal = asItIs, sex?: Sex): Phrase | undefined {
    const parts: Part[] = [];
    let end = 0;
    for (const match of template.matchAll(/\{\{(.+?)\}\}/g)) {
      parts.push(...literal(template.slice(end, match.index)));
      const found = this.#named(match[1], sex);
      if (found === undefined) return undefined;
      parts.push(...found);
      end = match.index + match[0].length;
    }
    const rest = template.slice(end);
    if (rest.includes("{{")) return undefined;
    parts.push(...literal(rest));
    return parts.filter((part) => part !== "");
  }

  #named(name: string, sex: Sex | undefined): Phrase | undefined {
    const [, method, json] = /^([\w.]+)\((.+)\)$/.exec(name) ?? [];
    if (method !== undefined) return withOptions(method, json);
    if (sex !== undefined && name.startsWith("person.")) {
      const part = name.slice("person.".length);
      if (Object.hasOwn(byPerson, part)) return byPerson[part](this, sex);
    }
    const phrase = this.reference(name);
    if (phrase !== undefined) return phrase;
    const list = this.list(name, this.at(name));
    return list === undefined ? undefined : [list];
  }
}

export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
}

/** `number.int({"min": 1, "max": 9})` and the like in a template. */
function withOptions(method: string, json: string): Phrase | undefined {
  let options: unknown;
  try {
    options = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (method !== "number.int") return phraseWith(method, options);
  const { min = 0, max } = (typeof options === "object" ? options : { max: options }) as { min?: number; max: number };
  return Number.isSafeInteger(min) && min >= 0 && max >= min ? [{ from: min, to: max }] : undefined;
}
