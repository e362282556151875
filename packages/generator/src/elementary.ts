/**
 * Powers, logarithms and exponentials by additions, multiplications, divisions and square roots alone. These are
 * exact to the last bit everywhere (IEEE 754); Math.pow, Math.log and Math.exp are not, and a bit of difference
 * would be other data.
 */

/** x^-y for x ≥ 1. */
export function inversePower(x: number, y: number): number {
  return exponential(-y * logarithm(x));
}

/** ln x = k · ln 2 + 2 · artanh((m − 1) / (m + 1)), for x = m · 2^k with 1 ≤ m < 2. */
export function logarithm(x: number): number {
  let k = 0;
  for (; x >= 2; k++) x /= 2;
  for (; x < 1; k--) x *= 2;
  return k * Math.LN2 + 2 * artanh((x - 1) / (x + 1));
}

/** ln(1 + x) for x ≥ 0, with all digits of a small x. */
export function logarithmOfOneAnd(x: number): number {
  return x < 1 ? 2 * artanh(x / (2 + x)) : logarithm(1 + x);
}

/** Its series, for 0 ≤ t ≤ 1/3. */
function artanh(t: number): number {
  const square = t * t;
  let sum = 0;
  for (let i = 41; i > 0; i -= 2) sum = sum * square + 1 / i;
  return t * sum;
}

/** e^x = (e^(x / 2^10))^(2^10), by its series; 0 where x is so low that its weight does not matter. */
export function exponential(x: number): number {
  if (x < -700) return 0;
  const small = x / 1024;
  let sum = 1;
  for (let i = 12; i > 0; i--) sum = 1 + (sum * small) / i;
  for (let i = 0; i < 10; i++) sum *= sum;
  return sum;
}
