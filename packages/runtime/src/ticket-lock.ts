/**
 * A lock whose tickets have numbers: a ticket lock (Mellor-Crummey and Scott, 1991) in shared memory, whose waiters
 * sleep. Who is served alone touches what the lock guards, with plain reads and writes: passing it on publishes them.
 */

/** One lock, seen from one thread. */
export interface TicketLock {
  /** Whether a number is served. */
  isServed(number: number): boolean;
  /** Waits until a number is served, or for so many milliseconds, and tells whether it is; as long as it takes. */
  wait(number: number, mostMilliseconds?: number): boolean;
  /** Serves the next number; of the one who is served. */
  pass(number: number): void;
}

/** Takes the next number, from 0 on, of those that threads share out among themselves; in the first place of memory. */
export function nextTicket(shared: SharedArrayBuffer): number {
  return Atomics.add(new Int32Array(shared, 0, 1), 0, 1) >>> 0;
}

/** The lock in one place of shared memory, which is 0 at the beginning, for number 0. */
export function ticketLock(places: Int32Array<SharedArrayBuffer>, at: number): TicketLock {
  return {
    isServed: (number) => Atomics.load(places, at) === (number | 0),
    wait(number, mostMilliseconds = Infinity) {
      for (;;) {
        const served = Atomics.load(places, at);
        if (served === (number | 0)) return true;
        if (Atomics.wait(places, at, served, mostMilliseconds) === "timed-out") return false;
      }
    },
    pass(number) {
      Atomics.store(places, at, (number + 1) | 0);
      Atomics.notify(places, at);
    },
  };
}
