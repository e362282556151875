/**
 * The checks of a plugin: they collect everything that is wrong, and throw nothing.
 */

import leven from "leven";
import type { Distribution, Field, Scalar } from "./field.ts";
import { fakerMethods } from "./faker-methods.ts";
import type { Issue } from "./issue.ts";
import type { PluginDefinition } from "./plugin.ts";
import { fieldsOf, inside, rowsAt, type TableDefinition } from "./table.ts";

type Report = (issue: Issue) => void;

/** All that is wrong with a plugin; nothing, if it can be used. */
export function validatePlugin(plugin: PluginDefinition): Issue[] {
  const issues: Issue[] = [];
  const report: Report = (issue) => issues.push(issue);
  if (!/^[a-z][a-z0-9-]*$/.test(plugin.name)) {
    report({
      code: "name",
      path: "name",
      expected: "lower-case letters, digits and dashes",
      received: text(plugin.name),
    });
  }
  if (!Number.isInteger(plugin.dataVersion) || plugin.dataVersion < 1) {
    report({
      code: "version",
      path: "dataVersion",
      expected: "a whole number from 1",
      received: text(plugin.dataVersion),
    });
  }
  if (plugin.tables.length === 0)
    report({ code: "range", path: "tables", expected: "at least one table", received: "none" });
  const seen = new Set<string>();
  for (const table of plugin.tables) {
    if (!/^[A-Za-z][\w.-]*$/.test(table.name)) {
      report({
        code: "name",
        path: table.name,
        expected: "a letter, then letters, digits, dots, dashes",
        received: text(table.name),
      });
    }
    if (seen.has(table.name))
      report({ code: "duplicate", path: table.name, expected: "one table of that name", received: "two" });
    seen.add(table.name);
    new TableChecks(plugin, table, report).all();
  }
  return issues;
}

/** The nearest of the known names, where one is near enough to be a slip of the finger. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let distance = Math.min(Math.max(2, Math.floor(name.length / 3)), name.length - 1) + 1;
  for (const candidate of known) {
    const d = leven(name.toLowerCase(), candidate.toLowerCase());
    if (d < distance) [best, distance] = [candidate, d];
  }
  return best;
}

const text = (value: unknown): string => JSON.stringify(value) ?? String(value);

class TableChecks {
  readonly #plugin: PluginDefinition;
  readonly #table: TableDefinition;
  readonly #report: Report;
  readonly #fields: ReadonlyMap<string, Field>;

  constructor(plugin: PluginDefinition, table: TableDefinition, report: Report) {
    this.#plugin = plugin;
    this.#table = table;
    this.#report = report;
    this.#fields = fieldMap(table);
  }

  all(): void {
    const { key, per, rows } = this.#table.options;
    if (this.#fields.size === 0)
      this.#report({ code: "range", path: this.#table.name, expected: "at least one field", received: "none" });
    for (const name of key ?? []) this.#known(name, this.#fields.keys(), "key", "a field of the table");
    if (per !== undefined && rows !== undefined) {
      this.#report({
        code: "context",
        path: `${this.#table.name} / rows`,
        expected: "no rows in a table with per: they follow from the parents",
        received: "both",
      });
    }
    if (per === undefined) this.#rows();
    else this.#per();
    for (const [name, field] of this.#fields) this.#field(name, field);
    this.#cycles();
  }

  #rows(): void {
    const rows = rowsAt(this.#table, 1);
    if (!(rows >= 0 && rows <= Number.MAX_SAFE_INTEGER)) {
      this.#report({
        code: "range",
        path: `${this.#table.name} / rows`,
        expected: "0 to 2^53 - 1 records at scale 1",
        received: text(rows),
      });
    }
  }

  #per(): void {
    const per = this.#table.options.per!;
    const target = this.#target(per.table, "per", per.where);
    if (target?.name === this.#table.name) {
      this.#report({
        code: "cycle",
        path: `${this.#table.name} / per`,
        expected: "another table",
        received: "the table itself",
      });
    }
    const counts = childCounts(per.count);
    const fine =
      counts.length > 0 && counts.every(([n, weight]) => Number.isInteger(n) && n >= 0 && n <= 65535 && weight >= 0);
    if (!fine || !counts.some(([n, weight]) => n > 0 && weight > 0)) {
      this.#report({
        code: "range",
        path: `${this.#table.name} / per / count`,
        expected: "whole numbers from 0 to 65,535, not all of them 0",
        received: text(per.count),
      });
    }
  }

  /** The table of a reference or `per`, with its `where` checked. */
  #target(
    name: string,
    path: string,
    where?: { readonly field: string; readonly values: readonly Scalar[] },
  ): TableDefinition | undefined {
    const tables = this.#plugin.tables;
    if (
      !this.#known(
        name,
        tables.map((t) => t.name),
        path,
        "a table of the plugin",
      )
    )
      return undefined;
    const target = tables.find((t) => t.name === name)!;
    if (where !== undefined) {
      const fields = fieldMap(target);
      if (this.#known(where.field, fields.keys(), `${path} / where`, `a field of ${name}`)) {
        const field = fields.get(where.field)!;
        if (field.kind !== "choice" || field.exact !== true) {
          this.#issue(
            "context",
            `${path} / where`,
            `a weighted field with exact: true`,
            `${where.field}, which is ${field.kind}`,
          );
        } else {
          for (const value of where.values) {
            if (!field.values.includes(value))
              this.#known(String(value), field.values.map(String), `${path} / where`, `a value of ${where.field}`);
          }
        }
      }
    }
    return target;
  }

  #field(path: string, field: Field): void {
    switch (field.kind) {
      case "unsupported":
        return this.#issue("type", path, "a type with known values, or a hint", field.reason);
      case "integer":
        if (!Number.isSafeInteger(field.min) || !Number.isSafeInteger(field.max))
          this.#issue("range", path, "whole limits within ±2^53", `${field.min} to ${field.max}`);
        this.#range(path, field.min, field.max);
        if (field.max - field.min > 2 ** 53 - 1)
          this.#issue("range", path, "a range below 2^53", `${field.min} to ${field.max}`);
        return this.#distribution(path, field.distribution);
      case "decimal":
        this.#range(path, field.min, field.max);
        if (!Number.isInteger(field.digits) || field.digits < 0 || field.digits > 15)
          this.#issue("range", path, "0 to 15 digits", text(field.digits));
        else if ((field.max - field.min) * 10 ** field.digits > 2 ** 53 - 1)
          this.#issue("range", path, "fewer than 2^53 different values", `${field.digits} digits`);
        return this.#distribution(path, field.distribution);
      case "boolean":
        return this.#rate(path, field.probability);
      case "date":
      case "timestamp": {
        const [from, to] = [Date.parse(field.from), Date.parse(field.to)];
        if (Number.isNaN(from) || Number.isNaN(to))
          return this.#issue("range", path, "dates such as 1999-12-31", `${field.from} to ${field.to}`);
        const [year0, year1] = [new Date(from).getUTCFullYear(), new Date(to).getUTCFullYear()];
        if (year0 < 0 || year1 > 9999)
          this.#issue("range", path, "years from 0000 to 9999", `${field.from} to ${field.to}`);
        return this.#range(path, from, to, `${field.from} to ${field.to}`);
      }
      case "hex":
        return this.#digits(path, field.digits, 1024);
      case "key":
        return this.#digits(path, field.digits, 15);
      case "choice":
        return this.#choice(path, field);
      case "fake":
        if (!(fakerMethods as readonly string[]).includes(field.method))
          this.#known(field.method, fakerMethods, path, "a faker method that returns text");
        return;
      case "letters":
        return this.#sizes(path, field.min, field.max);
      case "template":
        for (const [, name] of field.text.matchAll(/\{\{([^}]*)\}\}/g)) {
          if (this.#fields.has(name) || (fakerMethods as readonly string[]).includes(name)) continue;
          this.#known(
            name,
            [...this.#fields.keys(), ...fakerMethods],
            path,
            "a faker method or a field beside this one",
          );
        }
        return;
      case "same":
        this.#rate(path, field.except);
        this.#known(field.as, this.#fields.keys(), path, "a field of the same table");
        return;
      case "plus":
        this.#range(path, field.min, field.max);
        if (!(field.max - field.min < 2 ** 32))
          this.#issue("range", path, "a range below 2^32", `${field.min} to ${field.max}`);
        if (this.#known(field.field, this.#fields.keys(), path, "a field of the same table")) {
          const of = present(this.#fields.get(field.field)!);
          if (!["integer", "plus", "ordinal"].includes(of.kind))
            this.#issue("context", path, "a field of whole numbers", `${field.field}, which is ${of.kind}`);
        }
        return;
      case "when":
        return this.#when(path, field);
      case "subset":
        this.#sizes(path, field.min, field.max);
        if (field.max > field.values.length)
          this.#issue("range", path, `at most the ${field.values.length} values there are`, `max ${field.max}`);
        return;
      case "reference":
        this.#distribution(path, field.distribution);
        return this.#reference(path, field.table, field.field, field.where);
      case "parent": {
        const per = this.#childTable(path);
        return per === undefined ? undefined : this.#reference(path, per.table, field.field);
      }
      case "ordinal":
      case "chosen":
        this.#childTable(path);
        return;
      case "nullable":
      case "optional":
        this.#rate(path, field.rate);
        break;
      case "list":
        this.#sizes(path, field.min, field.max);
        this.#distribution(path, field.distribution);
        if (field.distinct === true && field.of.kind !== "reference")
          this.#issue("context", path, "distinct only for lists of references", field.of.kind);
        break;
      case "record":
        this.#sizes(path, field.min, field.max);
        break;
      case "union":
        if (field.options.length === 0) this.#issue("range", path, "at least one option", "none");
        break;
      case "object":
        for (const { name, field: member } of field.members) this.#field(`${path}.${name}`, member);
        return;
      default:
        return;
    }
    for (const part of inside(field)) this.#field(path, part);
  }

  #choice(path: string, field: Extract<Field, { kind: "choice" }>): void {
    if (field.values.length === 0) this.#issue("range", path, "at least one value", "none");
    const { weights } = field;
    if (weights === undefined) return;
    if (weights.some((w) => !(w >= 0 && w < Infinity)) || !weights.some((w) => w > 0))
      this.#issue("range", path, "weights from 0, one of them above 0", text(weights));
    if (field.exact === true && field.values.length > 1024)
      this.#issue("range", path, "at most 1,024 values with exact", String(field.values.length));
  }

  #when(path: string, field: Extract<Field, { kind: "when" }>): void {
    if (this.#known(field.field, this.#fields.keys(), path, "a field of the same table")) {
      const of = present(this.#fields.get(field.field)!);
      const boolean = of.kind === "boolean" || of.kind === "chosen";
      const values = of.kind === "choice" ? of.values.map(String) : boolean ? ["true", "false"] : undefined;
      if (values === undefined)
        this.#issue("context", path, "a field of words or booleans", `${field.field}, which is ${of.kind}`);
      else for (const { value } of field.cases) this.#known(String(value), values, path, `a value of ${field.field}`);
    }
    for (const part of inside(field)) this.#field(path, part);
  }

  #reference(
    path: string,
    table: string,
    name: string,
    where?: { readonly field: string; readonly values: readonly Scalar[] },
  ): void {
    const target = this.#target(table, path, where);
    if (target !== undefined) this.#known(name, fieldMap(target).keys(), path, `a field of ${table}`);
  }

  #childTable(path: string): { readonly table: string } | undefined {
    const { per } = this.#table.options;
    if (per === undefined)
      this.#issue("context", path, "a table with per", `${this.#table.name}, which has no parents`);
    return per;
  }

  /** Fields that follow from each other in a ring can never be found. */
  #cycles(): void {
    for (const start of this.#fields.keys()) {
      const path = [start];
      const seen = new Set<string>();
      const walk = (name: string): boolean => {
        for (const next of dependencies(this.#fields.get(name))) {
          if (next === start) return true;
          if (seen.has(next) || !this.#fields.has(next)) continue;
          seen.add(next);
          path.push(next);
          if (walk(next)) return true;
          path.pop();
        }
        return false;
      };
      if (walk(start) && path.every((name) => name >= start)) {
        this.#issue("cycle", start, "fields that do not follow from themselves", [...path, start].join(" → "));
      }
    }
  }

  #range(path: string, min: number, max: number, received = `${min} to ${max}`): void {
    if (!(min <= max)) this.#issue("range", path, "min not above max", received);
  }

  #sizes(path: string, min: number, max: number): void {
    if (!Number.isInteger(min) || !Number.isInteger(max) || min < 0 || max > 1_000_000)
      this.#issue("range", path, "whole sizes from 0 to 1,000,000", `${min} to ${max}`);
    this.#range(path, min, max);
  }

  #digits(path: string, digits: number, most: number): void {
    if (!Number.isInteger(digits) || digits < 1 || digits > most)
      this.#issue("range", path, `1 to ${most} digits`, text(digits));
  }

  #rate(path: string, rate: number): void {
    if (!(rate >= 0 && rate <= 1)) this.#issue("range", path, "a share from 0 to 1", text(rate));
  }

  #distribution(path: string, distribution?: Distribution): void {
    if (distribution?.kind === "zipf" && !(distribution.exponent > 0 && distribution.exponent <= 10))
      this.#issue("range", path, "an exponent above 0, at most 10", text(distribution.exponent));
    if (
      distribution?.kind === "histogram" &&
      (distribution.weights.some((w) => !(w >= 0 && w < Infinity)) || !distribution.weights.some((w) => w > 0))
    )
      this.#issue("range", path, "weights from 0, one of them above 0", text(distribution.weights));
  }

  #known(name: string, known: Iterable<string>, path: string, expected: string): boolean {
    const names = [...known];
    if (names.includes(name)) return true;
    const suggestion = nearest(name, names);
    this.#issue("unknown", path, expected, text(name), suggestion);
    return false;
  }

  #issue(code: Issue["code"], path: string, expected: string, received: string, suggestion?: string): void {
    const issue: Issue = { code, path: `${this.#table.name} / ${path}`, expected, received };
    this.#report(suggestion === undefined ? issue : { ...issue, suggestion });
  }
}

/** Children per parent as pairs of number and weight. */
export function childCounts(
  count: number | readonly [number, number] | Readonly<Record<number, number>>,
): [number, number][] {
  if (typeof count === "number") return [[count, 1]];
  if (Array.isArray(count)) {
    const [min, max] = count as [number, number];
    if (!(max - min < 65536)) return [];
    return Array.from({ length: Math.max(0, max - min + 1) }, (_, i) => [min + i, 1]);
  }
  return Object.entries(count).map(([n, weight]) => [Number(n), weight]);
}

/** A field without the chance of its being absent. */
export function present(field: Field): Field {
  return field.kind === "nullable" || field.kind === "optional" ? present(field.of) : field;
}

function fieldMap(table: TableDefinition): Map<string, Field> {
  return new Map(fieldsOf(table).map(({ name, field }) => [name, field]));
}

function dependencies(field: Field | undefined): string[] {
  if (field === undefined) return [];
  const own =
    field.kind === "same"
      ? [field.as]
      : field.kind === "plus" || field.kind === "when"
        ? [field.field]
        : field.kind === "template"
          ? [...field.text.matchAll(/\{\{([^}]*)\}\}/g)].map(([, name]) => name)
          : [];
  return [...own, ...inside(field).flatMap(dependencies)];
}
