/**
 * The checks of a plugin: they collect everything that is wrong, and throw nothing.
 */

import type { Issue } from "../issue.ts";
import { received } from "../received.ts";
import type { PluginDefinition } from "../plugin.ts";
import { checkFieldRings, checkParentRings } from "./rings.ts";
import { shapeIssues } from "./shape.ts";
import { Subject, type Report } from "./subject.ts";
import { checkTable } from "./table.ts";

/** All that is wrong with a plugin; nothing, if it can be used. */
export function validatePlugin(plugin: PluginDefinition): Issue[] {
  const issues = shapeIssues(plugin);
  if (issues.length > 0) return issues;
  const report: Report = (issue) => issues.push(issue);
  const { name, dataVersion, tables } = plugin;
  if (!/^[a-z][a-z0-9-]*$/.test(name))
    report({ code: "name", path: "name", expected: "lower-case letters, digits and dashes", received: received(name) });
  if (!Number.isSafeInteger(dataVersion) || dataVersion < 1) {
    const expected = "a whole number from 1";
    report({ code: "version", path: "dataVersion", expected, received: received(dataVersion) });
  }
  if (tables.length === 0) report({ code: "range", path: "tables", expected: "at least one table", received: "none" });
  const seen = new Set<string>();
  for (const table of tables) {
    if (!/^[A-Za-z][\w.-]*$/.test(table.name)) {
      const expected = "a letter, then letters, digits, dots, dashes";
      report({ code: "name", path: table.name, expected, received: received(table.name) });
    }
    if (seen.has(table.name))
      report({ code: "duplicate", path: table.name, expected: "one table of that name", received: "two" });
    seen.add(table.name);
    checkTable(new Subject(plugin, table, report));
  }
  checkParentRings(plugin, report);
  checkFieldRings(plugin, report);
  return issues;
}
