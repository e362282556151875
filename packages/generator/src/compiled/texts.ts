/**
 * Ops that write text; `../twin/texts.ts` specifies each.
 */

import type { TextOp } from "../ops.ts";
import type { Local } from "./code.ts";
import { gamma, type Emit, type Translation } from "./translation.ts";

export const texts: Readonly<Record<TextOp, Emit>> = {
  text: (t, [offset, length]) => t.literal(offset, length),
  pick: (t, [half, n, table, shift]) => {
    t.chooseSlot(half, shift, n);
    t.copySlot(table, shift);
  },
  pickLong: (t, [half, n, table]) => {
    t.choose(half, n);
    t.code.set(t.c);
    copyLong(t, table, t.c);
  },
  slot: (t, [table, shift]) => {
    t.code.get(t.value);
    t.code.wrap();
    t.code.i32(shift);
    t.code.binary32("shl");
    t.copySlot(table, shift);
  },
  long: (t, [table]) => copyLong(t, table, t.value),
  integer: (t) => digits(t, "integer", 1),
  padded: (t, [count]) => digits(t, "integer", count),
  fixed: (t, [count]) => digits(t, "fixed", count),
  date: (t) => t.write("date", () => t.code.get(t.value)),
  time: (t) =>
    t.write("time", () => {
      t.code.get(t.value);
      t.code.wrap();
    }),
  timestamp: (t) => t.write("timestamp", () => t.code.get(t.value)),
  hex: (t, [count]) => {
    for (let left = count; left > 0; left -= 16) {
      t.next();
      t.split();
      const first = Math.min(8, left);
      halfDigits(t, 0, first);
      if (left > 8) halfDigits(t, 1, Math.min(8, left - first));
    }
  },
  uuid: (t) => {
    t.next();
    t.code.set(t.c);
    t.write("uuid", () => {
      t.code.get(t.c);
      t.next();
    });
  },
  uuidv7: (t) => timed(t, "uuidv7"),
  ulid: (t) => timed(t, "ulid"),
  letters: (t) => {
    const { code } = t;
    t.write("letters", () => {
      code.get(t.value);
      code.wrap();
      code.get(t.state);
    });
    // state += ⌈V / 8⌉ · γ
    code.get(t.state);
    code.get(t.value);
    code.i64(7n);
    code.binary64("add");
    code.i64(3n);
    code.binary64("shrU");
    code.i64(gamma);
    code.binary64("mul");
    code.binary64("add");
    code.set(t.state);
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
    t.write("bytes", () => {
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
  t.write("long", () => {
    t.code.i32(t.addresses.image);
    t.code.i32(t.image(table));
    t.code.get(index);
    t.code.wrap();
  });
}

function digits(t: Translation, part: "integer" | "fixed", count: number): void {
  t.write(part, () => {
    t.code.get(t.value);
    t.code.i32(count);
  });
}

/** V milliseconds, and two draws. */
function timed(t: Translation, part: "uuidv7" | "ulid"): void {
  t.next();
  t.code.set(t.c);
  t.write(part, () => {
    t.code.get(t.value);
    t.code.get(t.c);
    t.next();
  });
}

/** The highest `count` hexadecimal digits of H or L. */
function halfDigits(t: Translation, half: 0 | 1, count: number): void {
  t.write("hex", () => {
    t.code.get(t.halves[half]);
    t.code.wrap();
    t.code.i32(32 - 4 * count);
    t.code.binary32("shrU");
    t.code.i32(count);
  });
}
