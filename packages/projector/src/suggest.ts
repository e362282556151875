/**
 * Suggestions for paths, from the keys of a file's first record.
 */

import { closest } from "@backlot/runtime";
import { JsonExtents } from "./extent.ts";
import { type Path, pathText } from "./path.ts";

/** The first record of a JSON file's first bytes, where they hold one whole and valid. */
export function firstRecord(front: Uint8Array, isArray: boolean): object | undefined {
  try {
    const text = new TextDecoder().decode(firstExtent(front, isArray));
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function firstExtent(front: Uint8Array, isArray: boolean): Uint8Array {
  const start = front.findIndex((byte) => byte > 0x20);
  if (start === -1) return front;
  if (!isArray || front[start] !== 0x5b) {
    const lineFeed = isArray ? -1 : front.indexOf(0x0a, start);
    return front.subarray(start, lineFeed === -1 ? front.length : lineFeed);
  }
  const extents = new JsonExtents();
  const end = extents.first(front, start + 1);
  return front.subarray(start + 1, end > 0 && !extents.closed ? end - 1 : Math.max(end, start + 1));
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
