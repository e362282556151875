/** A vitest reporter that ends with the scoreboard, as a table in Markdown. */
import type { Reporter, TestModule } from "vitest/node";
import type { Tally } from "./scoreboard.ts";

export default class Scoreboard implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const rows = new Map<string, Tally & { seconds: number }>();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { tally } = test.meta();
        if (tally === undefined) continue;
        const key = `${String(tally.row).padStart(2, "0")} ${module.relativeModuleId}`;
        const seconds = (test.diagnostic()?.duration ?? 0) / 1000;
        const so = rows.get(key);
        rows.set(key, {
          ...tally,
          inputs: tally.inputs + (so?.inputs ?? 0),
          faults: tally.faults + (so?.faults ?? 0),
          wrong: tally.wrong + (so?.wrong ?? 0),
          lost: tally.lost + (so?.lost ?? 0),
          seconds: seconds + (so?.seconds ?? 0),
        });
      }
    }
    const lines = [...rows.entries()]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, { row, inputs, faults, wrong, lost, seconds }]) =>
        [
          row,
          key.slice(3),
          ...[inputs, faults, wrong, lost].map((n) => n.toLocaleString("en")),
          seconds.toFixed(),
        ].join(" | "),
      );
    const head = [
      "row | where | inputs tried | faults injected | wrong results | lost records | seconds",
      "|---".repeat(7),
    ];
    process.stdout.write(`\n| ${head.join(" |\n")}|\n${lines.map((line) => `| ${line} |\n`).join("")}\n`);
  }
}
