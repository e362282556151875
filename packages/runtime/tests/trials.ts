/** What the fixture worker can do: compute, and fail in every way a worker can. */
import { threadId } from "node:worker_threads";
import { type Answer, InputError, nextTicket, type Setup } from "@backlot/runtime";

export interface Trial {
  does:
    | "double"
    | "tell the thread"
    | "fill"
    | "sleep"
    | "take a number"
    | "throw"
    | "throw null"
    | "throw input"
    | "exit"
    | "throw later"
    | "loop"
    | "bomb";
  value: number;
  bytes?: Uint8Array<ArrayBuffer>;
  numbers?: SharedArrayBuffer;
}

export interface TrialResult {
  value: number;
  bytes?: Uint8Array<ArrayBuffer>;
}

type Does = (trial: Trial) => Answer<TrialResult> | Promise<Answer<TrialResult>>;

const does: Record<Trial["does"], Does> = {
  double: ({ value }) => ({ result: { value: value * 2 } }),

  "tell the thread": () => ({ result: { value: threadId } }),

  async sleep({ value }) {
    await new Promise((resolve) => setTimeout(resolve, value));
    return { result: { value } };
  },

  async "take a number"({ value, numbers }) {
    await new Promise((resolve) => setTimeout(resolve, value));
    return { result: { value: nextTicket(numbers!) } };
  },

  fill({ value, bytes }) {
    const filled = bytes!.fill(value);
    return { result: { value, bytes: filled }, transfer: [filled.buffer] };
  },

  throw({ value }) {
    throw new RangeError(`no such value: ${value}`, { cause: new Error("the root of it") });
  },

  "throw null"() {
    // oxlint-disable-next-line typescript/only-throw-error -- what is tried here
    throw null;
  },

  "throw input"() {
    throw new InputError("Cannot parse record 41", { file: "a.csv", record: 41, byte: 1202, hint: "Close it" });
  },

  "throw later": () =>
    new Promise(() => {
      setTimeout(() => {
        throw new RangeError("nobody waits for this");
      });
    }),

  exit: ({ value }) => process.exit(value),

  loop() {
    for (;;);
  },

  bomb() {
    // In small steps, and so a chain, for an array that grows takes much at once: that can be past the limit before V8
    // has stopped the worker, and then it ends the whole process.
    let hoard: object = {};
    for (;;) hoard = { hoard };
  },
};

export const trials: Setup<string, Trial, TrialResult> = async (setup) => {
  if (setup === "throw") throw new TypeError("the set-up is broken");
  return (trial) => does[trial.does](trial);
};
