/**
 * Paths: which value of a record is meant, in three spellings.
 *
 * - dotted: `title`, `labels.en.value`, `claims.P161[*].id`, `["a.b"]`
 * - RFC 6901 pointers, with a leading `/`: `/labels/en/value`
 * - RFC 9535 JSONPath, with a leading `$`, of names and `[*]` only: `$.labels['en']`
 *
 * All three become the same list of segments. What selects in any other way (filters, `..`, indexes, slices,
 * unions) is refused with a sentence, so that no path is ever misread.
 */

import { InputError } from "@backlot/runtime";

/** One step down: the member with this key, or every element of an array. */
export type Segment = { readonly key: string } | "*";

/** The steps from a record to a value; never empty, and the first one is a key. */
export type Path = readonly Segment[];

/**
 * The path that a text spells.
 *
 * @throws InputError when the text is no path, or selects in a way that is not supported.
 */
export function parsePath(text: string): Path {
  const path = text.startsWith("/") ? pointer(text) : text.startsWith("$") ? jsonPath(text) : dotted(text);
  if (path.length === 0) throw refused(text, "it selects the whole record", "Name a key, or leave the option out");
  if (path[0] === "*") throw refused(text, "a record is an object, which has no elements", "Start with a key");
  return path;
}

/** The dotted spelling of a path; `parsePath` reads it back as the same path. */
export function pathText(path: Path): string {
  let text = "";
  for (const segment of path) {
    if (segment === "*") text += "[*]";
    else if (!bare.test(segment.key)) text += `[${JSON.stringify(segment.key)}]`;
    else text += text === "" ? segment.key : `.${segment.key}`;
  }
  return text;
}

/** A key that the dotted form spells without quotes. */
const bare = /^(?![\s$/])[^.[\]"',*\p{Cc}\p{Cs}]+(?<!\s)$/u;

function dotted(text: string): Path {
  const path: Segment[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === "[") {
      const [segment, next] = bracket(text, at);
      path.push(segment);
      at = next;
    } else {
      if (text[at] === ".") {
        if (text[at + 1] === ".") throw refused(text, "`..` is not supported", "Spell out the whole path");
        if (path.length === 0) throw refused(text, "it starts with a dot", "Leave it out");
        at++;
      } else if (path.length > 0) throw refused(text, `a dot is missing at character ${at + 1}`);
      if (text[at] === '"') {
        const [key, next] = quoted(text, at);
        path.push({ key });
        at = next;
        continue;
      }
      const name = /^[^.[\]]*/.exec(text.slice(at))![0];
      if (!bare.test(name)) throw refused(text, ...whyNotBare(name));
      path.push({ key: name });
      at += name.length;
    }
  }
  if (path.length === 0)
    throw refused(text, "it is empty", "Name a key; in a shell, single quotes keep paths as they are: '$.title'");
  return path;
}

function whyNotBare(name: string): [reason: string, hint?: string] {
  if (name === "") return ["a name is missing"];
  if (name === "*")
    return ["`*` over the members of an object is not supported", "Write `[*]` for all elements of an array"];
  return [`${JSON.stringify(name)} must be quoted`, `Write \`[${JSON.stringify(name)}]\``];
}

/** RFC 6901: `/` before each key, `~1` for `/` and `~0` for `~`. */
function pointer(text: string): Path {
  return text
    .slice(1)
    .split("/")
    .map((token) => {
      if (/~(?![01])/.test(token)) throw refused(text, "`~` must be written `~0`, and `/` inside a key `~1`");
      if (/^(?:0|[1-9]\d*)$/.test(token)) {
        throw refused(
          text,
          `the index ${token} is not supported`,
          `For a key, write \`["${token}"]\` in the dotted form`,
        );
      }
      return { key: token.replaceAll("~1", "/").replaceAll("~0", "~") };
    });
}

/** RFC 9535: `$`, then `.name` or `[…]` segments, with blanks allowed before each. */
function jsonPath(text: string): Path {
  const path: Segment[] = [];
  let at = 1;
  while (at < text.length) {
    const segmentAt = at + /^[ \t\n\r]*/.exec(text.slice(at))![0].length;
    if (text[segmentAt] === "[") {
      const [segment, next] = bracket(text, segmentAt);
      path.push(segment);
      at = next;
    } else if (text[segmentAt] === ".") {
      const rest = text.slice(segmentAt + 1);
      if (rest.startsWith(".")) throw refused(text, "`..` is not supported", "Spell out the whole path");
      if (rest.startsWith("*"))
        throw refused(text, "`.*` is not supported", "Write `[*]` for all elements of an array");
      const name = /^[A-Za-z_\u{80}-\u{D7FF}\u{E000}-\u{10FFFF}][0-9A-Za-z_\u{80}-\u{D7FF}\u{E000}-\u{10FFFF}]*/u.exec(
        rest,
      );
      if (name === null) throw refused(text, "after a dot comes a name", "Quote other keys: `$['my-key']`");
      path.push({ key: name[0] });
      at = segmentAt + 1 + name[0].length;
    } else if (path.length === 0) {
      throw refused(
        text,
        "after `$` comes `.` or `[`",
        `For a key that starts with \`$\`, write \`[${JSON.stringify(text)}]\``,
      );
    } else throw refused(text, `character ${at + 1} continues no path`);
  }
  return path;
}

/** A bracketed segment at `at`, and where it ends. */
function bracket(text: string, at: number): [Segment, number] {
  const blank = /[ \t\n\r]*/y;
  const skip = (from: number): number => {
    blank.lastIndex = from;
    return from + blank.exec(text)![0].length;
  };
  let next = skip(at + 1);
  let segment: Segment;
  const first = text[next];
  if (first === "*") {
    segment = "*";
    next++;
  } else if (first === '"' || first === "'") {
    const [key, end] = quoted(text, next);
    segment = { key };
    next = end;
  } else if (first === "?")
    throw refused(text, "filters are not supported", "Write `[*]` for all elements, and filter what comes out");
  else if (/^-?\d*[ \t\n\r]*:/.test(text.slice(next)))
    throw refused(text, "slices are not supported", "Write `[*]` for all elements");
  else if (/^-?\d/.test(text.slice(next)))
    throw refused(text, "indexes are not supported", "Write `[*]` for all elements");
  else throw refused(text, "between brackets comes `*` or a quoted key", 'Write `[*]` for all elements, or `["key"]`');
  next = skip(next);
  if (text[next] === ",")
    throw refused(text, "several selectors in one pair of brackets are not supported", "Pick each path on its own");
  if (text[next] === ":") throw refused(text, "slices are not supported", "Write `[*]` for all elements");
  if (text[next] !== "]") throw refused(text, "a bracket is not closed");
  return [segment, next + 1];
}

/** The key in quotes at `at`, with JSON's escapes, and where it ends. */
function quoted(text: string, at: number): [string, number] {
  const mark = text[at];
  const literal = mark === '"' ? /"(?:[^"\\]|\\.)*"/suy : /'(?:[^'\\]|\\.)*'/suy;
  literal.lastIndex = at;
  const found = literal.exec(text)?.[0];
  if (found === undefined) throw refused(text, "a quote is not closed");
  let inside = found.slice(1, -1);
  if (mark === "'") {
    // RFC 9535: \' only between single quotes, \" only between double ones.
    inside = inside.replaceAll(/\\.|"/gsu, (part) =>
      part === "\\'" ? "'" : part === '"' ? '\\"' : part === '\\"' ? "\\x" : part,
    );
  }
  let key: string;
  try {
    key = JSON.parse(`"${inside}"`) as string;
  } catch {
    throw refused(text, `${found} is no quoted key`, "Escape as in JSON");
  }
  if (!key.isWellFormed()) throw refused(text, `${found} holds an unpaired surrogate`);
  return [key, at + found.length];
}

function refused(text: string, why: string, hint?: string): InputError {
  return new InputError(`Cannot use the path \`${text}\`: ${why}`, { field: text, hint });
}
