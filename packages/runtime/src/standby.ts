/** Workers that boot while it is still being found out what they will do. */
import { listen, type WorkerLike } from "./worker-like.ts";

/** Workers in waiting. */
export interface Standby {
  /** One that waits, or a new one. */
  start(): WorkerLike;
  /** Stops those that nobody has taken. */
  dismiss(): void;
}

/**
 * Starts workers ahead of the run that will take them: a thread and its modules take as long to start as a plan to
 * compile.
 */
export function standby(count: number, start: () => WorkerLike): Standby {
  const waiting = Array.from({ length: count }, () => {
    const worker = start();
    // Whoever takes one hears only what comes later, so one that has ended by then fails anew, in a worker in its place.
    const member = { worker, ended: false };
    const end = (): void => void (member.ended = true);
    listen(worker, { message() {}, error: end, exit: end });
    return member;
  });
  return {
    start() {
      const member = waiting.shift();
      return member === undefined || member.ended ? start() : member.worker;
    },
    dismiss() {
      for (const { worker } of waiting) void worker.terminate();
      waiting.length = 0;
    },
  };
}
