// The random function in 64-bit integers; see src/random.ts.

/** γ, the golden ratio of splitmix64. */
export const gamma: u64 = 0x9e3779b97f4a7c15;

/** splitmix64's finaliser. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function mix(z: u64): u64 {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

/** The next state of a stream; mixed, it is the next draw. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function next(state: u64): u64 {
  return state + gamma;
}

/** The start of a field's stream in a record. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
export function start(key: u64, record: u64): u64 {
  return mix(key + (record + 1) * gamma);
}

/** The upper half of a 64 × 64 bit product: the whole part of a 64-bit fraction times n. */
export function scaleWide(fraction: u64, n: u64): u64 {
  const high = fraction >> 32;
  const low = fraction & 0xffffffff;
  const nHigh = n >> 32;
  const nLow = n & 0xffffffff;
  const middle = high * nLow + ((low * nLow) >> 32);
  const carry = low * nHigh + (middle & 0xffffffff);
  return high * nHigh + (middle >> 32) + (carry >> 32);
}
