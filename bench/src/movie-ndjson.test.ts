import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import movieNdjson from "./cases/generate/movie-ndjson.ts";
import backlot from "./engines/generate/backlot.ts";
import faker from "./engines/generate/faker.ts";
import type { Engine, Runner } from "./engine.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-bench-test-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const runnerOf = (id: string, engine: Engine): Runner => ({ id: `generate/${id}`, engine, threads: 0 });

test("Backlot's movies are right, to the byte", async () => {
  const { proof, check } = await movieNdjson.prepare(folder, 1);
  const path = join(folder, "backlot.ndjson");
  const outcome = await backlot.run({ ...proof, to: path }, 0);
  const runner = runnerOf("backlot", backlot);
  await check({ runner, job: proof, path, outcome });
  writeFileSync(path, readFileSync(path, "utf8").replace(/"actors":\["\w+/, '"actors":["Ann'));
  await expect(check({ runner, job: proof, path, outcome })).rejects.toThrow(/backlot ×0 is wrong: its digest is/);
});

test("faker's movies are of the right kinds, and no others are", async () => {
  const { proof, check } = await movieNdjson.prepare(folder, 1);
  const path = join(folder, "faker.ndjson");
  const outcome = await faker.run({ ...proof, rows: 60, to: path }, 1);
  const checked = (records = 60): Promise<void> =>
    check({ runner: runnerOf("faker", faker), job: proof, path, outcome: { ...outcome, records } });
  await checked();
  await expect(checked(61)).rejects.toThrow("it ends before 61");

  const movies = readFileSync(path, "utf8").trim().split("\n");
  const wrong: readonly [change: (movie: Record<string, unknown>) => object, message: RegExp][] = [
    [(movie) => ({ ...movie, title: undefined }), /record 59: its keys are titleId,ordering,region/],
    [({ titleId, ...movie }) => ({ ...movie, titleId }), /record 59: its keys are ordering,/],
    [(movie) => ({ ...movie, actors: (movie.actors as string[]).slice(1) }), /record 59: actors is .*: Too small/],
    [(movie) => ({ ...movie, directors: ["Zz Zz", "Zz Zz"] }), /record 59: directors is .*, not 2 times a full name/],
    [(movie) => ({ ...movie, isAdult: "true" }), /record 59: isAdult is "true": Invalid input/],
    [(movie) => ({ ...movie, title: "Alien" }), /record 59: title is "Alien", not a catch phrase/],
  ];
  for (const [change, message] of wrong) {
    const last = JSON.stringify(change(JSON.parse(movies[59]) as Record<string, unknown>));
    writeFileSync(path, [...movies.slice(0, 59), last, ""].join("\n"));
    await expect(checked()).rejects.toThrow(message);
  }

  const padded = movies.map((movie) => movie.replace(/^\{/, `{${" ".repeat(600)}`));
  writeFileSync(path, `${padded.join("\n")}\n`);
  await expect(checked()).rejects.toThrow(/a record has \d+ bytes, not about/);
});
