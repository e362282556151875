/**
 * Answers in the order of their tasks, of which some have to wait for their turn. Meanwhile the next task can be done:
 * who is early need not stand still until who is late has come.
 */
import type { Answer, Made } from "./job.ts";

/** So many answers may wait while the next task is done: each keeps what was made in memory. */
const mostLate = 1;

/** What becomes of a task in the end. */
interface Ends<R> {
  give(answer: Answer<R>): void;
  fail(error: unknown): void;
}

/** The answers of one thread that are not given yet. */
export class Late<R> {
  readonly #waiting: { made: Made<R>; ends: Ends<R> }[] = [];

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** Whether so many wait that no task should be begun. */
  get isFull(): boolean {
    return this.#waiting.length > mostLate;
  }

  /** Takes what has become of a task, to be given when it can be. */
  add(made: Made<R>, ends: Ends<R>): void {
    this.#waiting.push({ made, ends });
  }

  /** Takes an error, to be told behind the answers before it. */
  addError(error: unknown, ends: Ends<R>): void {
    const answer = (): never => {
      throw error;
    };
    this.add({ isReady: () => true, answer }, ends);
  }

  /** Gives what has nothing to wait for any more. */
  giveReady(): void {
    while (this.#waiting.length > 0 && isReady(this.#waiting[0].made)) this.#next();
  }

  /** Waits, in this thread, until no more than may wait are left; or none. */
  waitFor(left: "some" | "none"): void {
    const most = left === "none" ? 0 : mostLate;
    while (this.#waiting.length > most) this.#next();
  }

  #next(): void {
    const { made, ends } = this.#waiting.shift()!;
    try {
      ends.give("isReady" in made ? made.answer() : made);
    } catch (error) {
      this.#waiting.length = 0;
      ends.fail(error);
    }
  }
}

function isReady<R>(made: Made<R>): boolean {
  return !("isReady" in made) || made.isReady();
}
