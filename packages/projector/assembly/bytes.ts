// What a byte is in JSON outside strings, and blanks.

export const lineFeed: u8 = 0x0a;
export const quote: u8 = 0x22;
export const comma: u8 = 0x2c;
export const colon: u8 = 0x3a;
export const openArray: u8 = 0x5b;
export const backslash: u8 = 0x5c;
export const closeArray: u8 = 0x5d;
export const openObject: u8 = 0x7b;
export const closeObject: u8 = 0x7d;

/** Bits of {@link traits}. */
export const blank: u8 = 1;
/** No value starts with it: a comma, a colon, a closing bracket, or a blank. */
export const startsNothing: u8 = 2;
/** It may not stand before a closing brace: a comma, or a blank. */
export const leavesOpen: u8 = 4;

/** The bits of each byte. */
export const traits: usize = memory.data(256);

function mark(byte: u8, bits: u8): void {
  store<u8>(traits + byte, bits);
}
mark(0x20, blank | startsNothing | leavesOpen);
mark(0x09, blank | startsNothing | leavesOpen);
mark(0x0a, blank | startsNothing | leavesOpen);
mark(0x0d, blank | startsNothing | leavesOpen);
mark(comma, startsNothing | leavesOpen);
mark(colon, startsNothing);
mark(closeArray, startsNothing);
mark(closeObject, startsNothing);

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isBlankAt(at: usize): bool {
  return (load<u8>(traits + load<u8>(at)) & blank) != 0;
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isOpening(byte: u8): bool {
  // `[` and `{` are 0x20 apart.
  return (byte | 0x20) == openObject;
}

/** The first byte from `at` on that is no blank. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function pastBlanks(at: usize): usize {
  while (isBlankAt(at)) at++;
  return at;
}

/** After the last byte before `at` that is no blank. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function beforeBlanks(at: usize): usize {
  while (isBlankAt(at - 1)) at--;
  return at;
}

/** Whether there are blanks only between two places. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function isBlankBetween(at: usize, end: usize): bool {
  while (at < end && isBlankAt(at)) at++;
  return at >= end;
}
