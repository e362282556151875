// The inside of a JSON string: escapes to UTF-8 and back. `json-string.ts` of `@backlot/formats` is the specification.

const doubleQuote: u8 = 0x22;
const backslash: u8 = 0x5c;

/** How long the last escape was, in bytes. */
export let escapeBytes: usize = 0;

/** The code point of the escape at `at`, of which it is known that it is one; unpaired surrogates as they are. */
export function escapeAt(at: usize, end: usize): u32 {
  const letter = load<u8>(at, 1);
  escapeBytes = 2;
  switch (letter) {
    case 0x62: return 0x08; // "b"
    case 0x66: return 0x0c; // "f"
    case 0x6e: return 0x0a; // "n"
    case 0x72: return 0x0d; // "r"
    case 0x74: return 0x09; // "t"
    case 0x75: break; // "u"
    default: return letter;
  }
  escapeBytes = 6;
  const unit = hex4(at + 2);
  if (unit - 0xd800 < 0x400 && at + 12 <= end && load<u16>(at, 6) == 0x755c) {
    const low = hex4(at + 8);
    if (low - 0xdc00 < 0x400) {
      escapeBytes = 12;
      return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  }
  return unit;
}

function hex4(at: usize): u32 {
  return (hex(load<u8>(at)) << 12) | (hex(load<u8>(at, 1)) << 8) | (hex(load<u8>(at, 2)) << 4) | hex(load<u8>(at, 3));
}

// @ts-ignore: inlined by AssemblyScript; TypeScript has no decorators of functions
@inline
function hex(digit: u32): u32 {
  // "0" to "9" end in 0 to 9; "A" to "F" and "a" to "f" end in 1 to 6.
  return (digit & 15) + (digit > 0x39 ? 9 : 0);
}

/** Writes a code point of 0x80 or more as UTF-8. */
export function putCodePoint(codePoint: u32, out: usize): usize {
  if (codePoint < 0x800) {
    store<u8>(out++, 0xc0 | (codePoint >> 6));
  } else {
    if (codePoint < 0x10000) store<u8>(out++, 0xe0 | (codePoint >> 12));
    else {
      store<u8>(out++, 0xf0 | (codePoint >> 18));
      store<u8>(out++, 0x80 | ((codePoint >> 12) & 63));
    }
    store<u8>(out++, 0x80 | ((codePoint >> 6) & 63));
  }
  store<u8>(out++, 0x80 | (codePoint & 63));
  return out;
}

/** Writes a byte into a JSON string, as JSON.stringify would. */
export function putJsonByte(byte: u8, out: usize): usize {
  if (byte >= 0x20 && byte != doubleQuote && byte != backslash) {
    store<u8>(out, byte);
    return out + 1;
  }
  store<u8>(out, backslash);
  let letter: u8 = byte;
  switch (byte) {
    case doubleQuote:
    case backslash: break;
    case 0x08: letter = 0x62; break; // "b"
    case 0x0c: letter = 0x66; break; // "f"
    case 0x0a: letter = 0x6e; break; // "n"
    case 0x0d: letter = 0x72; break; // "r"
    case 0x09: letter = 0x74; break; // "t"
    default: {
      store<u32>(out, 0x3030755c); // "\\u00"
      store<u8>(out, 0x30 + (byte >> 4), 4);
      const low = byte & 15;
      store<u8>(out, low < 10 ? 0x30 + low : 0x57 + low, 5);
      return out + 6;
    }
  }
  store<u8>(out, letter, 1);
  return out + 2;
}
