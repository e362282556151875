/**
 * What becomes of pieces of files, one by one: records are projected, ranges read, and their fronts taken and passed on.
 */

import { type PlaceReader, readPlaces } from "@backlot/runtime";
import { type Chain, type Front, openChain } from "./chunk/chain.ts";
import { type Guess, guessFor } from "./chunk/guess.ts";
import { type Range, readRange } from "./chunk/range.ts";
import { type Kernel, kernelFor } from "./kernel/kernel.ts";
import type { Projected, Shape } from "./plan/plan.ts";
import type { Done, Task, WorkSetup } from "./work.ts";

/** The records of a piece, projected; the output is readable until the next piece. */
export interface Made extends Omit<Done, "turn" | "file" | "bytes" | "length" | "projected"> {
  readonly projected?: Projected;
  readonly task: Task;
}

/** The same, of which it may not be known yet whether it is right. */
interface Begun extends Made {
  /** Of a range whose front is only guessed: where the next one is to be read from, if that is right. */
  readonly next?: Front;
}

/** So many milliseconds a range takes at most that is scanned before it is projected. */
const patience = 20;

/** Projects pieces, with kernels per file. */
export class Pieces {
  readonly #setup: WorkSetup;
  #number = -1;
  #file: OpenFile | undefined;
  /** How many ranges were begun that are not settled. */
  #unsettled = 0;

  constructor(setup: WorkSetup) {
    this.#setup = setup;
  }

  /**
   * What becomes of a piece, of whose records at most `limit` are written. Of a range whose front is not known yet that
   * is a guess, or nothing. It may wait, but for no longer than another one takes: who is waited for may wait for this one.
   */
  begin(task: Task, limit: number): Begun | undefined {
    const { piece } = task;
    if (piece.kind === "oversize") return { byte: piece.byte, oversize: piece, task };
    const file = this.#fileOf(task);
    if (piece.kind === "range") {
      const known = file.frontOf(piece);
      let made = file.range(task, piece, limit, known);
      // The front cannot come while one before it is not settled here.
      if (made === undefined && this.#unsettled === 0 && file.chain!.waitFor(piece.number, patience)) {
        made = file.range(task, piece, limit, file.frontOf(piece));
      }
      if (!isCertain(made)) this.#unsettled++;
      return made;
    }
    const { bytes, byte } = piece;
    const kernel = file.kernels.forBytes(bytes.length);
    kernel.room(bytes.length).set(bytes);
    return { byte, projected: kernel.project(0, bytes.length, limit), task };
  }

  /** Whether {@link settle} has nothing to wait for. */
  isSettled(task: Task, made: Begun | undefined): boolean {
    const { piece } = task;
    return isCertain(made) || piece.kind !== "range" || this.#fileOf(task).chain!.isServed(piece.number);
  }

  /** Waits until it is known where the records of a piece start, and projects them again if that had been guessed wrong. */
  settle(task: Task, made: Begun | undefined, limit: number): Made {
    const { piece } = task;
    if (isCertain(made) || piece.kind !== "range") return made!;
    const file = this.#fileOf(task);
    const front = file.chain!.take(piece.number);
    this.#unsettled--;
    if (made !== undefined) {
      const isRight = front.isStart && front.byte === made.byte;
      file.chain!.guessed(isRight);
      const { next, ...right } = made;
      if (isRight) {
        file.chain!.pass(piece.number, next!);
        return right;
      }
    }
    return file.range(task, piece, limit, front)!;
  }

  #fileOf(task: Task): OpenFile {
    if (task.file !== this.#number) this.#file = new OpenFile(this.#setup, task);
    this.#number = task.file;
    return this.#file!;
  }
}

function isCertain(made: Begun | undefined): boolean {
  return made !== undefined && made.next === undefined;
}

/** One input, as far as its pieces have it in common. */
class OpenFile {
  readonly kernels: Kernels;
  /** Of a file that is read in ranges, where the bytes before decide where records start. */
  readonly chain: Chain | undefined;
  readonly #read: PlaceReader | undefined;
  readonly #guess: Guess | undefined;

  constructor(setup: WorkSetup, { shape, piece }: Task) {
    this.kernels = new Kernels(setup, shape);
    if (piece.kind !== "range") return;
    this.#read = readPlaces(piece.places);
    this.chain = piece.chain && openChain(piece.chain);
    // Who reads all ranges in order need not guess.
    if (piece.isRoomy && piece.all.next !== undefined) this.#guess = guessFor(shape);
  }

  /** Where a range is read from, if that is known. */
  frontOf({ front, number, from }: Range): Front | undefined {
    if (front !== undefined) return front;
    if (this.chain === undefined) return { byte: from, state: 0, isStart: number === 0 };
    return this.chain.isServed(number) ? this.chain.take(number) : undefined;
  }

  /** The records of a range, from its front or a guess on; undefined if none can be guessed, or it is seen to be wrong. */
  range(task: Task, range: Range, limit: number, front: Front | undefined): Begun | undefined {
    const { chain } = this;
    // What is done again is done up to where it ended.
    const isAgain = range.front !== undefined;
    const guess = chain?.guesses === true ? this.#guess : undefined;
    if (front === undefined && guess === undefined) return undefined;
    const isAlone = range.all.next === undefined;
    const projectsOn = !isAgain && chain !== undefined && range.isRoomy && (isAlone || guess !== undefined);
    let kernel = this.kernels.forBytes(0);
    const reach = readRange(range, { kernel, read: this.#read!, front, guess, projectsOn });
    if (reach === undefined) return undefined;
    const { start, end, byte, readFrom, oversize, closed } = reach;
    const isGuess = front === undefined;
    const pass = (next: Front): void => {
      if (!isGuess && !isAgain) chain?.pass(range.number, next);
    };
    if (reach.next !== undefined) pass(reach.next);
    if (readFrom !== undefined) {
      kernel = this.kernels.forBytes(end);
      this.#read!(kernel.room(end).subarray(0, end), readFrom);
    }
    const mayBeCut = reach.next === undefined;
    const projected = end > start ? kernel.project(start, end, limit, { mayBeCut, isGuess }) : undefined;
    const { rejected = 0, consumed = 0 } = projected ?? {};
    if (isGuess && rejected > 0) {
      chain!.guessed(false);
      return undefined;
    }
    const next = reach.next ?? { byte: byte + consumed, state: 0, isStart: true };
    if (mayBeCut) pass(next);
    const again = { ...range, front: reach.front, to: projected === undefined ? range.to : byte + consumed };
    return { byte, projected, oversize, closed, task: { ...task, piece: again }, ...(isGuess && { next }) };
  }
}

/** The kernels for one file: the usual one, and one for long records, which is let go with its memory after a while. */
class Kernels {
  readonly #usual: Kernel;
  readonly #make: () => Kernel;
  readonly #usualBytes: number;
  #large: Kernel | undefined;
  #unused = 0;

  constructor({ plan, kernel, rangeBytes }: WorkSetup, shape: Shape) {
    this.#make = () => kernelFor(plan, shape, kernel);
    this.#usual = this.#make();
    this.#usualBytes = Math.max(8 << 20, 2 * rangeBytes);
  }

  /** The kernel for so many bytes at once. */
  forBytes(bytes: number): Kernel {
    if (bytes > this.#usualBytes) {
      this.#unused = 0;
      this.#large ??= this.#make();
      // The next long record may be longer: a memory that has become too small stays for a while, as all garbage.
      this.#large.room(2 ** Math.ceil(Math.log2(bytes)));
      return this.#large;
    }
    if (this.#unused++ > 16) this.#large = undefined;
    return this.#usual;
  }
}
