// Sixty-four bytes at a time: a bit for each byte.
//
//   bytes   a,"b ""c""",d⏎
//   quotes  ..#..##.###...
//   inside  ..####.###....      the prefix XOR of the quotes: what has an odd number of them up to itself

/** The vectors of 16 equal bytes, for each of the 256 bytes one. */
const vectors: usize = memory.data(256 * 16);
for (let byte: usize = 0; byte < 256; byte++) v128.store(vectors + (byte << 4), i8x16.splat(<i8>byte));

/**
 * A vector of equal bytes, from memory: one instruction, or none where a loop keeps it in a register. A constant takes
 * V8 three at each use, which were a third of the instructions of the loops here.
 */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function filled(byte: u32): v128 {
  return v128.load(vectors + ((<usize>byte & 0xff) << 4));
}

/** One bit for each byte of four vectors of equal or unequal bytes. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function bits(a: v128, b: v128, c: v128, d: v128): u64 {
  return (
    <u64>(<u32>i8x16.bitmask(a)) |
    (<u64>(<u32>i8x16.bitmask(b)) << 16) |
    (<u64>(<u32>i8x16.bitmask(c)) << 32) |
    (<u64>(<u32>i8x16.bitmask(d)) << 48)
  );
}

/** Where the bytes of four vectors equal those of another one. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function equal(a: v128, b: v128, c: v128, d: v128, to: v128): u64 {
  return bits(i8x16.eq(a, to), i8x16.eq(b, to), i8x16.eq(c, to), i8x16.eq(d, to));
}

/** Each bit becomes the XOR of all bits up to itself. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function prefixXor(mask: u64): u64 {
  mask ^= mask << 1;
  mask ^= mask << 2;
  mask ^= mask << 4;
  mask ^= mask << 8;
  mask ^= mask << 16;
  return mask ^ (mask << 32);
}

/** All bits where the highest one is set, else none. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function spread(mask: u64): u64 {
  return <u64>(<i64>mask >> 63);
}

/** Which bytes are digits: what is left without "0" is 9 at most. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function areDigits(bytes: v128): v128 {
  const values = i8x16.sub(bytes, filled(0x30));
  return i8x16.eq(i8x16.min_u(values, filled(9)), values);
}
