// Lower-case letters, four from each half of a draw.

import { mix, next } from "./random";

/** So many letters, drawn from a stream whose state stays with the caller: one draw for each eight. */
export function letters(at: usize, count: u32, state: u64): usize {
  let high: u64 = 0;
  let low: u64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if ((i & 7) == 0) {
      state = next(state);
      const drawn = mix(state);
      high = drawn >> 32;
      low = drawn & 0xffffffff;
    }
    const product = ((i & 4) == 0 ? high : low) * 26;
    if ((i & 4) == 0) high = product & 0xffffffff;
    else low = product & 0xffffffff;
    store<u8>(at++, 97 + <u8>(product >> 32));
  }
  return at;
}
