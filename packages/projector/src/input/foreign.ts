/**
 * Inputs that are no text, or another encoding of it, told by their first bytes: they are refused with a word on what
 * they are, where a misread first record would tell nobody.
 */

import { InputError } from "@backlot/runtime";
import type { Window } from "../chunk/window.ts";

interface Foreign {
  readonly magic: readonly number[];
  readonly what: string;
  readonly hint: string;
}

const utf16 = {
  what: "UTF-16, not UTF-8",
  hint: "Convert it first, for instance with iconv -f UTF-16 -t UTF-8",
};

/** No two of them have the same first bytes, and no text in UTF-8 that could be records has them. */
const all: readonly Foreign[] = [
  { magic: [0xff, 0xfe], ...utf16 },
  { magic: [0xfe, 0xff], ...utf16 },
  {
    magic: [0x50, 0x4b, 0x03, 0x04],
    what: "a zip archive, as workbooks of Excel are",
    hint: "Unpack it first, for instance with unzip -p, or save the sheet as CSV",
  },
  {
    magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
    what: "compressed by xz",
    hint: "Decompress it first: xz -dc FILE | backlot project",
  },
  {
    magic: [0x04, 0x22, 0x4d, 0x18],
    what: "compressed by lz4",
    hint: "Decompress it first: lz4 -dc FILE | backlot project",
  },
  {
    magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
    what: "a 7z archive",
    hint: "Unpack it first, for instance with 7z x -so",
  },
];

/**
 * Looks at the first bytes of the window, of which there are three, if there are so many.
 *
 * @throws InputError when they are of what cannot be read.
 */
export async function refuseForeign(window: Window, file: string): Promise<void> {
  const begins = ({ magic }: Foreign): boolean => {
    const { bytes } = window;
    return magic.every((byte, at) => at >= bytes.length || bytes[at] === byte);
  };
  // Only for what begins like one of them, more than the first bytes are waited for.
  const found = all.find(begins);
  if (found === undefined) return;
  const { magic, what, hint } = found;
  await window.fill(magic.length);
  if (window.bytes.length < magic.length || !begins(found)) return;
  throw new InputError(`Cannot read ${file}: it is ${what}`, { file, byte: 0, hint });
}
