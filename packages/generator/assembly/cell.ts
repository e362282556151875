// What is put around a cell once its text is there.

/** Encloses a cell in quotes if it needs them. */
export function closeCell(
  begin: usize,
  at: usize,
  quote: u32,
  delimiter: u32,
  nullText: usize,
  nullLength: usize,
): usize {
  if (!needsQuotes(begin, at, quote, delimiter, nullText, nullLength)) return at;
  memory.copy(begin + 1, begin, at - begin);
  store<u8>(begin, <u8>quote);
  store<u8>(at + 1, <u8>quote);
  return at + 2;
}

/** Whether the cell holds a quote, delimiter or line end, or would be read as null. */
function needsQuotes(begin: usize, at: usize, quote: u32, delimiter: u32, nullText: usize, nullLength: usize): bool {
  let same = at - begin == nullLength;
  for (let i = begin; i < at; i++) {
    const byte = <u32>load<u8>(i);
    if (byte == quote || byte == delimiter || byte == 10 || byte == 13) return true;
    if (same && byte != <u32>load<u8>(nullText + (i - begin))) same = false;
  }
  return same;
}
