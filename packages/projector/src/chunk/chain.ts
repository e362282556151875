/**
 * The chain: how the ranges of a file tell each other, in shared memory, where the next record starts.
 *
 * A range takes the front that the one before it has passed on, and passes on its own when that is certain. What is
 * passed on is exact, so no guess can be taken for it; whether guesses are right is told here, too.
 */

import { ticketLock } from "@backlot/runtime";

/** Where a range is read from: where what comes next starts. */
export interface Front {
  /** Where in the file. */
  readonly byte: number;
  /** What the bytes before leave open. */
  readonly state: number;
  /** Whether a record starts there. */
  readonly isStart: boolean;
}

/** The chain of a file, seen from one thread. */
export interface Chain {
  /** Whether the front of a range is known, and has not been passed by. */
  isServed(number: number): boolean;
  /** Waits for the front of a range. */
  take(number: number): Front;
  /** Waits for it for so many milliseconds, and tells whether it has come. */
  waitFor(number: number, mostMilliseconds: number): boolean;
  /** Tells where the next range is read from; of the one who is served. */
  pass(number: number, next: Front): void;
  /** Takes notice of a guess. */
  guessed(isRight: boolean): void;
  /** Whether guesses are worth it. */
  readonly guesses: boolean;
}

/** After so many wrong guesses in a row, a file is one of those where they are. */
const mostWrong = 4;

const [servedAt, wrongAt] = [0, 1];

/** A chain whose range number 0 is read from a record that starts at `begin`. */
export function startChain(begin: number): SharedArrayBuffer {
  const shared = new SharedArrayBuffer(32);
  new Float64Array(shared, 8).set([begin, 0, 1]);
  return shared;
}

/** A thread's view of a chain. */
export function openChain(shared: SharedArrayBuffer): Chain {
  const places = new Int32Array(shared, 0, 2);
  const front = new Float64Array(shared, 8, 3);
  const lock = ticketLock(places, servedAt);
  return {
    isServed: (number) => lock.isServed(number),
    take(number) {
      lock.wait(number);
      return { byte: front[0], state: front[1], isStart: front[2] === 1 };
    },
    waitFor: (number, mostMilliseconds) => lock.wait(number, mostMilliseconds),
    pass(number, { byte, state, isStart }) {
      front.set([byte, state, Number(isStart)]);
      lock.pass(number);
    },
    guessed(isRight) {
      if (isRight) Atomics.store(places, wrongAt, 0);
      else Atomics.add(places, wrongAt, 1);
    },
    get guesses() {
      return Atomics.load(places, wrongAt) < mostWrong;
    },
  };
}
