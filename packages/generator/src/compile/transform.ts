/**
 * Texts after transforms: the field that they are made of is written unescaped, transformed, and escaped then.
 */

import type { Encoding } from "../encoding.ts";
import { letterTable } from "../letters.ts";
import { transforms, type TransformName } from "../transform.ts";
import type { Scope } from "./scope.ts";

/** Bytes that the kernels need beside the texts: what a transform adds, and a margin for whole slots. */
const room = 72;

/** What `write` writes, after the transforms of the encoding. */
export function afterTransforms(scope: Scope, encoding: Encoding, write: (encoding: Encoding) => void): void {
  const { transforms: names = [], ...plain } = encoding;
  transformedText(scope, plain, names, write);
}

/** What `write` writes, after transforms, the first of them first. */
export function transformedText(
  scope: Scope,
  encoding: Encoding,
  names: readonly TransformName[],
  write: (encoding: Encoding) => void,
): void {
  const name = names.at(-1);
  if (name === undefined) return write(encoding);
  const { assembler } = scope;
  const body = assembler.block(() => transformedText(scope, unescaped(encoding), names.slice(0, -1), write));
  const { image } = assembler;
  const escapes = image.texts(Array.from({ length: 128 }, (_, code) => escaped(String.fromCharCode(code), encoding)));
  if (escapes.shift === undefined) throw new RangeError("texts are nested too deep in texts to be transformed");
  // A letter of two bytes may become three letters, one of three bytes four.
  const growth = Math.max(2, escapes.longest);
  const { way, letters } = transforms[name];
  const tables = [image.words(letterTable(letters)), escapes.offset, escapes.shift];
  assembler.around("transform", [way, ...tables, growth], { ...body, needsCare: true }, growth + 1, room);
}

/** What cannot be written is refused where it stands, and stays away from here. */
function escaped(character: string, { piece }: Encoding): string {
  try {
    return piece(character);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return "";
  }
}

/** The characters themselves, which are escaped later; refuses what cannot be. */
function unescaped(encoding: Encoding): Encoding {
  const piece = (text: string): string => {
    encoding.piece(text);
    return text;
  };
  return { ...encoding, piece, sign: piece };
}
