/** The bytes that mean something in JSON and tables, by their names. */

export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
export const doubleQuote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
export const openArray = 0x5b;
export const backslash = 0x5c;
export const closeArray = 0x5d;
export const openObject = 0x7b;
export const closeObject = 0x7d;

/** Whether the byte is white space of JSON: a space, a tab or of a line end. */
export function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === lineFeed || byte === carriageReturn || byte === 0x09;
}
