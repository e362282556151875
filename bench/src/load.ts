/**
 * Loading: cases and engines are what lies in their folders, so that adding one is adding a file.
 */

import { readdirSync } from "node:fs";
import type { Case } from "./case.ts";
import type { Engine } from "./engine.ts";
import type { Verb } from "./job.ts";

/** What can be asked for: a folder of cases each. */
export const suites = ["generate", "project", "curves"] as const;
export type Suite = (typeof suites)[number];

/** The cases of a suite, by `SUITE/FILE`. */
export function loadCases(suite: Suite): Promise<Map<string, Case>> {
  return load("cases", suite);
}

const order = ["ours", "rival", "apart", "roof"];

/** The engines of a verb, by `VERB/FILE`: ours first, roofs last. */
export async function loadEngines(verb: Verb): Promise<Map<string, Engine>> {
  const engines = await load<Engine>("engines", verb);
  return new Map([...engines].toSorted(([, a], [, b]) => order.indexOf(a.role) - order.indexOf(b.role)));
}

async function load<T>(kind: "cases" | "engines", name: Suite | Verb): Promise<Map<string, T>> {
  const folder = new URL(`${kind}/${name}/`, import.meta.url);
  const found = new Map<string, T>();
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith(".ts")) continue;
    const { default: item } = (await import(new URL(file, folder).href)) as { default: T };
    found.set(`${name}/${file.replace(/\.ts$/, "")}`, item);
  }
  return found;
}
