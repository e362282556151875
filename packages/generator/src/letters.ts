/**
 * What case, slugs and user names make of each character: tables that the kernel reads.
 *
 * They hold Latin with all of its accents, Greek and Cyrillic (U+0000 to U+052F, U+1E00 to U+1EFF); what is beyond
 * stays as it is. Unicode promises that neither these cases nor these decompositions change, so the tables are the
 * same on every engine; a case that is two characters long, or lies beyond, is none (ß stays ß).
 */

/** Characters of the tables, in two ranges. */
export const lettersEnd = 0x530;
export const moreLetters = 0x1e00;
export const moreLettersEnd = 0x1f00;

/** An entry's flags, above the up to three bytes of UTF-8 that are written instead of the character. */
export const inWord: number = 1 << 24;
/** Apostrophes, accents by themselves: they neither end a word nor belong to it. */
export const joins: number = 1 << 25;

/** What can be made of a text. */
export type LetterTable = "lower" | "upper" | "slug" | "handle";

const encoder = new TextEncoder();
const known = new Map<LetterTable, readonly number[]>();

/** The entries of a table, by place: first one range, then the other. */
export function letterTable(name: LetterTable): readonly number[] {
  let table = known.get(name);
  if (table === undefined) {
    table = Array.from({ length: lettersEnd + moreLettersEnd - moreLetters }, (_, place) => {
      const code = place < lettersEnd ? place : place - lettersEnd + moreLetters;
      return entry(String.fromCharCode(code), name);
    });
    known.set(name, table);
  }
  return table;
}

function entry(character: string, name: LetterTable): number {
  if (/^[\p{M}'ʹʼ]$/u.test(character) || (name === "handle" && /^[ъь]$/i.test(character))) return joins;
  if (!/^[\p{L}\p{N}]$/u.test(character)) return 0;
  const instead =
    name === "lower" || name === "upper"
      ? cased(character, name)
      : name === "slug"
        ? (latin(character) ?? cased(character, "lower"))
        : (latin(character) ?? otherScripts()[cased(character, "lower")] ?? character);
  return inWord | (instead === character ? 0 : packed(instead));
}

function cased(character: string, name: "lower" | "upper"): string {
  const other = name === "lower" ? character.toLowerCase() : character.toUpperCase();
  const code = other.charCodeAt(0);
  const inTable = code < lettersEnd || (code >= moreLetters && code < moreLettersEnd);
  return other.length === 1 && inTable ? other : character;
}

/** The letters of ASCII, in lower case, for one of Latin. */
function latin(character: string): string | undefined {
  const lower = cased(character, "lower");
  const plain = latinLetters[lower] ?? lower.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return /^[a-z\d]{1,3}$/.test(plain) ? plain : undefined;
}

/** Letters of Latin that are no others with accents. */
const latinLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  ǽ: "ae",
  œ: "oe",
  ø: "o",
  ǿ: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ĸ: "k",
  ł: "l",
  ŋ: "n",
  ŧ: "t",
  ƒ: "f",
  ə: "e",
};

let scripts: Readonly<Record<string, string>> | undefined;

/**
 * Greek and Cyrillic in letters of ASCII, as passports have them (ICAO Doc 9303, ISO 843), without its rules. Made when
 * it is asked for: few tables do, and it takes longer than all else in this file.
 */
function otherScripts(): Readonly<Record<string, string>> {
  scripts ??= Object.fromEntries(
    [
      ..."α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
        .concat(" ά a έ e ή i ί i ό o ύ y ώ o ϊ i ϋ y ΐ i ΰ y µ m")
        .matchAll(/(\S) (\w+)/g),
      ..."а a б b в v г g д d е e ж zh з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ sch"
        .concat(" ы y э e ю iu я ia ё e є ie і i ї i ґ g ў u ђ dj ј j љ lj њ nj ћ c џ dz ѓ g ѕ dz ќ k")
        .matchAll(/(\S) (\w+)/g),
    ].map(([, from, to]) => [from, to]),
  );
  return scripts;
}

/** Up to three bytes of UTF-8, the first one lowest. */
function packed(text: string): number {
  return encoder.encode(text).reduceRight((word, byte) => (word << 8) | byte, 0);
}
