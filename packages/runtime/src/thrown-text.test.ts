/** Whatever code throws, the error tells something of it, and is thrown itself. */
import { expect, test } from "vitest";
import { packError } from "./error-message.ts";
import { StrayError } from "./errors.ts";
import { thrownText } from "./thrown-text.ts";

const hostile = new Proxy(new Error("never seen"), {
  get() {
    throw new Error("not to be looked at");
  },
});

test.each<[string, unknown, string]>([
  ["an error", new RangeError("too late"), "too late"],
  ["text", "too late", "too late"],
  ["nothing", undefined, "undefined"],
  ["a symbol", Symbol("late"), "Symbol(late)"],
  ["an object without a prototype", Object.create(null), "something without a text"],
  ["an error that cannot be read", hostile, "something without a text"],
])("%s has a text", (_, thrown, text) => {
  expect(thrownText(thrown)).toBe(text);
  expect(new StrayError(thrown).message).toBe(text);
});

test("what has no text can be sent", () => {
  expect(packError(Object.create(null)).message).toContain("something without a text");
});
