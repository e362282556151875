import { expect, test } from "vitest";
import { interleave } from "./interleave.ts";

test("runs in turn, and leaves out the round that warms up", async () => {
  const ran: string[] = [];
  const results = await interleave(["A", "B"], 2, async (runner) => {
    ran.push(runner);
    return ran.length;
  });
  expect(ran.join("")).toBe("ABABAB");
  expect(results).toEqual([
    [3, 5],
    [4, 6],
  ]);
});

test("ends with the first run that fails", async () => {
  const running = interleave(["A", "B"], 1, () => Promise.reject(new Error("wrong")));
  await expect(running).rejects.toThrow("wrong");
});
