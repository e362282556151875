/**
 * The bytes of a WebAssembly module with one function (WebAssembly Core Specification 2.0, chapter 5).
 */

/** Value types. */
export const i32 = 0x7f;
export const i64 = 0x7e;
export const v128 = 0x7b;

/** The signature of a function. */
export interface Signature {
  readonly parameters: readonly number[];
  readonly results: readonly number[];
}

/** A function that is imported from the module `kernel`. */
export interface Import extends Signature {
  readonly name: string;
}

/** An unsigned number in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  do {
    const byte = value & 127;
    value = Math.floor(value / 128);
    bytes.push(value > 0 ? byte | 128 : byte);
  } while (value > 0);
  return bytes;
}

/** A signed number in LEB128. */
export function signed(value: bigint): number[] {
  const bytes: number[] = [];
  for (;;) {
    const byte = Number(value & 127n);
    value >>= 7n;
    const sign = (byte & 64) !== 0;
    if ((value === 0n && !sign) || (value === -1n && sign)) return [...bytes, byte];
    bytes.push(byte | 128);
  }
}

/** `\0asm`, version 1. */
const magic = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

const name = (text: string): number[] => [...unsigned(text.length), ...new TextEncoder().encode(text)];
const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const section = (id: number, bytes: readonly number[]): number[] => [id, ...unsigned(bytes.length), ...bytes];
const type = ({ parameters, results }: Signature): number[] => [
  0x60,
  ...vector(parameters.map((one) => [one])),
  ...vector(results.map((one) => [one])),
];

/**
 * A module that imports a memory and functions, and exports one function, `make`, and one mutable global of type
 * i32, `made`.
 */
export function moduleBytes(
  imports: readonly Import[],
  make: Signature,
  locals: readonly number[],
  body: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const code = vector(locals.map((one) => [1, one]));
  const head = [
    ...magic,
    ...section(1, vector([...imports, make].map(type))),
    ...section(
      2,
      vector([
        [...name("kernel"), ...name("memory"), 0x02, 0x00, 0x01],
        ...imports.map((one, i) => [...name("kernel"), ...name(one.name), 0x00, ...unsigned(i)]),
      ]),
    ),
    ...section(3, vector([unsigned(imports.length)])),
    ...section(6, vector([[i32, 0x01, 0x41, 0x00, 0x0b]])),
    ...section(
      7,
      vector([
        [...name("make"), 0x00, ...unsigned(imports.length)],
        [...name("made"), 0x03, 0x00],
      ]),
    ),
  ];
  const size = code.length + body.length + 1;
  const bodyHead = [0x01, ...unsigned(size)];
  const codeHead = [10, ...unsigned(bodyHead.length + size), ...bodyHead, ...code];
  const bytes = new Uint8Array(head.length + codeHead.length + body.length + 1);
  bytes.set(head);
  bytes.set(codeHead, head.length);
  bytes.set(body, head.length + codeHead.length);
  bytes[bytes.length - 1] = 0x0b;
  return bytes;
}
