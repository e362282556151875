/**
 * Ops that write text.
 */

import { writeDate, writeFixed, writeHex, writeInteger, writeTime, writeTimestamp } from "../digits.ts";
import type { TextOp } from "../ops.ts";
import type { Machine, Step } from "./machine.ts";

const writing = (text: (m: Machine, pc: number) => number): Step => {
  return (m, pc) => {
    m.at = text(m, pc);
  };
};

export const texts: Readonly<Record<TextOp, Step>> = {
  text: (m, pc) => m.copy(m.words[pc + 1], m.words[pc + 2]),
  pick: (m, pc) => {
    const index = m.choose(m.words[pc + 1], m.words[pc + 2]);
    m.copySlot(m.words[pc + 3], m.words[pc + 4], index);
  },
  pickLong: (m, pc) => {
    const index = m.choose(m.words[pc + 1], m.words[pc + 2]);
    m.copyLong(m.words[pc + 3], index);
  },
  slot: (m, pc) => m.copySlot(m.words[pc + 1], m.words[pc + 2], m.value),
  long: (m, pc) => m.copyLong(m.words[pc + 1], m.value),
  integer: writing((m) => writeInteger(m.out, m.at, m.value)),
  padded: writing((m, pc) => writeInteger(m.out, m.at, m.value, m.words[pc + 1])),
  fixed: writing((m, pc) => writeFixed(m.out, m.at, m.value, m.words[pc + 1])),
  date: writing((m) => writeDate(m.out, m.at, m.value)),
  time: writing((m) => writeTime(m.out, m.at, m.value)),
  timestamp: writing((m) => writeTimestamp(m.out, m.at, m.value)),
  hex: writing((m, pc) => {
    let { at } = m;
    for (let left = m.words[pc + 1]; left > 0; left -= 16) {
      m.draw();
      const first = Math.min(8, left);
      const second = Math.min(8, left - first);
      at = writeHex(m.out, at, m.halves[0] >>> (32 - 4 * first), first);
      if (second > 0) at = writeHex(m.out, at, m.halves[1] >>> (32 - 4 * second), second);
    }
    return at;
  }),
  uuid: writing((m) => {
    m.draw();
    return writeUuid(m, m.halves[0], m.halves[1] >>> 16, (m.halves[1] & 0x0fff) | 0x4000);
  }),
  uuidv7: writing((m) => {
    m.draw();
    // The time has 48 bits, the first group 32.
    return writeUuid(m, Math.floor(m.value / 65536), m.value % 65536, (m.halves[1] & 0x0fff) | 0x7000);
  }),
  ulid: writing((m) => {
    let { at } = m;
    for (let unit = 2 ** 45; unit >= 1; unit /= 32) m.out[at++] = base32(Math.floor(m.value / unit));
    for (let i = 0; i < 16; i++) {
      if (i % 8 === 0) m.draw();
      // Six digits from the highest bits of H, two from those of L.
      m.out[at++] = i % 8 < 6 ? base32(m.halves[0] >>> (27 - 5 * (i % 8))) : base32(m.halves[1] >>> (57 - 5 * (i % 8)));
    }
    return at;
  }),
  letters: writing((m) => {
    let { at } = m;
    for (let i = 0; i < m.value; i++) {
      if (i % 8 === 0) m.draw();
      m.out[at++] = 97 + m.choose((i >> 2) & 1, 26);
    }
    return at;
  }),
  column: writing((m, pc) => {
    const { bytes, ends } = m.columns[m.words[pc + 1]];
    const i = m.record - m.firstRecord;
    const from = i === 0 ? 0 : ends[i - 1];
    m.out.set(bytes.subarray(from, ends[i]), m.at);
    return m.at + ends[i] - from;
  }),
};

const dash = 45;

/** The digits of ULIDs: Crockford's base 32, without I, L, O and U. */
const crockford = new TextEncoder().encode("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
const base32 = (bits: number): number => crockford[bits % 32];

/** A UUID (RFC 9562): three groups as they are given, and two from a draw, with the variant 10 before them. */
function writeUuid(m: Machine, first: number, second: number, third: number): number {
  const { out, halves } = m;
  let at = writeHex(out, m.at, first, 8);
  out[at++] = dash;
  at = writeHex(out, at, second, 4);
  out[at++] = dash;
  at = writeHex(out, at, third, 4);
  m.draw();
  out[at++] = dash;
  at = writeHex(out, at, ((halves[0] >>> 16) & 0x3fff) | 0x8000, 4);
  out[at++] = dash;
  at = writeHex(out, at, halves[0] & 0xffff, 4);
  return writeHex(out, at, halves[1], 8);
}
