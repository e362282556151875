/** What the fixture worker can do: compute, and fail in every way a worker can. */
import { InputError, type Setup } from "@backlot/runtime";

export interface Trial {
  does: "double" | "fill" | "sleep" | "throw" | "throw null" | "throw input" | "exit" | "throw later" | "loop" | "bomb";
  value: number;
  bytes?: Uint8Array;
}

export interface TrialResult {
  value: number;
  bytes?: Uint8Array;
  /** The length the worker's buffer was left with is not seen from outside: it tells the one it was given. */
  setup: string;
}

export const trials: Setup<string, Trial, TrialResult> = async (setup) => {
  if (setup === "throw") throw new TypeError("the set-up is broken");
  return async ({ does, value, bytes }) => {
    switch (does) {
      case "double":
        return { result: { value: value * 2, setup } };
      case "sleep":
        await new Promise((resolve) => setTimeout(resolve, value));
        return { result: { value, setup } };
      case "fill": {
        bytes!.fill(value);
        const { buffer } = bytes!;
        return { result: { value, bytes, setup }, transfer: buffer instanceof ArrayBuffer ? [buffer] : [] };
      }
      case "throw":
        throw new RangeError(`no such value: ${value}`, { cause: new Error("the root of it") });
      case "throw null":
        // oxlint-disable-next-line typescript/only-throw-error -- what is tried here
        throw null;
      case "throw input":
        throw new InputError("Cannot parse record 41", { file: "a.csv", record: 41, byte: 1202, hint: "Close it" });
      case "throw later":
        setTimeout(() => {
          throw new RangeError("nobody waits for this");
        });
        return new Promise(() => {});
      case "exit":
        process.exit(value);
      // oxlint-disable-next-line no-fallthrough -- process.exit never returns
      case "loop":
        for (;;);
      case "bomb": {
        const hoard: number[][] = [];
        for (;;) hoard.push(Array.from({ length: 10_000 }, (_, i) => i + hoard.length));
      }
    }
  };
};
