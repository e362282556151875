/**
 * How many records a unique field, or combination of fields, allows.
 */

const grouped = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");

/** What is wrong with so many records of a table, if there are not as many values for them. */
export function checkCapacity(
  table: string,
  names: readonly string[],
  values: number,
  records: number,
): string | undefined {
  if (records <= values) return undefined;
  const fields = names.length === 1 ? `${table}.${names[0]} has` : `${table}.(${names.join(", ")}) have`;
  return `${fields} ${grouped(values)} values; ${grouped(records)} unique ones were asked for`;
}
