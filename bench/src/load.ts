/**
 * Loading: cases and engines are what lies in their folders, so that adding one is adding a file.
 */

import { readdirSync } from "node:fs";
import type { Case } from "./case.ts";
import type { Engine } from "./engine.ts";
import type { Verb } from "./job.ts";

/** The cases of a verb, by `VERB/FILE`. */
export function loadCases(verb: Verb): Promise<Map<string, Case>> {
  return load("cases", verb);
}

const order = ["ours", "rival", "roof"];

/** The engines of a verb, by `VERB/FILE`: ours first, roofs last. */
export async function loadEngines(verb: Verb): Promise<Map<string, Engine>> {
  const engines = await load<Engine>("engines", verb);
  return new Map([...engines].toSorted(([, a], [, b]) => order.indexOf(a.role) - order.indexOf(b.role)));
}

async function load<T>(kind: "cases" | "engines", verb: Verb): Promise<Map<string, T>> {
  const folder = new URL(`${kind}/${verb}/`, import.meta.url);
  const found = new Map<string, T>();
  for (const file of readdirSync(folder).toSorted()) {
    const { default: item } = (await import(new URL(file, folder).href)) as { default: T };
    found.set(`${verb}/${file.replace(/\.ts$/, "")}`, item);
  }
  return found;
}
