/** The work of the round trip. */
import { InputError, type Setup } from "@backlot/runtime";

export interface Raise {
  bytes: Uint8Array<ArrayBuffer>;
  length: number;
}

/** Raises small ASCII letters by `distance`; `!` is bad input, `?` ends the process. */
export const raise: Setup<number, Raise, Uint8Array> = async (distance) => (task) => {
  const bytes = task.bytes.subarray(0, task.length);
  bytes.forEach((byte, i) => {
    if (byte === 0x21) throw new InputError("Cannot raise an exclamation mark", { byte: i, hint: "Write a full stop" });
    if (byte === 0x3f) process.exit(5);
    if (byte >= 0x61 && byte <= 0x7a) bytes[i] = byte - distance;
  });
  return { result: bytes, transfer: [task.bytes.buffer] };
};
