/** No path is misread: what the JSONPath suite calls invalid is refused, and what is not refused selects what it says. */
import { parsePath } from "@backlot/projector";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { corpus } from "./corpora.ts";
import { outcome, utf8 } from "./run.ts";

interface Case {
  name: string;
  selector: string;
  document?: unknown;
  result?: unknown[];
  results?: unknown[][];
  invalid_selector?: boolean;
}

const path = corpus("jsonpath-cts/cts.json");
const { tests } = path === undefined ? { tests: [] } : (JSON.parse(readFileSync(path, "utf8")) as { tests: Case[] });

function isRefused(selector: string): boolean {
  try {
    parsePath(selector);
    return false;
  } catch {
    return true;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

describe.skipIf(path === undefined)("JSONPath compliance suite", () => {
  // Without its leading `$` a selector is dotted text, in which more is allowed.
  const paths = tests.filter(({ selector }) => selector.startsWith("$"));
  const accepted = paths.filter(({ selector }) => !isRefused(selector));

  test("some selectors are supported", () => {
    expect(accepted.length).toBeGreaterThan(40);
  });

  test("no invalid selector is accepted", () => {
    expect(accepted.filter((one) => one.invalid_selector === true)).toEqual([]);
  });

  // A record is an object; and `[*]` is for arrays only.
  const runnable = accepted.filter(({ document, selector }) => isObject(document) && !selector.includes("*"));

  test.each(runnable)("$name: $selector", async ({ selector, document, result, results }) => {
    const { text } = await outcome(utf8(JSON.stringify(document)), "x.ndjson", { pick: [`${selector} AS it`] });
    const { it } = JSON.parse(text!) as { it?: unknown };
    expect(results ?? [result]).toContainEqual(it === undefined ? [] : [it]);
  });
});
