/**
 * Faker methods whose text is digits and letters of an alphabet: the same in every locale.
 *
 * With real randomness in every character, where a pool would repeat after 4,096 texts. What has check digits
 * over the others stays with faker.
 */

import { namedOptions } from "./fields.ts";
import type { Part, Phrase } from "../phrase.ts";

export const digits = "0123456789";
const lower = "abcdefghijklmnopqrstuvwxyz";
export const upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const hex = "0123456789abcdef";

type Options = Readonly<Record<string, unknown>>;
type Maker = (options: Options) => Phrase | undefined;

/** The phrase of a method with these options, if there is one. */
export function phraseWith(method: string, options: unknown): Phrase | undefined {
  if (!Object.hasOwn(makers, method)) return undefined;
  const [short, known, make] = makers[method];
  const named = namedOptions(options, short);
  if (named === undefined || !Object.keys(named).every((name) => known.includes(name))) return undefined;
  return make(named);
}

/** So many characters of an alphabet, or a number of them in a range. */
function characters(alphabet: string, length: unknown = 1): Phrase | undefined {
  const range = typeof length === "number" ? { min: length, max: length } : (length as { min: unknown; max: unknown });
  const { min, max } = range;
  if (!Number.isInteger(min) || !Number.isInteger(max) || typeof min !== "number" || typeof max !== "number")
    return undefined;
  if (min < 0 || min > max || max > mostCharacters || max - min > 64 || alphabet === "") return undefined;
  const first: Part[] = min === 0 ? [] : [{ alphabet, count: min }];
  if (min === max) return first;
  const more = (count: number): Phrase => (count === 0 ? [""] : [{ alphabet, count }]);
  return [...first, { oneOf: Array.from({ length: max - min + 1 }, (_, i) => [1, more(i)] as const) }];
}

const mostCharacters = 1024;

/** Phrases with equal chances. */
export function oneOf(...phrases: readonly Phrase[]): Phrase {
  if (phrases.length === 1) return phrases[0];
  return [{ oneOf: phrases.map((phrase) => [1, phrase] as const) }];
}

const plain = (phrase: Phrase): readonly [undefined, readonly string[], Maker] => [undefined, [], () => phrase];

const ipv4: Phrase = Array.from({ length: 4 }, (_, i): Part[] => [
  ...(i > 0 ? ["."] : []),
  { from: 0, to: 255 },
]).flat();
const ipv6: Phrase = Array.from({ length: 8 }, (_, i): Part[] => [
  ...(i > 0 ? [":"] : []),
  { alphabet: hex, count: 4 },
]).flat();

/** What is left of letters and digits when those that look alike are out. */
const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const unlike = (alphabet: string, not: string): string =>
  alphabet
    .split("")
    .filter((c) => !not.includes(c))
    .join("");

const pixels: Part = { from: 1, to: 3999 };
const picture: Phrase = [
  "https://picsum.photos/seed/",
  ...characters(digits + lower + upper, { min: 5, max: 10 })!,
  "/",
  pixels,
  "/",
  pixels,
];
const portrait: Phrase = [
  "https://cdn.jsdelivr.net/gh/faker-js/assets-person-portrait/",
  ...oneOf(["female"], ["male"]),
  "/512/",
  { from: 0, to: 99 },
  ".jpg",
];
const gitHubAvatar: Phrase = ["https://avatars.githubusercontent.com/u/", { from: 0, to: 100_000_000 }];

/** For each method: the option that stands alone, all that are understood, and the phrase. */
const makers: Readonly<Record<string, readonly [string | undefined, readonly string[], Maker]>> = {
  "airline.flightNumber": plain(oneOf(...[1, 10, 100, 1000].map((from) => [{ from, to: from * 10 - 1 }]))),
  "airline.recordLocator": plain([{ alphabet: unlike(upper, "IOL"), count: 6 }]),
  "airline.seat": plain([
    { from: 1, to: 35 },
    { alphabet: "ABCDEF", count: 1 },
  ]),
  "color.rgb": plain(["#", { alphabet: hex, count: 6 }]),
  "database.mongodbObjectId": plain([{ alphabet: hex, count: 24 }]),
  "finance.accountNumber": ["length", ["length"], ({ length = 8 }) => characters(digits, length)],
  "finance.amount": [
    undefined,
    ["min", "max", "dec", "symbol"],
    ({ min = 0, max = 1000, dec = 2, symbol = "" }) => {
      const [from, to, places] = [min, max, dec].map((value) => (Number.isSafeInteger(value) ? Number(value) : NaN));
      if (!(from >= 0 && from <= to && to < 1e6 && places >= 0 && places <= 6) || typeof symbol !== "string")
        return undefined;
      const unit = Number(`1e${places}`);
      return [
        ...(symbol === "" ? [] : [symbol]),
        { from: from * unit, to: to * unit, ...(places === 0 ? {} : { digits: places }) },
      ];
    },
  ],
  "finance.bitcoinAddress": plain(
    oneOf(
      ["1", ...characters(base58, { min: 25, max: 33 })!],
      ["3", ...characters(base58, { min: 25, max: 33 })!],
      ["bc1", { alphabet: unlike(digits + lower, "1bio"), count: 39 }],
      ["bc1p", { alphabet: unlike(digits + lower, "1bio"), count: 58 }],
    ),
  ),
  "finance.creditCardCVV": plain([{ alphabet: digits, count: 3 }]),
  "finance.ethereumAddress": plain(["0x", { alphabet: hex, count: 40 }]),
  "finance.litecoinAddress": plain([{ alphabet: "LM3", count: 1 }, ...characters(base58, { min: 25, max: 32 })!]),
  "finance.pin": [
    "length",
    ["length"],
    ({ length = 4 }) => (Number(length) < 1 ? undefined : characters(digits, length)),
  ],
  "git.commitSha": [undefined, ["length"], ({ length = 40 }) => characters(hex, length)],
  "image.avatar": plain(oneOf(portrait, gitHubAvatar)),
  "image.avatarGitHub": plain(gitHubAvatar),
  "image.personPortrait": plain(portrait),
  "image.url": plain(picture),
  "internet.ip": plain(oneOf(ipv4, ipv6)),
  "internet.ipv4": plain(ipv4),
  "internet.ipv6": plain(ipv6),
  "internet.mac": [
    "separator",
    ["separator"],
    ({ separator = ":" }) => {
      const between = [":", "-", ""].includes(separator as string) ? (separator as string) : ":";
      const pair: Part = { alphabet: hex, count: 2 };
      return [pair, ...Array.from({ length: 5 }, (): Part[] => (between === "" ? [pair] : [between, pair])).flat()];
    },
  ],
  "internet.password": ["length", ["length"], ({ length = 15 }) => characters(`${digits + upper + lower}_`, length)],
  "string.alpha": ["length", ["length", "casing", "exclude"], (options) => letters("", options)],
  "string.alphanumeric": ["length", ["length", "casing", "exclude"], (options) => letters(digits, options)],
  "string.binary": [undefined, ["length", "prefix"], (options) => prefixed("0b", "01", options)],
  "string.fromCharacters": [
    "characters",
    ["characters"],
    ({ characters: alphabet }) =>
      typeof alphabet === "string" && alphabet !== "" ? [{ alphabet, count: 1 }] : undefined,
  ],
  "string.hexadecimal": [
    undefined,
    ["length", "prefix", "casing"],
    ({ casing = "mixed", ...options }) => {
      const alphabets: Options = { lower: hex, upper: `${digits}ABCDEF`, mixed: `${hex}ABCDEF` };
      return prefixed("0x", (alphabets[casing as string] ?? "") as string, options);
    },
  ],
  "string.nanoid": ["length", ["length"], ({ length = 21 }) => characters(`${digits + lower + upper}_-`, length)],
  "string.numeric": ["length", ["length", "allowLeadingZeros", "exclude"], numeric],
  "string.octal": [undefined, ["length", "prefix"], (options) => prefixed("0o", "01234567", options)],
  "string.sample": ["length", ["length"], ({ length = 10 }) => characters(printable("!", "}"), length)],
  "string.symbol": [
    "length",
    ["length"],
    ({ length }) => characters(unlike(printable("!", "~"), digits + lower + upper), length),
  ],
  "system.semver": plain([{ from: 0, to: 9 }, ".", { from: 0, to: 20 }, ".", { from: 0, to: 20 }]),
  "vehicle.vrm": plain([
    { alphabet: upper, count: 2 },
    { alphabet: digits, count: 2 },
    { alphabet: upper, count: 3 },
  ]),
};

function letters(others: string, { length, casing = "mixed", exclude = "" }: Options): Phrase | undefined {
  const alphabets: Options = { lower, upper, mixed: lower + upper };
  const not = Array.isArray(exclude) ? exclude.join("") : exclude;
  const alphabet = alphabets[casing as string];
  if (typeof alphabet !== "string" || typeof not !== "string") return undefined;
  return characters(unlike(others + alphabet, not), length);
}

function prefixed(standard: string, alphabet: string, { length, prefix = standard }: Options): Phrase | undefined {
  const text = characters(alphabet, length);
  if (text === undefined || typeof prefix !== "string") return undefined;
  return prefix === "" ? text : [prefix, ...text];
}

function numeric({ length = 1, allowLeadingZeros = true, exclude }: Options): Phrase | undefined {
  if (exclude !== undefined) return undefined;
  if (allowLeadingZeros === true) return characters(digits, length);
  if (allowLeadingZeros !== false || typeof length !== "number" || length < 1) return undefined;
  const rest = characters(digits, length - 1);
  return rest === undefined ? undefined : [{ alphabet: "123456789", count: 1 }, ...rest];
}

/** The characters of ASCII from one to another. */
function printable(from: string, to: string): string {
  const [first, last] = [from.charCodeAt(0), to.charCodeAt(0)];
  return String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, i) => first + i));
}
