import type { Source } from "@backlot/runtime";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Window } from "./window.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** A source that gives what `say` says, when it is said. */
function told(): { source: Pick<Source, "read">; say: (words: string) => void; end: () => void } {
  let rest = new Uint8Array();
  const said = { change: Promise.withResolvers<void>(), isAll: false };
  return {
    source: {
      async read(into) {
        while (rest.length === 0 && !said.isAll) await said.change.promise;
        const part = rest.subarray(0, into.length);
        into.set(part);
        rest = rest.subarray(part.length);
        return part.length;
      },
    },
    say(words) {
      rest = new TextEncoder().encode(text(rest) + words);
      said.change.resolve();
      said.change = Promise.withResolvers();
    },
    end() {
      said.isAll = true;
      said.change.resolve();
    },
  };
}

describe("a source that pauses", () => {
  test("is waited for by fill, and not by fillReady", async () => {
    const { source, say, end } = told();
    const window = new Window(source, 8);
    say("abc");
    await window.fillReady(0);
    expect(text(window.bytes)).toBe("abc");
    const filled = window.fill();
    say("defghij");
    await filled;
    expect(text(window.bytes)).toBe("abcdefgh");
    end();
    await window.fill(100);
    expect([text(window.bytes), window.ended]).toEqual(["abcdefghij", true]);
  });

  test("is waited for while nothing is new", async () => {
    const { source, say } = told();
    const window = new Window(source, 8);
    say("abc");
    await window.fillReady(0);
    const filled = window.fillReady(3);
    setTimeout(() => say("d"), 150);
    await filled;
    expect(text(window.bytes)).toBe("abcd");
  });

  test("is not waited for without end where it trickles", async () => {
    const { source, say, end } = told();
    const window = new Window(source, 1000);
    const trickle = setInterval(() => say("x"), 10);
    await window.fillReady(0);
    clearInterval(trickle);
    expect(window.bytes.length).toBeLessThan(200);
    end();
  });

  test("fails when it is read on, and not before", async () => {
    const failure = Promise.withResolvers<number>();
    let isFirst = true;
    const read = (): Promise<number> => {
      if (!isFirst) return failure.promise;
      isFirst = false;
      return Promise.resolve(1);
    };
    const window = new Window({ read }, 8);
    await window.fillReady(0);
    failure.reject(new Error("gone"));
    await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(window.fillReady(0)).rejects.toThrow("gone");
  });

  test("is looked into behind the read under way", async () => {
    const { source, say, end } = told();
    const window = new Window(source, 8);
    say("abc");
    await window.fillReady(0);
    const seen = window.peek(6);
    say("defghijklm");
    expect(text(await seen)).toBe("abcdef");
    end();
    await window.fill(100);
    expect(text(window.bytes)).toBe("abcdefghijklm");
  });

  test("loses nothing, whatever is taken and dropped while it is read", async () => {
    const step = fc.oneof(
      fc.record({ does: fc.constant("say" as const), words: fc.string({ unit: "grapheme-ascii", maxLength: 9 }) }),
      fc.record({ does: fc.constantFrom("take" as const, "drop" as const), length: fc.nat(12) }),
      fc.record({ does: fc.constant("fill" as const), wanted: fc.nat(20) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
        const { source, say, end } = told();
        const spare: ArrayBuffer[] = [];
        const window = new Window(source, 6, spare);
        let said = "";
        const taken: { bytes: Uint8Array; was: string }[] = [];
        window.keepFront();
        for (const { does, ...how } of steps) {
          if ("words" in how) {
            said += how.words;
            say(how.words);
          } else if ("wanted" in how) {
            if (said.length > window.byte + window.bytes.length)
              await window.fillReady(window.bytes.length, how.wanted);
          } else {
            const length = Math.min(how.length, window.bytes.length);
            const was = said.slice(window.byte, window.byte + length);
            if (does === "drop") window.drop(length);
            else taken.push({ bytes: window.take(length), was });
          }
          expect(text(window.bytes)).toBe(said.slice(window.byte, window.byte + window.bytes.length));
        }
        end();
        await window.fill(1000);
        expect(text(window.bytes)).toBe(said.slice(window.byte));
        expect(text(window.front)).toBe(said);
        // Nobody reads into what was handed over.
        for (const { bytes, was } of taken) expect(text(bytes)).toBe(was);
      }),
      { numRuns: 30 },
    );
  });
});
