/**
 * Columns: which cell of a table's row a pick or a drop means.
 */

import { closest, InputError } from "@backlot/runtime";
import { type Path, pathText } from "./path.ts";
import { listed } from "./listed.ts";
import type { Selection } from "./selection.ts";

/** How many characters are shown of a column's name in a hint. */
const mostShown = 100;

/** What is written of a table: names, and the column that each of them is. */
export interface Columns {
  readonly names: readonly string[];
  readonly picked: readonly number[];
}

/**
 * The columns that a selection keeps of a table.
 *
 * @param columns the table's own names, in order
 * @throws InputError when a column is not there, or two have the name.
 */
export function pickColumns(selection: Selection, columns: readonly string[], file: string): Columns {
  // A file without a byte has no header, and no row that would miss a column.
  if (columns.length === 0) {
    const names = selection.picks?.map(({ name }) => name) ?? [];
    return { names, picked: names.map(() => 0) };
  }
  const dropped = new Set(selection.drops.map((path) => columnOf(path, columns, file)));
  const kept =
    selection.picks?.map(({ path, name }) => ({ name, column: columnOf(path, columns, file) })) ??
    columns.map((name, column) => ({ name, column }));
  const lost = selection.picks && kept.find(({ column }) => dropped.has(column));
  if (lost) throw new InputError(`Cannot pick and drop the column ${JSON.stringify(columns[lost.column])}`, { file });
  const rest = kept.filter(({ column }) => !dropped.has(column));
  if (rest.length === 0) throw new InputError(`Cannot drop every column of ${file}`, { file, hint: "Keep one" });
  return { names: rest.map(({ name }) => name), picked: rest.map(({ column }) => column) };
}

/**
 * The columns of a further file that go where the names say: by name, whatever their order. Where a name comes several
 * times, as it may in tables that are kept whole, the first goes to the first and the second to the second.
 *
 * @throws InputError when the file lacks one of them, or has one that the first file has not.
 */
export function matchColumns(
  selection: Selection,
  columns: readonly string[],
  file: string,
  first: Columns & { readonly file: string },
): readonly number[] {
  const own = pickColumns(selection, columns, file);
  if (columns.length === 0) return first.names.map(() => 0);
  const [places, firstPlaces] = [placesByName(own.names), placesByName(first.names)];
  const picked = first.names.map((name, i) => {
    const found = places.get(name);
    if (found === undefined) throw unknownColumn(name, columns, file);
    const same = firstPlaces.get(name)!;
    if (found.length === same.length) return own.picked[found[same.indexOf(i)]];
    const times = `${same.length} and ${found.length} times`;
    throw new InputError(
      `Cannot join ${file} to ${first.file}: they have the column ${JSON.stringify(name)} ${times}`,
      {
        file,
        field: name,
        hint: "Pick the columns to keep",
      },
    );
  });
  const more = own.names.find((name) => !firstPlaces.has(name));
  if (more === undefined) return picked;
  throw new InputError(`Cannot join ${file} to ${first.file}: only ${file} has the column ${JSON.stringify(more)}`, {
    file,
    field: more,
    hint: "Drop the column, or pick the columns to keep",
  });
}

/** Where each of the names stands; some may come several times. */
function placesByName(names: readonly string[]): Map<string, number[]> {
  return Map.groupBy(names.keys(), (place) => names[place]);
}

/** The name of the column that a path means: its key, or its dotted text, as a projection would have named it. */
export function columnName(path: Path): string {
  const [first] = path;
  return path.length === 1 && first !== "*" ? first.key : pathText(path);
}

function columnOf(path: Path, columns: readonly string[], file: string): number {
  const text = pathText(path);
  const name = columnName(path);
  const found = columns.indexOf(name);
  if (found === -1) {
    if (!path.includes("*")) throw unknownColumn(name, columns, file);
    throw new InputError(`Cannot pick \`${text}\` from ${file}: a cell of a table has no elements`, {
      file,
      field: text,
    });
  }
  if (columns.includes(name, found + 1)) {
    throw new InputError(`Cannot pick the column ${JSON.stringify(name)} of ${file}: the header has it twice`, {
      file,
      field: name,
    });
  }
  return found;
}

function unknownColumn(name: string, columns: readonly string[], file: string): InputError {
  const near = closest(name, columns);
  const isNumber = /^[1-9]\d*$/.test(name) && Number(name) <= columns.length;
  return new InputError(`Cannot find the column ${JSON.stringify(name)} in ${file}`, {
    file,
    field: name,
    hint:
      delimiterHint(columns) ??
      (isNumber
        ? "Columns have numbers where there is no header: say so with --no-header (inputDialect)"
        : near === undefined
          ? `It has ${listed(columns)}`
          : `Did you mean ${near}?`),
  });
}

/** What to do about a table whose one column looks like several. */
export function delimiterHint(columns: readonly string[]): string | undefined {
  const [delimiter] = (columns.length === 1 && /[;\t|,]/.exec(columns[0])) || [];
  if (delimiter === undefined) return undefined;
  const option = delimiter === "\t" ? "tab" : `'${delimiter}'`;
  const shown = columns[0].length > mostShown ? `${columns[0].slice(0, mostShown)}…` : columns[0];
  return `The header is one cell, ${JSON.stringify(shown)}: if ${JSON.stringify(delimiter)} separates cells, say --delimiter ${option} (inputDialect)`;
}
