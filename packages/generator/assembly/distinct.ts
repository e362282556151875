// Values that stand once in a list: those taken so far are kept sorted, 8 bytes each.

function take(from: usize, count: usize, value: i64): i64 {
  let i = from + (count << 3);
  while (i > from && load<i64>(i - 8) > value) {
    store<i64>(i, load<i64>(i - 8));
    i -= 8;
  }
  store<i64>(i, value);
  return value;
}

/** The `index`-th value that is not taken yet, which is taken then. */
export function indexLeft(index: i64, from: usize, count: usize): i64 {
  for (let i = from, end = from + (count << 3); i < end; i += 8) if (index >= load<i64>(i)) index++;
  return take(from, count, index);
}

/** The value, or the next one modulo n that is not taken yet, which is taken then. */
export function probe(value: i64, n: i64, from: usize, count: usize): i64 {
  while (isTaken(from, count, value)) value = value + 1 == n ? 0 : value + 1;
  return take(from, count, value);
}

function isTaken(from: usize, count: usize, value: i64): bool {
  for (let i = from, end = from + (count << 3); i < end; i += 8) if (load<i64>(i) == value) return true;
  return false;
}
