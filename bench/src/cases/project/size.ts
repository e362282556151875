/**
 * Job D on 10 MB to 20 GB: cost is linear, and memory does not depend on the size. The largest input is one file of
 * 5 GB that is read four times over, so that it stays in the page cache of a machine with 8 GB to spare: what is
 * measured is not the disk.
 */

import type { Engine, Runner } from "../../engine.ts";
import { gigabyteRows } from "../../movie-keys.ts";
import { projection } from "../../projection.ts";
import type { Target } from "../../target.ts";

const [ours, idle] = ["project/library", "project/idle"];

const times = 4;
/** What is read, as a part of the file. */
const sizes: readonly (readonly [name: string, files: number])[] = [
  ["1/500 of a file", 1 / 500],
  ["1/50", 1 / 50],
  ["1/5", 1 / 5],
  ["a file", 1],
  ["a file 4 times", times],
];
const named = (size: string): string => `backlot, ${size}`;
const [fifth, file, largest] = sizes.slice(2).map(([name]) => named(name));
const workers = [1, 2];

export default projection({
  name: "size",
  title: "job D on 10 MB to 20 GB: a file of 5 GB, parts of it, and the file four times over",
  table: "movie",
  inputFormat: "ndjson",
  columns: { title: "VARCHAR", startYear: "VARCHAR", directors: "VARCHAR[]" },
  rows: 20 * gigabyteRows,
  rounds: 2,
  times,
  shares: sizes.map(([, files]) => files / times).filter((share) => share < 1),
  targets: [
    {
      what: "a file, 2 workers vs 1",
      of: `${file} ×2`,
      versus: `${file} ×1`,
      figure: "records/s",
      least: 1.7,
    },
    {
      what: "4 times a file, 2 workers vs 1",
      of: `${largest} ×2`,
      versus: `${largest} ×1`,
      figure: "records/s",
      least: 1.7,
    },
    ...workers.flatMap((threads): Target[] => [
      {
        what: `4 times a file vs 1/5 of it, ${threads} worker${threads === 1 ? "" : "s"}`,
        of: `${largest} ×${threads}`,
        versus: `${fifth} ×${threads}`,
        figure: "records/s",
        least: 0.9,
      },
      {
        what: `4 times a file, ${threads} worker${threads === 1 ? "" : "s"}`,
        of: `${largest} ×${threads}`,
        versus: "idle process ×1",
        figure: "MB per worker",
        most: 64,
      },
    ]),
  ],
  runners(engines) {
    const engine = engines.get(ours)!;
    const sized = sizes.map(([name, files]): Engine<"project"> => ({
      ...engine,
      name: named(name),
      share: () => files / times,
    }));
    return [
      ...workers.flatMap((threads) => sized.map((each): Runner<"project"> => ({ id: ours, engine: each, threads }))),
      { id: idle, engine: engines.get(idle)!, threads: 1 },
    ];
  },
});
