/**
 * Names in a hint: a file may have thousands, and a few show what it is like.
 */

const mostNamed = 20;

/** The first of the names, separated by commas. */
export function listed(names: readonly string[]): string {
  return [...names.slice(0, mostNamed), ...(names.length > mostNamed ? ["…"] : [])].join(", ");
}
