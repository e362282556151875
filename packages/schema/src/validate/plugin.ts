/**
 * The checks of a plugin: they collect everything that is wrong, and throw nothing.
 */

import type { Issue } from "../issue.ts";
import { received } from "../received.ts";
import type { PluginDefinition } from "../plugin.ts";
import { checkFieldRings, checkParentRings } from "./rings.ts";
import { shapeIssues, tableIssues } from "./shape.ts";
import { Subject, type Report } from "./subject.ts";
import type { TableDefinition } from "../table.ts";
import { checkTable } from "./table.ts";

/** All that is wrong with a plugin; nothing, if it can be used. */
export function validatePlugin(plugin: PluginDefinition): Issue[] {
  const issues = shapeIssues(plugin);
  // Options of another shape say nothing, but what stands beside them can be wrong as well.
  const checked = issues.length === 0 ? plugin : withoutMisshapen(plugin);
  if (checked === undefined) return issues;
  const report: Report = (issue) => issues.push(issue);
  const { name, dataVersion, tables } = checked;
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
    if (plugin.tables.includes(table)) checkTable(new Subject(checked, table, report));
  }
  checkParentRings(checked, report);
  checkFieldRings(checked, report);
  return issues;
}

/** The plugin without the options that have another shape; nothing where more than options has. */
function withoutMisshapen(plugin: PluginDefinition): PluginDefinition | undefined {
  const tables: unknown = (plugin as Partial<PluginDefinition> | undefined)?.tables;
  if (!Array.isArray(tables)) return undefined;
  const left = { ...plugin, tables: tables.map((table: TableDefinition) => (isShaped(table) ? table : shaped(table))) };
  return shapeIssues(left).length === 0 ? left : undefined;
}

const isShaped = (table: TableDefinition): boolean => tableIssues(table, 0).length === 0;

/** What others may know of a table: the options that are right, and no number of records, which may be another one. */
function shaped(table: TableDefinition): TableDefinition {
  const right = Object.entries(table?.options ?? {}).filter(([name, value]) =>
    isShaped({ ...table, options: { [name]: value } }),
  );
  return { ...table, options: { ...Object.fromEntries(right), rows: () => Infinity } };
}
