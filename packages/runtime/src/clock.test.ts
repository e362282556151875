import { afterEach, expect, test, vi } from "vitest";
import { milliseconds } from "./clock.ts";

afterEach(() => vi.unstubAllGlobals());

test.each(["Node's", "a browser's"])("%s clock goes forward as time does", async (whose) => {
  if (whose !== "Node's") vi.stubGlobal("process", undefined);
  const started = milliseconds();
  await new Promise((resolve) => setTimeout(resolve, 20));
  const passed = milliseconds() - started;
  expect(passed).toBeGreaterThan(15);
  expect(passed).toBeLessThan(2000);
});
