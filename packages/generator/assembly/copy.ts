// Copies of text from the image to the output.
//
// Preconditions: 64 bytes behind the last text of the image can be read, and 64 bytes behind the end of what is
// written can be written; what is copied too much is overwritten by what follows.

/** A slot of 1 << shift bytes, the length in the last; returns the place behind the text. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function slot(at: usize, table: usize, shift: u32, index: u32): usize {
  const from = table + (<usize>index << shift);
  v128.store(at, v128.load(from));
  if (shift > 4) {
    v128.store(at, v128.load(from, 16), 16);
    if (shift > 5) {
      v128.store(at, v128.load(from, 32), 32);
      v128.store(at, v128.load(from, 48), 48);
    }
  }
  return at + <usize>load<u8>(from + (<usize>1 << shift) - 1);
}

/** So many bytes, in steps of 16. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function bytes(at: usize, from: usize, length: usize): usize {
  const end = at + length;
  while (at < end) {
    v128.store(at, v128.load(from));
    at += 16;
    from += 16;
  }
  return end;
}

/** A text of a table of (offset, length); offsets count from `image`. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function long(at: usize, image: usize, table: usize, index: u32): usize {
  const entry = table + (<usize>index << 3);
  return bytes(at, image + load<u32>(entry), load<u32>(entry, 4));
}
