/**
 * Detection: what the first bytes of a table tell of its dialect.
 *
 * A delimiter is believed when it divides every row of the sample into the same number of cells, at least two, and
 * every quote stands where it should. That a table has no header is believed on strong evidence only: names are lost
 * to nobody who is told of them as a record, but a record that is taken for names is lost.
 */

import { CellReader, csv, type Dialect, tsv } from "@backlot/formats";
import { reason } from "../syntax/reason.ts";
import { RowWalk } from "../walk/csv.twin.ts";

/** How much of a file is looked at, and how many of its rows. */
export const sampleBytes: number = 64 * 1024;
const mostRows = 1000;

/** The front of a file. */
export interface Sample {
  readonly bytes: Uint8Array;
  /** Whether that is all of it. */
  readonly isWhole: boolean;
}

/** The rows of a sample, as some dialect divides them: all of the same width, at least two. */
interface Division {
  readonly delimiter: string;
  readonly width: number;
  readonly rowCount: number;
}

/** In which order delimiters are preferred that divide a sample into the same number of cells. */
const delimiters = [",", "\t", ";", "|"];

/**
 * The delimiter of a table: the dialect's own one, unless it divides nothing and another one divides all rows.
 */
export function detectDelimiter(sample: Sample, dialect: Dialect): string {
  const own = division(sample, dialect);
  if (own !== undefined) return dialect.delimiter;
  const found = divisions(sample, (delimiter) => ({ ...dialect, delimiter }));
  return found.length > 0 && found[0].width > (found[1]?.width ?? 1) ? found[0].delimiter : dialect.delimiter;
}

/**
 * The delimiter of what may be a table, CSV or TSV, of two rows at least; `undefined` where it is none.
 *
 * @param parts what is told of its dialect
 */
export function detectTable(sample: Sample, parts: Partial<Dialect> = {}): string | undefined {
  const found = divisions(sample, (delimiter) => ({ ...(delimiter === "\t" ? tsv : csv), ...parts, delimiter }));
  return found.find(({ rowCount }) => rowCount > 1)?.delimiter;
}

/**
 * Whether the quotes of a table can only be data, as in `37°36'37.8"N`: there are some, and none begins a cell,
 * whatever the delimiter is, or follows a backslash.
 */
export function quotesAreData(sample: Sample, dialect: Dialect): boolean {
  const { quote } = dialect;
  if (quote === null) return false;
  let count = 0;
  for (const row of rows(sample, { ...dialect, quote: null })) {
    const text = new TextDecoder("latin1").decode(sample.bytes.subarray(row.starts[0], row.end));
    for (let at = text.indexOf(quote); at !== -1; at = text.indexOf(quote, at + 1)) {
      const before = text.slice(0, at).replace(/ +$/, "").at(-1);
      if (before === undefined || text[at - 1] === "\\" || [...delimiters, dialect.delimiter].includes(before)) {
        return false;
      }
      count++;
    }
  }
  return count > 0;
}

/** Whether a dialect divides all rows of a sample into the same number of cells, at least two. */
export function isDivided(sample: Sample, dialect: Dialect): boolean {
  return division(sample, dialect) !== undefined;
}

/** How a sample can be divided, from the most cells down. */
function divisions(sample: Sample, dialectOf: (delimiter: string) => Dialect): Division[] {
  return delimiters
    .flatMap((delimiter) => division(sample, dialectOf(delimiter)) ?? [])
    .toSorted((a, b) => b.width - a.width);
}

function division(sample: Sample, dialect: Dialect): Division | undefined {
  let width = 0;
  let rowCount = 0;
  for (const row of rows(sample, dialect)) {
    if (row.reason !== 0 || (rowCount > 0 && row.count !== width)) return undefined;
    width = row.count;
    rowCount++;
  }
  return width > 1 ? { delimiter: dialect.delimiter, width, rowCount } : undefined;
}

/**
 * The whole rows of a sample; its last one is not if the file goes on. The first one tells something, even if it is cut.
 */
function* rows({ bytes, isWhole }: Sample, dialect: Dialect): Generator<RowWalk> {
  const row = new RowWalk(dialect);
  let count = 0;
  for (let p = 0; p < bytes.length && count < mostRows;) {
    const start = p;
    p = row.row(bytes, start, bytes.length);
    if (p === bytes.length && !isWhole) {
      // A quote that is open for half of the sample is rather one that should not be one.
      const isOpen = row.reason === reason.unclosedQuote && start <= bytes.length / 2;
      if (!isOpen && count > 0) return;
    }
    if (row.isComment || row.isBlank) continue;
    count++;
    yield row;
  }
}

/**
 * Whether the first row of a table holds names. It does, unless none of its cells contradicts what its column holds,
 * and some column can hardly have such a name:
 *
 * - a date, a time, a UUID, an address, or letters and a number such as `tt0000001`, as all in that column;
 * - the number before the next rows' numbers: 7, 8, 9;
 * - beside numbers over numbers, a text that a further row has too;
 * - several numbers, with fractions or below 0, neither rising nor falling.
 *
 * Numbers alone are often names, of years or columns: they rise, or count from 0 or 1. So are cells that only the
 * first row has in quotes, and those that somebody asks for by name; but who asks for 2 may mean the second column.
 */
export function detectHeader(sample: Sample, dialect: Dialect, asked: readonly string[]): boolean {
  const cells: (readonly (readonly [start: number, end: number])[])[] = [];
  const quoted: boolean[] = [];
  const reader = new CellReader(dialect);
  for (const row of rows(sample, dialect)) {
    if (row.reason !== 0 || (cells.length > 0 && row.count !== cells[0].length)) return true;
    const places = Array.from({ length: row.count }, (_, i) => [row.starts[i], row.ends[i]] as const);
    cells.push(places);
    quoted.push(places.every(([start]) => sample.bytes[start] === reader.quote));
  }
  const [firstCells = [], ...others] = cells;
  const textOf = ([start, end]: readonly [number, number]): string => cellText(reader, sample.bytes, start, end);
  const first = firstCells.map(textOf);
  if (
    others.length < 3 ||
    first.some((name) => asked.includes(name) && !isColumnNumber(name, first.length)) ||
    (quoted[0] && quoted.lastIndexOf(true) === 0) ||
    countsColumns(first)
  )
    return true;
  const columns: Column[] = [];
  for (const [i, name] of first.entries()) {
    // Most often, one of the first columns tells, and the texts of the others need not be made.
    const texts = others.map((row) => textOf(row[i]));
    const column = new Column(name, texts, dialect.delimiter);
    if (column.contradicts) return true;
    columns.push(column);
  }
  const numbers = columns.filter(({ kind }) => kind === "number");
  const isData =
    columns.some((column) => (column.kind !== undefined && column.kind !== "number") || column.counts) ||
    (numbers.length > 0 && columns.some((column) => column.recurs)) ||
    isUnordered(numbers.map(({ name }) => name));
  return !isData;
}

/** Whether a text is the number of a column, from 1, as they are called without a header. */
function isColumnNumber(text: string, width: number): boolean {
  return /^[1-9]\d*$/.test(text) && Number(text) <= width;
}

/** Whether a row numbers the columns: 0, 1, 2 or 1, 2, 3, the first of which may be of the rows' own names. */
function countsColumns(row: readonly string[]): boolean {
  const names = row[0] === "" ? row.slice(1) : row;
  return [0, 1].some((start) => names.every((name, i) => name === String(start + i)));
}

/** Whether numbers are no row of names: some with a fraction or a minus, and no order in them. */
function isUnordered(names: readonly string[]): boolean {
  const values = names.map((name) => Number(name.replace(",", ".")));
  if (!names.some((name) => /^-|[.,]/.test(name))) return false;
  const rises = values.every((value, i) => i === 0 || value >= values[i - 1]);
  const falls = values.every((value, i) => i === 0 || value <= values[i - 1]);
  return !rises && !falls;
}

/** What a column holds under its first cell. */
class Column {
  readonly name: string;
  /** What all of its cells are, the first one aside; `undefined` for texts, or too few. */
  readonly kind: keyof typeof kinds | undefined;
  readonly #values: readonly string[];
  readonly #test: (kind: keyof typeof kinds, text: string) => boolean;

  constructor(name: string, texts: readonly string[], delimiter: string) {
    this.name = name;
    this.#values = texts.filter((text) => text !== "");
    this.#test = (kind, text) =>
      kinds[kind].test(kind === "number" && delimiter !== "," ? text.replace(",", ".") : text);
    const all = Object.keys(kinds) as (keyof typeof kinds)[];
    this.kind =
      this.#values.length < 3 ? undefined : all.find((kind) => this.#values.every((text) => this.#test(kind, text)));
  }

  /** Whether the first cell is none of its kind. */
  get contradicts(): boolean {
    return this.kind !== undefined && this.name !== "" && !this.#test(this.kind, this.name);
  }

  /** Whether the numbers go on from the first one. */
  get counts(): boolean {
    return (
      /^\d+$/.test(this.name) &&
      this.#values.every((text, i) => text === String(Number(this.name) + i + 1)) &&
      this.kind === "number"
    );
  }

  /** Whether a text comes again. */
  get recurs(): boolean {
    return this.kind === undefined && this.name !== "" && this.#values.includes(this.name);
  }
}

const kinds = {
  number: /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i,
  date: /^(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?|\d{1,2}[./]\d{1,2}[./]\d{2,4})$/,
  time: /^\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?$/,
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
  address: /^(?:[^\s@]+@[^\s@]+\.[^\s@]+|https?:\/\/\S+|\d{1,3}(?:\.\d{1,3}){3})$/i,
  code: /^[a-z]{1,5}[-_]?\d{3,}$/i,
} as const satisfies Record<string, RegExp>;

/** The text of a cell; null is empty. */
function cellText(reader: CellReader, bytes: Uint8Array, start: number, end: number): string {
  const out = new Uint8Array(6 * (end - start) + 4);
  const stop = reader.json(bytes, start, end, out, 0);
  return ((JSON.parse(new TextDecoder().decode(out.subarray(0, stop))) as string | null) ?? "").trim();
}
