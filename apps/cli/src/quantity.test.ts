import { expect, test } from "vitest";
import { bytesText, counted, countText, secondsText } from "./quantity.ts";

test.for([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1.00 kB"],
  [999_499, "999 kB"],
  [999_500, "1.00 MB"],
  [250_123_456, "250 MB"],
  [10e9, "10.0 GB"],
] as const)("%d bytes", ([bytes, text]) => {
  expect(bytesText(bytes)).toBe(text);
});

test.for([
  [0, "0.00 s"],
  [0.421, "0.42 s"],
  [12.34, "12.3 s"],
  [59.96, "1 min 00 s"],
  [200, "3 min 20 s"],
  [7500, "2 h 05 min"],
] as const)("%d seconds", ([seconds, text]) => {
  expect(secondsText(seconds)).toBe(text);
});

test("counts", () => {
  expect(countText(1_234_567)).toBe("1,234,567");
  expect(counted(1, "record")).toBe("1 record");
  expect(counted(0, "record")).toBe("0 records");
});
