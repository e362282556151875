/**
 * Ops that start streams, and draw; `../twin/draws.ts` specifies each.
 */

import { type DrawOp, wide } from "../ops.ts";
import { i64 } from "./module.ts";
import type { Emit, Translation } from "./translation.ts";

/** Values inside a bucket come from the rest of its draw up to this many; beyond, from a draw of their own. */
const mostPerHalf = 4194304n;

export const draws: Readonly<Record<DrawOp, Emit>> = {
  stream: (t, [high, low]) => t.random.startStream(high, low),
  parentStream: (t, [high, low]) => t.random.startStream(high, low, t.parent),
  draw: (t) => {
    t.random.next();
    t.random.split();
  },
  index: (t, [half, n]) => {
    t.random.choose(half, n);
    t.code.set(t.value);
  },
  indexWide: (t, [high, low]) => {
    t.random.fractions();
    t.code.i64(wide(high, low));
    t.call("scaleWide");
    t.code.set(t.value);
  },
  alias: (t, [half, n, offset]) => {
    const { code } = t;
    const table = t.image(offset);
    t.random.choose(half, n);
    code.tee(t.value);
    code.wrap();
    code.i32(3);
    code.binary32("shl");
    code.set(t.a);
    code.get(t.value);
    code.get(t.a);
    code.load32(table + 4);
    code.extend();
    code.get(t.random.halves[half]);
    code.get(t.a);
    code.load32(table);
    code.extend();
    code.binary64("ltU");
    code.select();
    code.set(t.value);
  },
  bucket: (t, [n, offset]) => {
    // Entries of six words: threshold, alias, start (high, low), size (high, low).
    const { code } = t;
    const table = t.image(offset);
    const pair = (word: number): void => {
      code.get(t.a);
      code.load32(table + word);
      code.extend();
      code.i64(32n);
      code.binary64("shl");
      code.get(t.a);
      code.load32(table + word + 4);
      code.extend();
      code.binary64("or");
    };
    t.random.choose(0, n);
    code.wrap();
    code.i32(24);
    code.binary32("mul");
    code.tee(t.a);
    code.get(t.a);
    code.load32(table + 4);
    code.i32(24);
    code.binary32("mul");
    code.get(t.random.halves[0]);
    code.get(t.a);
    code.load32(table);
    code.extend();
    code.binary64("ltU");
    code.select();
    code.set(t.a);
    pair(8);
    code.set(t.value);
    pair(16);
    const size = code.local(i64);
    code.set(size);
    code.i64(mostPerHalf);
    code.get(size);
    code.binary64("ltU");
    code.either(
      () => {
        t.random.next();
        code.tee(t.random.halves[0]);
        code.get(size);
        t.call("scaleWide");
        addToValue(t);
        code.get(t.random.halves[0]);
        t.random.split();
      },
      () => {
        t.random.choose(1, () => code.get(size));
        addToValue(t);
      },
    );
  },
  indexLeft: (t, [half, n]) => {
    const { code } = t;
    t.random.choose(half, () => {
      code.i32(n);
      code.get(t.takenCount);
      code.binary32("sub");
      code.extend();
    });
    code.set(t.value);
    code.get(t.takenCount);
    code.either(
      () => {
        code.get(t.value);
        code.get(t.taken);
        code.get(t.takenCount);
        t.call("indexLeft");
        code.set(t.value);
      },
      () => {
        // The first one is as it was drawn.
        code.get(t.taken);
        code.get(t.value);
        code.store64(0);
      },
    );
    takeOne(t);
    code.drop();
  },
  weightLeft: (t, [half, total, offset]) => {
    const { code } = t;
    const table = t.image(offset);
    t.random.choose(half, () => {
      code.i32(total);
      code.i32(table);
      code.get(t.taken);
      code.get(t.takenCount);
      t.call("totalLeft");
    });
    code.i32(table);
    code.get(t.taken);
    takeOne(t);
    t.call("indexByWeight");
    code.set(t.value);
  },
  probe: (t, [high, low]) => {
    const { code } = t;
    code.get(t.value);
    code.i64(wide(high, low));
    code.get(t.taken);
    takeOne(t);
    t.call("probe");
    code.set(t.value);
  },
  isChosen: (t) => {
    const { code } = t;
    t.random.choose(0, () => code.get(t.siblings));
    code.get(t.ordinal);
    code.binary64("eq");
    code.extend();
    code.set(t.value);
  },
};

/** V += what is on the stack */
function addToValue({ code, value }: Translation): void {
  code.get(value);
  code.binary64("add");
  code.set(value);
}

/** How many values were taken so far, on the stack; one more from now on. */
function takeOne({ code, takenCount }: Translation): void {
  code.get(takenCount);
  code.get(takenCount);
  code.i32(1);
  code.binary32("add");
  code.set(takenCount);
}
