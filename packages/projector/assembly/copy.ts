// Copies of spans, in steps of 16 and 64 bytes: what is copied too much is overwritten by what follows.
//
// Preconditions: 64 bytes behind the span can be read, 64 behind its place in the output written, and the output
// does not lie in front of the span's end and behind its start.

/** Copies so many bytes; the place behind them. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function copy(out: usize, from: usize, length: usize): usize {
  const end = out + length;
  while (out + 64 <= end) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const d = v128.load(from, 48);
    v128.store(out, a);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
    from += 64;
    out += 64;
  }
  while (out < end) {
    v128.store(out, v128.load(from));
    from += 16;
    out += 16;
  }
  return end;
}
