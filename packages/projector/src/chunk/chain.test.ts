import { expect, test } from "vitest";
import { openChain, startChain } from "./chain.ts";

test("fronts are passed on from range to range", () => {
  const shared = startChain(5);
  const [one, other] = [openChain(shared), openChain(shared)];
  expect(one.take(0)).toEqual({ byte: 5, state: 0, isStart: true });
  expect(other.isServed(1)).toBe(false);
  one.pass(0, { byte: 2 ** 40, state: -1, isStart: false });
  expect(other.isServed(1)).toBe(true);
  expect(other.take(1)).toEqual({ byte: 2 ** 40, state: -1, isStart: false });
});

test("guesses are given up when four in a row were wrong", () => {
  const chain = openChain(startChain(0));
  for (const isRight of [false, false, false, true, false, false, false]) {
    chain.guessed(isRight);
    expect(chain.guesses).toBe(true);
  }
  chain.guessed(false);
  expect(chain.guesses).toBe(false);
});
