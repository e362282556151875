/**
 * Scopes: where in a plugin the compiler stands while it writes the ops of a field.
 */

import { InputError } from "@backlot/runtime";
import type { Capacity, Field, Limit, Table } from "@backlot/schema";
import type { Assembler } from "../assembler.ts";
import type { Faker } from "../faker.ts";
import type { Vocabulary } from "../phrase.ts";
import { streamKey, type StreamKey } from "../stream-key.ts";

/** What keys are made of, beside a table and a path. */
export interface Seeding {
  readonly seed: string;
  /** Where the streams are noted that keys are made for, if anybody wants to know. */
  readonly streams?: StreamName[];
}

/** A stream: of which table, and what it is for. */
export interface StreamName {
  readonly table: string;
  readonly path: string;
}

/** What one compilation shares. */
interface Compilation extends Seeding {
  readonly scale: number;
  readonly assembler: Assembler;
  /** The words of the locale. */
  readonly vocabulary: Vocabulary;
  /** Where some field in reach is pooled. */
  readonly faker: Faker | undefined;
  /** The paths of the computed fields that are picked; a column each. */
  readonly columns: readonly string[];
  /** How many records fields have values for, by table and names. */
  readonly limits: Map<string, TableLimit>;
}

/** A limit, and whose it is. */
interface TableLimit {
  readonly limit: Limit;
  readonly table: Table;
}

/** Notes that fields of the scope's table have so many values. */
export function addLimit({ limits, table }: Scope, names: readonly string[], of: Capacity, by: Limit["by"]): void {
  limits.set(JSON.stringify([table.name, names, of.what]), { limit: { table: table.name, names, ...of, by }, table });
}

/** A table whose record is being written, at some depth of lists. */
export interface Scope extends Compilation {
  readonly table: Table;
  /** How many lists are around. */
  readonly depth: number;
  /** Set when something asks for the place of the record among its parent's children. */
  readonly child: { used: boolean };
}

/** The same compilation in the record of another table. */
export function inTable(scope: Scope, table: Table): Scope {
  return { ...scope, table, depth: 0, child: { used: false } };
}

/**
 * Writes ops that find something of the record as a whole. Inside a list the streams belong to an element, so
 * there they run as the record again, without one. The running stream may be another one afterwards.
 */
export function ofRecord(scope: Scope, write: (scope: Scope) => void): void {
  if (scope.depth === 0) write(scope);
  else asRecord(scope, write);
}

/** The same, and the stream that was running runs on. */
export function asRecord(scope: Scope, write: (scope: Scope) => void): void {
  const { assembler } = scope;
  const body = assembler.block(() => write({ ...scope, depth: 0 }), [2 ** 32, 2 ** 32]);
  assembler.op("record");
  assembler.around("at", [], body, 1, 0);
}

/** The key of a field's stream, or of another stream of the table. */
export function keyOf({ seed, streams, table }: Pick<Scope, keyof Seeding | "table">, path: string): StreamKey {
  const { plugin, name } = table;
  streams?.push({ table: name, path });
  return streamKey(seed, plugin.name, plugin.dataVersion, name, path);
}

/** A field, and the path that tells its streams from those of others. */
export interface Located {
  readonly field: Field;
  readonly path: string;
}

/** The path of a member; a name that could be taken for a path stands in brackets. */
export function memberPath(name: string, around?: string): string {
  const step = /^[^.#?|[\]{}"]+$/.test(name) ? name : `[${JSON.stringify(name)}]`;
  return around === undefined ? step : `${around}.${step}`;
}

/** Whether a table has a field of that name. */
export function hasField(table: Table, name: string): boolean {
  return table.fields.some((member) => member.name === name);
}

/** A field of the scope's table, by name. */
export function fieldNamed(table: Table, name: string): Located {
  const field = table.fields.find((member) => member.name === name)?.field;
  if (field === undefined) throw new InputError(`Table ${table.plugin.name}/${table.name} has no field ${name}`);
  return { field, path: memberPath(name) };
}

/** Another table of the same plugin. */
export function tableNamed(table: Table, name: string): Table {
  const { tables } = table.plugin;
  const found = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (found === undefined) throw new InputError(`Plugin ${table.plugin.name} has no table ${name}`);
  return found;
}
