// Where cells end: the first pass over rows.
//
//   bytes    id,"a, b",c⏎d,…
//   index    2 9 11 13         the addresses of the delimiters and line feeds outside quotes, as 32-bit words
//
// Sixty-four bytes become masks; the bits that are left become addresses, eight at a time whether or not there are
// so many: what is written too much is overwritten by what follows. No branch depends on the data but those for
// blocks with more ends than usual, and where few of many columns are wanted: blocks in which no wanted cell starts or
// ends are counted, and their places in the index left as they are.
//
//   columns  0 1 2 3 4 5 6 │ 0 1 2 3 …      column 2 is wanted
//   needed   #   # #       │ #   # #        where a row ends, and where the cell starts and ends
//
// The index vouches for the quoting of all that it covers. Quotes open and close by turns (see `extent.ts`) where
// each that opens stands at the start of a cell, and each that closes is followed by the cell's end, or by another
// quote, which opens again:
//
//   bytes    a,"b ""c"""⏎"d"x,e"f⏎
//   inside   ..####.###..##......      prefix XOR of the quotes
//   opens    ..#....#....#.....#.      quotes inside: the byte before is a delimiter, a line feed or a quote
//   closes   ......#..#.#..#.....      quotes outside: the byte behind is one of these, or CR LF
//                          !   !       these are not
//
// At the first block with a quote out of place the index ends; the row it is in, or one in front of it, is not
// finished then. So is a block in which a line starts with the comment character, or one with a backslash inside
// quotes where the dialect has escapes.

import { equal, filled, prefixXor, spread } from "./block";

const lineFeed: u8 = 0x0a;
const carriageReturn: u8 = 0x0d;

/** No byte: of a dialect without quotes or comments. */
const none: u32 = 0xffffffff;

let quote: u32 = none;
let delimiter: u32 = 0;
let escape: u32 = none;
let comment: u32 = none;

/** The dialect of what follows; quote, escape inside quotes and comment are -1 where there is none. */
export function setDialect(quoteByte: u32, delimiterByte: u32, escapeByte: u32, commentByte: u32): void {
  quote = quoteByte;
  delimiter = delimiterByte;
  escape = escapeByte;
  comment = commentByte;
}

/** Whether only what is needed is in the index. */
export let isSparse: bool = false;
/** How far behind a place in the index the address of the first one from it on is that is needed. */
let neededBehind: usize = 0;

/**
 * What is needed of an index of so many bytes that starts with the end of a row: row ends, and the cells of `count`
 * columns, the numbers of which are at `picks`, `pickBytes` apart. Of few columns, or if most are wanted, it is all.
 *
 * Precondition: as many bytes behind the index, and the index itself, can be written.
 */
export function setNeeded(index: usize, bytes: usize, columns: u32, picks: usize, count: u32, pickBytes: usize): void {
  isSparse = count << 3 <= columns;
  neededBehind = bytes;
  const rowBytes = <usize>columns << 2;
  // Marks of one row, where the first one of the index will be.
  for (let cell: usize = 0; cell < rowBytes; cell += 4) store<u32>(index + cell, <u32>!isSparse);
  store<u32>(index, 1);
  for (let i: u32 = 0; i < count && isSparse; i++) {
    const column = load<u32>(picks + <usize>i * pickBytes);
    store<u32>(index + (<usize>column << 2), 1);
    store<u32>(index + (<usize>((column + 1) % columns) << 2), 1);
  }
  // Where it is not known what follows, all is needed.
  let next: usize = 0;
  for (let place = bytes; place > 0; ) {
    place -= 4;
    if (load<u32>(index + (place % rowBytes))) next = index + place;
    store<u32>(index + bytes + place, <u32>next);
  }
}

/** Up to where the index goes. */
export let indexed: usize = 0;
/** How many line feeds are in what was last added to it. */
export let feedCount: u32 = 0;
/** Whether it ends because something is out of place. */
export let isApart: bool = false;

// What a block leaves to the next one: whether it ends between quotes (all bits), and whether a quote would open
// (bit 0), has just closed (bit 0), or a line starts (bit 0) behind it.
let insideBefore: u64 = 0;
let opensBefore: u64 = 0;
let closesBefore: u64 = 0;
let lineStartBefore: u64 = 0;

/** A row starts at `at`. */
export function startIndex(at: usize): void {
  indexed = at;
  insideBefore = 0;
  opensBefore = 1;
  closesBefore = 0;
  lineStartBefore = 1;
}

/**
 * Adds the ends of about `bytes` bytes to the index at `index`, those that are needed or `all`, and returns where it
 * ends then.
 *
 * Preconditions: 64 bytes behind `end` can be read, and `4 * bytes + 512` bytes at `index` be written.
 */
export function addCells(index: usize, bytes: usize, end: usize, all: bool): usize {
  const stop = min(end, indexed + bytes);
  // All places are behind 0.
  const most = all ? 0 : ~(<u32>0);
  if (comment != none) {
    return quote == none ? addBlocks(false, true, index, stop, end, most) : addBlocks(true, true, index, stop, end, most);
  }
  return quote == none ? addBlocks(false, false, index, stop, end, most) : addBlocks(true, false, index, stop, end, most);
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function addBlocks(
  hasQuotes: bool,
  hasComments: bool,
  index: usize,
  stop: usize,
  end: usize,
  mostNeeded: u32,
): usize {
  const feeds = filled(lineFeed);
  const delimiters = filled(delimiter);
  const quotes = filled(quote);
  const comments = filled(comment);
  const escapes = filled(escape);
  const hasEscapes = escape != none;
  const needed = neededBehind;
  let inside = insideBefore;
  let opens = opensBefore;
  let closes = closesBefore;
  let lineStart = lineStartBefore;
  let feedsSoFar: u32 = 0;
  let p = indexed;
  let apart = false;
  for (; p < stop; p += 64) {
    const a = v128.load(p);
    const b = v128.load(p, 16);
    const c = v128.load(p, 32);
    const d = v128.load(p, 48);
    let feedBits = equal(a, b, c, d, feeds);
    let ends = feedBits | equal(a, b, c, d, delimiters);
    let quoteBits: u64 = hasQuotes ? equal(a, b, c, d, quotes) : 0;
    if (p + 64 > end) {
      const there = ((<u64>1) << <u64>(end - p)) - 1;
      feedBits &= there;
      ends &= there;
      quoteBits &= there;
    }
    if (hasQuotes) {
      const within = prefixXor(quoteBits) ^ inside;
      const bounds = ends | quoteBits;
      let outOfPlace = quoteBits & within & ~((bounds << 1) | opens);
      const behindClosing = ((quoteBits & ~within) << 1) | closes;
      let textBehind = behindClosing & ~bounds;
      if (textBehind) {
        const feedBehind = (feedBits >> 1) | (<u64>(load<u8>(p, 64) == lineFeed) << 63);
        textBehind &= ~(equal(a, b, c, d, filled(carriageReturn)) & feedBehind);
        outOfPlace |= textBehind;
      }
      if (hasEscapes) outOfPlace |= equal(a, b, c, d, escapes) & within;
      if (outOfPlace) {
        apart = true;
        break;
      }
      opens = bounds >> 63;
      closes = (quoteBits & ~within) >> 63;
      inside = spread(within);
      ends &= ~within;
      feedBits &= ~within;
    }
    if (hasComments) {
      if (equal(a, b, c, d, comments) & ((feedBits << 1) | lineStart)) {
        apart = true;
        break;
      }
      lineStart = feedBits >> 63;
    }
    feedsSoFar += <u32>popcnt(feedBits);
    const count = <usize>popcnt(ends);
    if (index + (count << 2) > <usize>(load<u32>(index + needed) & mostNeeded)) {
      ends = put4(index, p, ends);
      ends = put4(index + 16, p, ends);
      if (count > 8) {
        ends = put4(index + 32, p, ends);
        ends = put4(index + 48, p, ends);
        for (let at = index + 64; ends != 0; at += 16) ends = put4(at, p, ends);
      }
    }
    index += count << 2;
  }
  insideBefore = inside;
  opensBefore = opens;
  closesBefore = closes;
  lineStartBefore = lineStart;
  indexed = min(p, end);
  feedCount = feedsSoFar;
  isApart = apart;
  return index;
}

/** Writes the addresses of the four lowest bits; returns the others. */
// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function put4(at: usize, block: usize, ends: u64): u64 {
  store<u32>(at, <u32>block + <u32>ctz(ends));
  ends &= ends - 1;
  store<u32>(at, <u32>block + <u32>ctz(ends), 4);
  ends &= ends - 1;
  store<u32>(at, <u32>block + <u32>ctz(ends), 8);
  ends &= ends - 1;
  store<u32>(at, <u32>block + <u32>ctz(ends), 12);
  return ends & (ends - 1);
}
