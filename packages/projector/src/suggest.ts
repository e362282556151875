/**
 * Suggestions for paths, from the keys of a file's first record.
 */

import { closest } from "@backlot/runtime";
import { JsonExtents } from "./extent.ts";
import { type Path, pathText } from "./path.ts";

/** The record that bytes begin with, where they hold it whole and valid. */
export function firstRecord(front: Uint8Array): object | undefined {
  try {
    const end = new JsonExtents(true).first(front, 0);
    const value: unknown = JSON.parse(new TextDecoder().decode(front.subarray(0, Math.max(0, end))));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The path that the record has, and that comes closest to one it has not. */
export function closestPath(path: Path, record: object): string | undefined {
  let value: unknown = record;
  for (const [depth, segment] of path.entries()) {
    if (segment === "*") {
      if (!Array.isArray(value)) return undefined;
      value = value[0];
    } else {
      if (!isObject(value)) return undefined;
      if (Object.hasOwn(value, segment.key)) value = new Map(Object.entries(value)).get(segment.key);
      else {
        const near = closest(segment.key, Object.keys(value));
        return near === undefined
          ? undefined
          : pathText([...path.slice(0, depth), { key: near }, ...path.slice(depth + 1)]);
      }
    }
  }
  return undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
