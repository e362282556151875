/** Which texts are the same instant in every zone: `new Date` in processes of three zones is the judge. */
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { sameAnywhere } from "./calendar.ts";

const anywhere = [
  "2024",
  "2024-06",
  "2024-06-01",
  "+002024-06-01",
  "2024-06-01T00:00Z",
  "2024-06-01T00:00:00.000Z",
  "2024-06-01T00:00:00+02:00",
  "2024-06-01 00:00:00-0330",
  "2024-06-01Z",
  "June 1, 2024 UTC",
  "Sat, 01 Jun 2024 00:00:00 GMT",
  "Sat Jun 01 2024 00:00:00 GMT+0900 (Japan Standard Time)",
];
const somewhere = [
  "2024-06-01T00:00:00",
  "2024-06-01T00:00",
  "2024-06-01 00:00:00",
  "2024/06/01",
  "2024-6-1",
  "01-06-2024",
  "June 1, 2024",
  "Sat, 01 Jun 2024 00:00:00",
  "1717200000000",
  "soon",
  "Z",
];

/** What the texts are in a zone, in milliseconds. */
function times(TZ: string): (number | null)[] {
  const code = `JSON.stringify(${JSON.stringify([...anywhere, ...somewhere])}.map((text) => Date.parse(text)))`;
  const out = execFileSync(process.execPath, ["-p", code], { encoding: "utf8", env: { ...process.env, TZ } });
  return JSON.parse(out) as (number | null)[];
}

test("days and times with a zone are, all others are refused", () => {
  const [first, ...others] = ["UTC", "Asia/Tokyo", "America/St_Johns"].map(times);
  anywhere.forEach((text, k) => {
    expect([text, ...others.map((other) => other[k])]).toEqual([text, first[k], first[k]]);
    expect([text, sameAnywhere(text)]).toEqual([text, true]);
  });
  somewhere.forEach((text, i) => {
    const k = anywhere.length + i;
    expect([text, first[k] !== null && others.some((other) => other[k] === first[k])]).toEqual([text, false]);
    expect([text, sameAnywhere(text)]).toEqual([text, false]);
  });
});
