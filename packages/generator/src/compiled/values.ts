/**
 * Ops that find V from what is known already; `../twin/values.ts` specifies each.
 */

import { type ValueOp, wide } from "../ops.ts";
import { i64 } from "./module.ts";
import type { Emit } from "./translation.ts";

/** V = operation(V, constant) */
const arithmetic = (operation: "add" | "mul" | "divU" | "remU"): Emit => {
  return ({ code, value }, [high, low]) => {
    code.get(value);
    code.i64(wide(high, low));
    code.binary64(operation);
    code.set(value);
  };
};

const copying = (register: "record" | "parent" | "ordinal"): Emit => {
  return (t) => t.code.move(t.value, t[register]);
};

export const values: Readonly<Record<ValueOp, Emit>> = {
  set: ({ code, value }, [high, low]) => {
    code.i64(wide(high, low));
    code.set(value);
  },
  setNull: ({ code, isNull }) => {
    code.i32(1);
    code.set(isNull);
  },
  add: arithmetic("add"),
  multiply: arithmetic("mul"),
  divide: arithmetic("divU"),
  remainder: arithmetic("remU"),
  plus: (t, [half, minHigh, minLow, maxHigh, maxLow, limitHigh, limitLow]) => {
    const { code } = t;
    const [min, max, limit] = [wide(minHigh, minLow), wide(maxHigh, maxLow), wide(limitHigh, limitLow)];
    const most = code.local(i64);
    const either = (a: () => void, order: "ltS" | "gtS", b: () => void): void => {
      a();
      b();
      a();
      b();
      code.binary64(order);
      code.select();
    };
    const left = (): void => {
      code.i64(limit);
      code.get(t.value);
      code.binary64("sub");
    };
    either(() => code.i64(max), "ltS", left);
    code.set(most);
    either(
      () => code.i64(min),
      "gtS",
      () => code.get(most),
    );
    code.set(most);
    t.random.choose(half, () => {
      code.get(most);
      code.i64(min - 1n);
      code.binary64("sub");
    });
    code.get(t.value);
    code.binary64("add");
    code.i64(min);
    code.binary64("add");
    code.set(t.value);
    either(
      () => code.get(t.value),
      "ltS",
      () => code.i64(limit),
    );
    code.set(t.value);
  },
  lookup: (t, [table]) => {
    t.word(table);
    t.code.set(t.value);
  },
  map: (t, [table]) => {
    const { code } = t;
    code.get(t.value);
    code.wrap();
    code.load8(t.image(table));
    code.extend();
    code.set(t.value);
  },
  record: copying("record"),
  parent: copying("parent"),
  ordinal: copying("ordinal"),
  element: ({ code, element, value }) => {
    code.get(element);
    code.extend();
    code.set(value);
  },
};
