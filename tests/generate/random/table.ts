/**
 * Random plugins: every kind of field, nested and related in every way that a plugin may, under odd names and in
 * odd dialects. All of them are valid; some cannot be made in some dialect or at some scale, and are refused then.
 */

import { fieldText, rowsAt, type Table } from "@backlot/schema";
import fc from "fast-check";
import { Author } from "./author.ts";

/** A table of a random plugin and some of its fields; it shows the plugin in words when a property fails. */
export class RandomTable {
  readonly table: Table;
  readonly pick: readonly string[];

  constructor(table: Table, pick: readonly string[]) {
    this.table = table;
    this.pick = pick;
  }

  [fc.toStringMethod](): string {
    const { table, pick } = this;
    return `${JSON.stringify(pick)} of ${table.name} in:\n${Object.values(table.plugin.tables).map(tableText).join("\n")}\n`;
  }
}

function tableText(table: Table): string {
  const { name, options } = table;
  const rows = options.per === undefined ? `${rowsAt(table, 1)} rows` : JSON.stringify(options.per);
  const fields = table.fields.map((member) => `  ${JSON.stringify(member.name)}: ${fieldText(member.field)}`);
  return [`${name}: ${rows} ${JSON.stringify(options.dialects)}`, ...fields].join("\n");
}

/** A table of a plugin with one to three of them, and some of its fields in random order. */
export const anyTable: fc.Arbitrary<RandomTable> = fc.gen().map((random) => {
  const author = new Author(random);
  const table = author.one(Object.values(author.plugin().tables));
  return new RandomTable(
    table,
    author.some(
      table.fields.map(({ name }) => name),
      1,
      99,
    ),
  );
});
