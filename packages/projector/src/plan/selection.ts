/**
 * The selection: what `pick` and `drop` ask for, as plain data that can be sent to a worker.
 */

import { InputError } from "@backlot/runtime";
import { parsePath, type Path, pathText, type Segment } from "./path.ts";

/** One wanted value, and the name of the member or column it becomes. */
export interface Pick {
  readonly path: Path;
  readonly name: string;
}

/** What to keep: the picks in their order, or everything where `picks` is null; without what `drops` names. */
export interface Selection {
  readonly picks: readonly Pick[] | null;
  readonly drops: readonly Path[];
}

/**
 * Reads the texts of `pick` and `drop`: paths separated by commas, a pick optionally followed by `AS name`.
 *
 * @throws InputError when a list of picks is empty, a path is refused, a name is missing, two picks have the same name,
 * or a drop leaves nothing of a pick.
 */
export function parseSelection(
  pick: string | readonly string[] | undefined,
  drop: string | readonly string[] | undefined,
): Selection {
  const picks = pick === undefined ? null : items(pick).map(parsePick);
  if (picks?.length === 0) {
    throw new InputError("Cannot pick nothing: the list of picks is empty", { hint: "Leave pick out to keep all" });
  }
  const names = new Set<string>();
  for (const { name } of picks ?? []) {
    if (names.has(name)) {
      throw new InputError(`Cannot pick \`${name}\` twice`, {
        field: name,
        hint: `Rename one of them: \`… AS other\``,
      });
    }
    names.add(name);
  }
  const paths = drop === undefined ? [] : items(drop).map(parsePath);
  const drops = [...new Map(paths.map((path) => [pathText(path), path])).values()];
  for (const { path } of picks ?? []) {
    const lost = drops.find((one) => one.length <= path.length && one.every((segment, i) => isSame(segment, path[i])));
    if (lost === undefined) continue;
    throw new InputError(`Cannot pick \`${pathText(path)}\` and drop \`${pathText(lost)}\``, { field: pathText(path) });
  }
  return { picks, drops };
}

function isSame(a: Segment, b: Segment): boolean {
  return a === "*" || b === "*" ? a === b : a.key === b.key;
}

function parsePick(text: string): Pick {
  const as = splitAs(text);
  const path = parsePath(as === undefined ? text : as[0]);
  // A key that is picked alone keeps its name; a longer path is named by its dotted text.
  const [first] = path;
  const own = path.length === 1 && first !== "*" ? first.key : pathText(path);
  return { path, name: as === undefined ? own : as[1] };
}

/** `path AS name`, outside quotes and brackets. */
function splitAs(text: string): [path: string, name: string] | undefined {
  for (const at of plainIndexes(text)) {
    const as = /^\s+as(?:\s+|$)/i.exec(text.slice(at));
    if (as === null) continue;
    const name = text.slice(at + as[0].length).trim();
    if (name === "")
      throw new InputError(`Cannot use the pick \`${text}\`: a name is missing after AS`, { field: text });
    return [text.slice(0, at), name.startsWith('"') ? unquoted(name, text) : name];
  }
  return undefined;
}

/** The name that a pick quotes. */
function unquoted(quoted: string, pick: string): string {
  let name: string;
  try {
    name = JSON.parse(quoted) as string;
  } catch {
    throw new InputError(`Cannot use the pick \`${pick}\`: ${quoted} is no quoted name`, {
      field: pick,
      hint: "Escape as in JSON",
    });
  }
  // As of keys in paths: no header could carry it.
  if (name.isWellFormed()) return name;
  throw new InputError(`Cannot use the pick \`${pick}\`: ${quoted} holds an unpaired surrogate`, { field: pick });
}

/** The parts between commas that stand outside quotes and brackets. */
function items(texts: string | readonly string[]): string[] {
  const found: string[] = [];
  for (const text of typeof texts === "string" ? [texts] : texts) {
    let start = 0;
    for (const at of plainIndexes(text)) {
      if (text[at] !== ",") continue;
      found.push(text.slice(start, at));
      start = at + 1;
    }
    found.push(text.slice(start));
  }
  return found.map((item) => item.trim());
}

/**
 * The indexes of a text outside quotes and brackets. A single quote counts as a quote inside brackets only. In a pointer
 * none of them counts, for its keys may have any; in the name after AS, a quote that it begins with.
 */
function* plainIndexes(text: string): Generator<number> {
  const pointer = /\s*\//y;
  const as = /\s+as\s+/iy;
  let quote = "";
  let brackets = 0;
  let isPointer = endOf(pointer, text, 0) > 0;
  /** Where the name begins, or -1 before it. */
  let name = -1;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (quote === "" && brackets === 0) {
      if (c === ",") {
        isPointer = endOf(pointer, text, at + 1) > 0;
        name = -1;
      } else if (name < 0) name = endOf(as, text, at);
    }
    const isName = name >= 0 && at >= name;
    if (isPointer && !isName) yield at;
    else if (quote !== "") {
      if (c === "\\") at++;
      else if (c === quote) quote = "";
    } else if (isName ? c === '"' && at === name : c === '"' || (c === "'" && brackets > 0)) quote = c;
    else if (c === "[") brackets++;
    else if (c === "]") brackets = Math.max(0, brackets - 1);
    else if (brackets === 0) yield at;
  }
}

/** Where the match that starts at `at` ends, or -1. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : -1;
}
