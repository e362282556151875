/** Errors as plain data, for the way from a worker to the one who waits for it. */
import { BugError, InputError, MachineError } from "./errors.ts";
import { thrownText } from "./thrown-text.ts";

/** An error's data: structured clone would lose its class, name and own fields. */
export interface ErrorMessage {
  name: string;
  message: string;
  stack: string | undefined;
  /** The error's own fields that are plain: file, record, byte, field, hint, code and the like. */
  fields: Record<string, string | number | bigint | boolean>;
  cause: ErrorMessage | undefined;
}

/** A chain of causes may bite its own tail. */
const longestChain = 8;

/** What can be sent of anything that was thrown. */
export function packError(thrown: unknown, depth = 0): ErrorMessage {
  if (!(thrown instanceof Error)) {
    const shown = typeof thrown === "string" ? JSON.stringify(thrown) : thrownText(thrown);
    return {
      name: "Error",
      message: `Something that is no error was thrown: ${shown}`,
      stack: undefined,
      fields: {},
      cause: undefined,
    };
  }
  const fields: ErrorMessage["fields"] = {};
  for (const [key, value] of Object.entries(thrown)) {
    if (!["name", "message", "stack", "cause"].includes(key) && isPlain(value)) fields[key] = value;
  }
  const hasCause = thrown.cause !== undefined && depth < longestChain;
  return {
    name: thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    fields,
    cause: hasCause ? packError(thrown.cause, depth + 1) : undefined,
  };
}

function isPlain(value: unknown): value is string | number | bigint | boolean {
  return ["string", "number", "bigint", "boolean"].includes(typeof value);
}

/** The error again, of our own class if it was one of ours, with the stack of where it was thrown. */
export function unpackError(packed: ErrorMessage): Error {
  const error = newError(packed.name);
  const hidden = { enumerable: false, configurable: true, writable: true };
  Object.defineProperty(error, "message", { ...hidden, value: packed.message });
  Object.defineProperty(error, "stack", { ...hidden, value: packed.stack ?? `${packed.name}: ${packed.message}` });
  if (packed.cause) Object.defineProperty(error, "cause", { ...hidden, value: unpackError(packed.cause) });
  return Object.assign(error, packed.fields);
}

function newError(name: string): Error {
  if (name === "InputError") return new InputError("");
  if (name === "MachineError") return new MachineError("");
  if (name === "BugError") return new BugError("");
  return Object.defineProperty(new Error(), "name", { value: name, configurable: true, writable: true });
}
