/**
 * What is being checked, and where issues go: one table, beside the others of its plugin.
 */

import { present, type Field, type FieldOf, type JsonType, type Scalar } from "../field.ts";
import { fieldsOf } from "../infer.ts";
import type { Issue, Misuse } from "../issue.ts";
import { received } from "../received.ts";
import { jsonTypes, notCovered } from "../json-types.ts";
import { nearest } from "../nearest.ts";
import type { PluginDefinition } from "../plugin.ts";
import type { TableDefinition } from "../table.ts";

/** Takes one issue. */
export type Report = (issue: Issue) => void;

/** Which records of a table are meant. */
export interface Where {
  readonly field: string;
  readonly values: readonly Scalar[];
}

/** The fields of a table by name. */
export function fieldMap(table: TableDefinition): Map<string, Field> {
  return new Map(fieldsOf(table).map(({ name, field }) => [name, field]));
}

const fieldsIn = (table: TableDefinition | undefined): Map<string, Field> | undefined => table && fieldMap(table);

const integers: readonly JsonType[] = ["integer"];

/** A table under check. */
export class Subject {
  readonly plugin: PluginDefinition;
  readonly table: TableDefinition;
  readonly fields: ReadonlyMap<string, Field>;
  readonly #report: Report;

  constructor(plugin: PluginDefinition, table: TableDefinition, report: Report) {
    this.plugin = plugin;
    this.table = table;
    this.fields = fieldMap(table);
    this.#report = report;
  }

  /** Reports what is wrong at a path of the table. */
  issue(code: Issue["code"], path: string, expected: string, found: string, suggestion?: string): void {
    const issue: Issue = { code, path: `${this.table.name} / ${path}`, expected, received: found };
    this.#report(suggestion === undefined ? issue : { ...issue, suggestion });
  }

  /** Reports what a hint was told wrong. */
  misused(path: string, wrong: readonly Misuse[]): void {
    for (const { code, expected, received: found, suggestion } of wrong)
      this.issue(code, path, expected, found, suggestion);
  }

  /** Whether a name is among the known ones; reports it where it is not. */
  known(name: string, known: Iterable<string>, path: string, expected: string): boolean {
    const names = [...known];
    if (names.includes(name)) return true;
    this.issue("unknown", path, expected, received(name), nearest(name, names));
    return false;
  }

  /** A field beside the one that is checked, unless something is wrong with it, which is told there. */
  sibling(name: string, path: string): Field | undefined {
    if (!this.known(name, this.fields.keys(), path, "a field of the same table")) return undefined;
    const field = this.fields.get(name)!;
    this.followed(field, name, path);
    return present(field).kind === "unsupported" ? undefined : field;
  }

  /** Whether the values of a field fit the type that was declared; null may be allowed around it. */
  fits(
    field: FieldOf<"same" | "plus" | "transform" | "reference" | "tree" | "parent">,
    path: string,
    mayBeNull: boolean,
  ): void {
    const { tables } = this.plugin;
    const named = (name: string): TableDefinition | undefined => tables.find((table) => table.name === name);
    const types = jsonTypes(field, {
      own: this.table.name,
      of: (name) => fieldsIn(named(name)),
      parentOf: (name) => named(name)?.options.per?.table,
    });
    const declared = field.kind === "plus" ? integers : field.declared;
    if (types === undefined || declared === undefined) return;
    const wrong = notCovered(types, declared).filter((type) => !(mayBeNull && type === "null"));
    if (wrong.length === 0) return;
    const target = field.kind === "same" ? field.as : field.field;
    // Sums are whole numbers, or null where the other field is.
    const [expected, suggestion] =
      field.kind === "plus"
        ? [`a type that takes null, as ${target} may be null or missing`, "nullable(plus(…), 0)"]
        : [`a type that takes what ${target} has: ${[...types].join(", ")}`];
    this.issue("type", path, expected, declared.join(", "), suggestion);
  }

  /** A field of a table that records point at. */
  target(table: string, field: string, path: string, where?: Where): void {
    const fields = this.targetTable(table, path, where);
    if (fields === undefined || !this.known(field, fields.keys(), path, `a field of ${table}`)) return;
    this.followed(fields.get(field)!, `${table} / ${field}`, path);
  }

  /** The fields of a table that records point at, with the choice of these records checked. */
  targetTable(name: string, path: string, where?: Where): ReadonlyMap<string, Field> | undefined {
    const { tables } = this.plugin;
    const names = tables.map((table) => table.name);
    if (!this.known(name, names, path, "a table of the plugin")) return undefined;
    const fields = fieldMap(tables.find((table) => table.name === name)!);
    if (where !== undefined) this.#where(name, fields, where, `${path} / where`);
    return fields;
  }

  #where(table: string, fields: ReadonlyMap<string, Field>, where: Where, path: string): void {
    if (!this.known(where.field, fields.keys(), path, `a field of ${table}`)) return;
    const field = fields.get(where.field)!;
    if (field.kind !== "choice" || field.exact !== true) {
      const found = `${where.field}, which is ${field.kind}`;
      return this.issue("context", path, "a weighted field with exact: true", found);
    }
    const { values, weights } = field;
    const missing = where.values.filter((value) => !values.includes(value));
    for (const value of missing) {
      const near = typeof value === "string" ? nearest(value, values.map(String)) : undefined;
      this.issue("unknown", path, `a value of ${where.field}`, received(value), near);
    }
    const possible = where.values.some((value) => weights === undefined || weights[values.indexOf(value)] > 0);
    if (missing.length === 0 && !possible)
      this.issue("range", path, `a value that ${where.field} has`, received(where.values));
  }

  /** What code computes is known to the code's own record alone. */
  followed(field: Field, name: string, path: string): void {
    if (field.kind === "compute") this.issue("context", path, "a field that is not computed", name);
  }
}

/** The parents of the records, where there are any; reports it where there are none. */
export function childTable(subject: Subject, path: string): { readonly table: string } | undefined {
  const {
    name,
    options: { per },
  } = subject.table;
  if (per === undefined) subject.issue("context", path, "a table with per", `${name}, which has no parents`);
  return per;
}
