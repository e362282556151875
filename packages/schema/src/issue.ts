/**
 * What is wrong with a plugin, as data: all of it at once.
 */

/** One thing that is wrong. */
export interface Issue {
  /** Which rule is broken. */
  readonly code: "name" | "version" | "type" | "range" | "unknown" | "cycle" | "context" | "duplicate";
  /** Where: the table, then the path of the field, such as `title.basics / genres`. */
  readonly path: string;
  /** What would be right. */
  readonly expected: string;
  /** What is there. */
  readonly received: string;
  /** What to write instead, where it can be guessed. */
  readonly suggestion?: string;
}

/** What is wrong with a hint, wherever it stands. */
export type Misuse = Omit<Issue, "path">;

/**
 * A plugin that cannot be used, with every reason.
 *
 * @example
 * ```ts
 * import { definePlugin, defineTable, key, PluginError, sameAs } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const film = defineTable("film", z.object({ id: key("f"), title: z.string(), shown: sameAs("titel") }));
 * try {
 *   definePlugin({ name: "cinema", dataVersion: 1, tables: [film] });
 * } catch (error) {
 *   if (!(error instanceof PluginError)) throw error;
 *   console.log(error.issues[0].path, "→", error.issues[0].suggestion); // film / shown → title
 * }
 * ```
 */
export class PluginError extends Error {
  override readonly name = "PluginError";
  readonly issues: readonly Issue[];

  constructor(plugin: string, issues: readonly Issue[]) {
    const lines = issues.map(issueText);
    const count = issues.length === 1 ? "1 issue" : `${issues.length} issues`;
    super(`Cannot use the plugin ${JSON.stringify(plugin)}: ${count}\n${lines.map((line) => `  ${line}`).join("\n")}`);
    this.issues = issues;
  }
}

/** An issue in one line. */
export function issueText({ path, expected, received, suggestion }: Issue): string {
  const hint = suggestion === undefined ? "" : `; did you mean ${suggestion}?`;
  return `${path}: expected ${expected}, found ${received}${hint}`;
}
