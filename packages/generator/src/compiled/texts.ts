/**
 * Ops that write text; `../twin/texts.ts` specifies each.
 */

import type { TextOp } from "../ops.ts";
import type { Local } from "./code.ts";
import { i64 } from "./module.ts";
import { gamma } from "./random.ts";
import type { Emit, Translation } from "./translation.ts";

export const texts: Readonly<Record<TextOp, Emit>> = {
  text: (t, [offset, length]) => t.output.literal(offset, length),
  pick: (t, [half, n, table, shift]) => {
    t.random.chooseSlot(half, shift, n);
    t.output.copySlot(table, shift, t.output.longest(table, n, shift));
  },
  pickLong: (t, [half, n, table]) => {
    t.random.choose(half, n);
    t.code.set(t.c);
    copyLong(t, table, t.c);
  },
  slot: (t, [table, shift]) => {
    t.code.get(t.value);
    t.code.wrap();
    t.code.i32(shift);
    t.code.binary32("shl");
    t.output.copySlot(table, shift, 1 << shift);
  },
  long: (t, [table]) => copyLong(t, table, t.value),
  integer: (t) => whole(t, 1),
  padded: (t, [count]) => whole(t, count),
  fixed: (t, [count]) => digits(t, "fixed", count),
  date: (t) => t.output.write("date", () => t.code.get(t.value)),
  time: (t) =>
    t.output.write("time", () => {
      t.code.get(t.value);
      t.code.wrap();
    }),
  timestamp: (t) => t.output.write("timestamp", () => t.code.get(t.value)),
  hex: (t, [count]) => {
    for (let left = count; left > 0; left -= 16) {
      t.random.next();
      t.random.split();
      const first = Math.min(8, left);
      halfDigits(t, 0, first);
      if (left > 8) halfDigits(t, 1, Math.min(8, left - first));
    }
  },
  uuid: (t) => {
    t.random.next();
    t.code.set(t.c);
    t.output.write("uuid", () => {
      t.code.get(t.c);
      t.random.next();
    });
  },
  uuidv7: (t) => timed(t, "uuidv7"),
  ulid: (t) => timed(t, "ulid"),
  letters: (t) => {
    const { code } = t;
    t.output.write("letters", () => {
      code.get(t.value);
      code.wrap();
      code.get(t.random.state);
    });
    // state += ⌈V / 8⌉ · γ
    code.get(t.random.state);
    code.get(t.value);
    code.i64(7n);
    code.binary64("add");
    code.i64(3n);
    code.binary64("shrU");
    code.i64(gamma);
    code.binary64("mul");
    code.binary64("add");
    code.set(t.random.state);
  },
  column: (t, [index]) => {
    const { code } = t;
    // A pair of addresses stands there: the texts, and where each record's ends.
    const pair = t.addresses.columns + index * 8;
    // a = the address of this record's end
    code.i32(pair);
    code.load32(4);
    code.get(t.made);
    code.i32(2);
    code.binary32("shl");
    code.binary32("add");
    code.set(t.a);
    // b = where its text begins
    code.i32(0);
    code.set(t.b);
    code.get(t.made);
    code.either(() => {
      code.get(t.a);
      code.i32(4);
      code.binary32("sub");
      code.load32(0);
      code.set(t.b);
    });
    t.output.write("bytes", () => {
      code.i32(pair);
      code.load32(0);
      code.get(t.b);
      code.binary32("add");
      code.get(t.a);
      code.load32(0);
      code.get(t.b);
      code.binary32("sub");
    });
  },
};

function copyLong(t: Translation, table: number, index: Local): void {
  t.output.write("long", () => {
    t.code.i32(t.addresses.image);
    t.code.i32(t.image(table));
    t.code.get(index);
    t.code.wrap();
  });
}

/** V in at least `width` digits. Numbers below 10⁸ go without the call, the way of `../../assembly/digits.ts`. */
function whole(t: Translation, width: number): void {
  const { code, c } = t;
  if (width < 1 || width > 8) return digits(t, "integer", width);
  t.output.settle();
  const kept = code.local(i64);
  /** c = its quotients by a base, found by multiplication, lane by lane; their rests are on the stack. */
  const divide = (base: bigint, factor: bigint, shift: bigint, mask: bigint): void => {
    code.move(kept, c);
    code.get(c);
    code.i64(factor);
    code.binary64("mul");
    code.i64(shift);
    code.binary64("shrU");
    code.i64(mask);
    code.binary64("and");
    code.set(c);
    code.get(kept);
    code.get(c);
    code.i64(base);
    code.binary64("mul");
    code.binary64("sub");
  };
  /** c |= what is on the stack, so many bits further. */
  const beside = (bits: bigint): void => {
    code.i64(bits);
    code.binary64("shl");
    code.get(c);
    code.binary64("or");
    code.set(c);
  };
  code.get(t.value);
  code.i64(100_000_000n);
  code.binary64("ltU");
  code.either(
    () => {
      code.move(c, t.value);
      divide(10_000n, 3_518_437_209n, 45n, 0xffffn);
      beside(32n);
      divide(100n, 10_486n, 20n, 0x7f_0000_007fn);
      beside(16n);
      divide(10n, 103n, 10n, 0xf_000f_000f_000fn);
      beside(8n);
      // The bits of leading zeros; a bit behind those that the width leaves ends the count.
      code.get(c);
      code.i64(1n << BigInt(8 * (8 - width)));
      code.binary64("or");
      code.trailingZeros();
      code.i64(56n);
      code.binary64("and");
      code.set(kept);
      code.get(t.at);
      code.get(c);
      code.i64(0x3030_3030_3030_3030n);
      code.binary64("or");
      code.get(kept);
      code.binary64("shrU");
      code.store64(0);
      code.get(t.at);
      code.i32(8);
      code.binary32("add");
      code.get(kept);
      code.i64(3n);
      code.binary64("shrU");
      code.wrap();
      code.binary32("sub");
      code.set(t.at);
    },
    () => digits(t, "integer", width),
  );
}

function digits(t: Translation, part: "integer" | "fixed", count: number): void {
  t.output.write(part, () => {
    t.code.get(t.value);
    t.code.i32(count);
  });
}

/** V milliseconds, and two draws. */
function timed(t: Translation, part: "uuidv7" | "ulid"): void {
  t.random.next();
  t.code.set(t.c);
  t.output.write(part, () => {
    t.code.get(t.value);
    t.code.get(t.c);
    t.random.next();
  });
}

/** The highest `count` hexadecimal digits of H or L. */
function halfDigits(t: Translation, half: 0 | 1, count: number): void {
  t.output.write("hex", () => {
    t.code.get(t.random.halves[half]);
    t.code.wrap();
    t.code.i32(32 - 4 * count);
    t.code.binary32("shrU");
    t.code.i32(count);
  });
}
