/**
 * Phrases: text made of word lists, as data. The vocabulary holds one for each compiled faker method.
 */

/** Literal text, a word of a list, another phrase, text of an alphabet, a number, or one of several phrases by weight. */
export type Part =
  | string
  | { readonly words: string }
  | { readonly phrase: string }
  | Characters
  | Whole
  | { readonly oneOf: readonly (readonly [weight: number, phrase: Phrase])[] };

/** So many characters, each one of an alphabet with equal chances. */
export interface Characters {
  /** Characters of one UTF-16 unit each. */
  readonly alphabet: string;
  readonly count: number;
}

/** A whole number from 0 up, both limits included; `digits` of it stand behind a point. */
export interface Whole {
  readonly from: number;
  readonly to: number;
  readonly digits?: number;
}

/** Parts in order. */
export type Phrase = readonly Part[];

/**
 * Word lists and phrases, by name.
 *
 * A list is one text with `between` its words: so it takes a fraction of the time to load, and lists that no field
 * needs are never taken apart.
 */
export interface Vocabulary {
  readonly words: Readonly<Record<string, string>>;
  readonly phrases: Readonly<Record<string, Phrase>>;
}

/** DEL: no word has it, and JSON and cells write it as it is. */
export const between = "\u007f";

const lists = new WeakMap<Vocabulary, Map<string, readonly string[]>>();

/** The words of a list, in the same array whenever they are asked for. */
function wordsOf(vocabulary: Vocabulary, name: string): readonly string[] {
  let known = lists.get(vocabulary);
  if (known === undefined) lists.set(vocabulary, (known = new Map()));
  let words = known.get(name);
  if (words === undefined) known.set(name, (words = vocabulary.words[name].split(between)));
  return words;
}

/** Texts with whole weights. */
export interface Weighted {
  readonly text: string;
  readonly weight: number;
}

/** A table of repeated texts may stand for a choice of at most so many shares. */
const mostShares = 256;

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Weights as the smallest whole numbers in the same proportion, or undefined where they are not whole. */
export function wholeWeights(weights: readonly number[]): number[] | undefined {
  if (!weights.every(Number.isSafeInteger)) return undefined;
  const divisor = weights.reduce(gcd, 0);
  return divisor === 0 ? undefined : weights.map((weight) => weight / divisor);
}

/** Each index as often as its weight, where that takes at most 256 entries: a branch-free weighted choice. */
export function repeated(weights: readonly number[]): number[] | undefined {
  const whole = wholeWeights(weights);
  if (whole === undefined || whole.reduce((a, b) => a + b, 0) > mostShares) return undefined;
  return whole.flatMap((weight, index) => Array.from({ length: weight }, () => index));
}

/**
 * All texts of a phrase with their weights, where they are few (at most 256 shares), so that one table can
 * stand for the whole phrase; undefined where they are many.
 */
export function outcomes(phrase: Phrase, vocabulary: Vocabulary): Weighted[] | undefined {
  let results: Weighted[] = [{ text: "", weight: 1 }];
  for (const part of phrase) {
    const next = partOutcomes(part, vocabulary);
    if (next === undefined || next.length * results.length > mostShares) return undefined;
    results = results.flatMap((a) => next.map((b) => ({ text: a.text + b.text, weight: a.weight * b.weight })));
  }
  const shares = wholeWeights(results.map((r) => r.weight))?.reduce((a, b) => a + b, 0);
  return shares === undefined || shares > mostShares ? undefined : results;
}

function partOutcomes(part: Part, vocabulary: Vocabulary): Weighted[] | undefined {
  if (typeof part === "string") return [{ text: part, weight: 1 }];
  if ("words" in part) return wordsOutcomes(vocabulary, part.words);
  if ("phrase" in part) return outcomes(vocabulary.phrases[part.phrase], vocabulary);
  if ("alphabet" in part) return characterOutcomes(part);
  if ("to" in part) return wholeOutcomes(part);
  const options: (readonly [number, Weighted[]])[] = [];
  for (const [weight, phrase] of part.oneOf) {
    const inner = outcomes(phrase, vocabulary);
    if (inner === undefined) return undefined;
    options.push([weight, inner]);
  }
  // The shares of an option are spread over its outcomes: scale all options to one common denominator.
  const totals = options.map(([, inner]) => inner.reduce((sum, { weight }) => sum + weight, 0));
  const common = totals.reduce((a, b) => (a / gcd(a, b)) * b, 1);
  return options.flatMap(([weight, inner], i) =>
    inner.map((outcome) => ({ text: outcome.text, weight: outcome.weight * weight * (common / totals[i]) })),
  );
}

/** Nothing where they are many: most lists are. */
function wordsOutcomes(vocabulary: Vocabulary, name: string): Weighted[] | undefined {
  const words = wordsOf(vocabulary, name);
  return words.length > mostShares ? undefined : words.map((text) => ({ text, weight: 1 }));
}

function characterOutcomes({ alphabet, count }: Characters): Weighted[] | undefined {
  const characters = alphabet.split("");
  let texts = [""];
  for (let i = 0; i < count; i++) {
    if (texts.length * characters.length > mostShares) return undefined;
    texts = texts.flatMap((text) => characters.map((character) => text + character));
  }
  return texts.map((text) => ({ text, weight: 1 }));
}

function wholeOutcomes({ from, to, digits = 0 }: Whole): Weighted[] | undefined {
  if (digits > 0 || to - from >= mostShares) return undefined;
  return Array.from({ length: to - from + 1 }, (_, i) => ({ text: String(from + i), weight: 1 }));
}

/** Parts in which few outcomes are drawn together into one list of repeated texts. */
export type Step =
  | string
  | { readonly texts: readonly string[] }
  | Characters
  | Whole
  | { readonly oneOf: readonly (readonly [number, readonly Step[]])[] };

/** A phrase as steps: literals, tables, digits and, where nothing else is possible, branches. */
export function steps(phrase: Phrase, vocabulary: Vocabulary): Step[] {
  return phrase.flatMap((part): Step | Step[] => {
    if (typeof part === "string") return part;
    if ("words" in part) return { texts: wordsOf(vocabulary, part.words) };
    if ("phrase" in part) return steps(vocabulary.phrases[part.phrase], vocabulary);
    const few = outcomes([part], vocabulary);
    const shares = few === undefined ? undefined : repeated(few.map((outcome) => outcome.weight));
    if (few !== undefined && shares !== undefined) return { texts: shares.map((index) => few[index].text) };
    if (!("oneOf" in part)) return part;
    return { oneOf: part.oneOf.map(([weight, inner]) => [weight, steps(inner, vocabulary)] as const) };
  });
}
