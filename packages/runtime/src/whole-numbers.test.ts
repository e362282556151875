/** Options that are whole numbers: the limits, what lies between them, and all else. */
import { expect, test } from "vitest";
import { checkWholeNumbers } from "./whole-numbers.ts";

test.for([undefined, 1, 2, 3])("%s is right", (value) => {
  expect(() => checkWholeNumbers({ depth: [value, 1, 3] })).not.toThrow();
});

test.for([0, 4, 1.5, NaN, Infinity, null, "2"])("%s is not", (value) => {
  const options = { width: [2, 1, 3], depth: [value as number, 1, 3] } as const;
  const message = `Cannot use ${value} for depth: it must be a whole number from 1 to 3`;
  expect(() => checkWholeNumbers(options)).toThrow(
    expect.objectContaining({ name: "InputError", message, field: "depth" }),
  );
});
