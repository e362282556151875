/** Keys that objects of JavaScript have by themselves, and keys that come twice: none is lost, none does anything. */
import { pathText } from "@backlot/projector";
import { describe } from "vitest";
import { outcome, utf8 } from "../projector/run.ts";
import { RandomJson } from "./random-json.ts";
import { Random } from "./random.ts";
import { amount, row } from "./scoreboard.ts";

const keys = [
  ...Object.getOwnPropertyNames(Object.prototype),
  ...Object.getOwnPropertyNames(Array.prototype),
  ...' 0 -1 a.b a[*] $ / ~1 é \u0000 \ud83d\ude00 " \\ prototype then'.split(" "),
];
const pick = keys.map((key) => pathText([{ key }]));

/** Everything that hangs on a prototype, in words. */
const prototypes = (): string =>
  [Object.prototype, Array.prototype, Function.prototype, String.prototype]
    .map((prototype) => Reflect.ownKeys(prototype).map(String).join())
    .join(" ");

describe("hostile keys", () => {
  row(9, "the last of each is kept, and no prototype changes", async (count) => {
    const before = prototypes();
    for (let seed = 1; count.inputs < amount(1_000, 200_000); seed++) {
      const random = new Random(seed);
      const json = new RandomJson(random);
      const lines: string[] = [];
      const wanted: string[] = [];
      for (let record = 0; record < 500; record++) {
        const members = random.some(12, (): [string, string] => [random.of(keys), json.value(2)]);
        const last = new Map(members);
        lines.push(`{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join()}}`);
        const kept = keys.flatMap((key) => (last.has(key) ? [`${JSON.stringify(key)}:${last.get(key)}`] : []));
        wanted.push(`{${[...new Set(kept)].join()}}`);
        count.inputs += 1;
      }
      const { text = "" } = await outcome(utf8(`${lines.join("\n")}\n`), "x.ndjson", { pick: [...new Set(pick)] });
      const given = text.split("\n");
      for (const [i, line] of wanted.entries()) count.same(given[i], line, () => lines[i]);
      count.missing(given.length - 1 - wanted.length);
    }
    count.same(prototypes(), before, () => "the prototypes");
  });
});
