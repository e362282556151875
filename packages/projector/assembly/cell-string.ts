// A cell becomes a JSON string, or null. `CellReader` of `@backlot/formats` is the specification.
//
// Preconditions: 64 bytes behind the cell can be read; the output has room for 6 times as many bytes as the cell has,
// and 64 behind that can be written.

import { filled } from "./block";
import { read, isEscapable, isNull, unbackslashed } from "./dialects";
import { putJsonByte } from "./escapes";

const doubleQuote: u8 = 0x22;
const backslash: u8 = 0x5c;

/** Writes a cell of the source's dialect, its quotes included, as a JSON string or null. */
export function jsonOfCell(start: usize, end: usize, out: usize): usize {
  if (isNull(start, end)) {
    store<u32>(out, 0x6c6c756e);
    return out + 4;
  }
  store<u8>(out++, doubleQuote);
  let isQuoted = false;
  let quote: u8 = doubleQuote;
  if (start < end && <i32>load<u8>(start) == read.quote) {
    isQuoted = true;
    quote = <u8>read.quote;
    start++;
    end--;
  }
  let at = start;
  while (at < end) {
    const bytes = v128.load(at);
    v128.store(out, bytes);
    const special = <u32>i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(bytes, filled(doubleQuote)), i8x16.eq(bytes, filled(backslash))),
        v128.or(i8x16.eq(bytes, filled(quote)), i8x16.lt_u(bytes, filled(0x20))),
      ),
    );
    const run = min(<usize>ctz(special | 0x10000), end - at);
    at += run;
    out += run;
    if (run == 16 || at == end) continue;
    let byte = load<u8>(at++);
    if (isQuoted && byte == quote) at++;
    else if (byte == backslash && read.hasEscapes) {
      const next = load<u8>(at);
      if (isQuoted) {
        if (isEscapable(next, quote)) {
          byte = next;
          at++;
        }
      } else if (read.quote < 0 && at < end) {
        const meant = unbackslashed(next);
        if (meant != 0) {
          byte = meant;
          at++;
        }
      }
    }
    out = putJsonByte(byte, out);
  }
  store<u8>(out, doubleQuote);
  return out + 1;
}

