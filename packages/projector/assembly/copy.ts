// Copies of spans.

/**
 * Copies so many bytes; at least 64 bytes behind both places can be read and written.
 */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function copySpan(to: usize, from: usize, length: usize): void {
  v128.store(to, v128.load(from));
  v128.store(to, v128.load(from, 16), 16);
  if (length > 32) copyLong(to + 32, from + 32, length - 32);
}

function copyLong(to: usize, from: usize, length: usize): void {
  const end = to + length;
  while (to + 64 < end) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    const d = v128.load(from, 48);
    v128.store(to, a);
    v128.store(to, b, 16);
    v128.store(to, c, 32);
    v128.store(to, d, 48);
    to += 64;
    from += 64;
  }
  do {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  } while (to < end);
}
