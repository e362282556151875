/**
 * The interpreter's parts that translated plans call: what is rare, or too long to be written out again.
 */

import { i32, i64, type Import } from "./module.ts";

/** Parameters and result; `../../assembly/index.ts` exports each. */
const signatures = {
  bytes: "i32 i32 i32 → i32",
  long: "i32 i32 i32 i32 → i32",
  integer: "i32 i64 i32 → i32",
  fixed: "i32 i64 i32 → i32",
  date: "i32 i64 → i32",
  time: "i32 i32 → i32",
  timestamp: "i32 i64 → i32",
  hex: "i32 i32 i32 → i32",
  uuid: "i32 i64 i64 → i32",
  uuidv7: "i32 i64 i64 i64 → i32",
  ulid: "i32 i64 i64 i64 → i32",
  letters: "i32 i32 i64 → i32",
  transform: "i32 i32 i32 i32 i32 i32 i32 → i32",
  closeCell: "i32 i32 i32 i32 i32 i32 → i32",
  indexLeft: "i64 i32 i32 → i64",
  totalLeft: "i32 i32 i32 i32 → i64",
  indexByWeight: "i64 i32 i32 i32 → i64",
  probe: "i64 i64 i32 i32 → i64",
  permute: "i64 i64 i32 i32 → i64",
  placeInBlock: "i32 i32 i64 → i32",
  recordAtPlace: "i32 i32 i64 i32 → i64",
  scaleWide: "i64 i64 → i64",
  startsOf: "i32 i32 i64 → i32",
  parentOf: "i32 i32 → i32",
} as const;

/** The name of a part. */
export type Part = keyof typeof signatures;

const types = (names: string): number[] => names.split(" ").map((name) => (name === "i64" ? i64 : i32));

/** Every part, as the module imports it. */
export const parts: readonly Import[] = Object.entries(signatures).map(([name, signature]) => {
  const [parameters, results] = signature.split(" → ").map(types);
  return { name, parameters, results };
});

/** The index of each part among the module's functions. */
export const partIndex: Readonly<Record<Part, number>> = Object.fromEntries(
  parts.map(({ name }, index) => [name, index]),
) as Record<Part, number>;
