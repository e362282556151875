/** Lets timers, signals, messages and finished reads and writes have their turn before a thread goes on. */
export function othersTurn(): Promise<void> {
  return new Promise((resolve) => {
    if ("setImmediate" in globalThis) setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
