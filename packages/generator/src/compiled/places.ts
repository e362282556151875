/**
 * Ops that find records; `../twin/places.ts` specifies each.
 */

import { type PlaceOp, wide } from "../ops.ts";
import type { Code, Local } from "./code.ts";
import { i64 } from "./module.ts";
import type { Emit } from "./translation.ts";

export const places: Readonly<Record<PlaceOp, Emit>> = {
  permute: (t, [keyHigh, keyLow, high, low]) => {
    const { code } = t;
    const n = wide(high, low);
    const [round, rest] = [code.local(i64), code.local(i64)];
    divide(t.code, t.value, n, round, rest);
    code.get(round);
    code.i64(n);
    code.binary64("mul");
    code.get(rest);
    code.i64(n);
    code.i32(keyHigh);
    code.i32(keyLow);
    t.call("permute");
    code.binary64("add");
    code.set(t.value);
  },
  class: (t, [keyHigh, keyLow, table]) => {
    const { code } = t;
    code.i32(keyHigh);
    code.i32(keyLow);
    code.get(t.value);
    t.call("placeInBlock");
    code.extend();
    code.set(t.value);
    t.word(table);
    code.set(t.value);
  },
  member: (t, [keyHigh, keyLow, perBlock, table]) => {
    const { code } = t;
    const [block, rest] = [code.local(i64), code.local(i64)];
    divide(t.code, t.value, BigInt(perBlock), block, rest);
    code.move(t.value, rest);
    code.i32(keyHigh);
    code.i32(keyLow);
    code.get(block);
    t.word(table);
    code.wrap();
    t.call("recordAtPlace");
    code.set(t.value);
  },
  children: (t, operands, { at }) => {
    const { code } = t;
    const [block, child] = [code.local(i64), code.local(i64)];
    /** The children before parent b, or those before the next parent. */
    const before = (offset: 0 | 4): void => {
      code.get(t.b);
      code.load32(offset);
      code.extend();
    };
    divide(t.code, t.record, BigInt(operands[2]), block, child);
    code.i32(t.addresses.program + at * 4);
    code.i32(t.addresses.image);
    code.get(block);
    t.call("startsOf");
    code.tee(t.a);
    code.get(child);
    code.wrap();
    t.call("parentOf");
    code.set(t.b);
    code.get(block);
    code.i64(10n);
    code.binary64("shl");
    code.get(t.b);
    code.extend();
    code.binary64("add");
    code.set(t.parent);
    // b = the address of the parent's start
    code.get(t.b);
    code.i32(2);
    code.binary32("shl");
    code.get(t.a);
    code.binary32("add");
    code.set(t.b);
    code.get(child);
    before(0);
    code.binary64("sub");
    code.set(t.ordinal);
    before(4);
    before(0);
    code.binary64("sub");
    code.set(t.siblings);
  },
  childrenEven: (t, [n]) => {
    t.code.i64(BigInt(n));
    t.code.set(t.siblings);
    divide(t.code, t.record, BigInt(n), t.parent, t.ordinal);
  },
};

/** quotient = whole / n, rest = whole − quotient · n */
function divide(code: Code, whole: Local, n: bigint, quotient: Local, rest: Local): void {
  code.get(whole);
  code.i64(n);
  code.binary64("divU");
  code.set(quotient);
  code.get(whole);
  code.get(quotient);
  code.i64(n);
  code.binary64("mul");
  code.binary64("sub");
  code.set(rest);
}
