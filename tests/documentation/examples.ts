/** The examples in the documentation: ```ts blocks of `@example`s and of Markdown files, as modules of their own. */
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The repository. */
export const root: string = fileURLToPath(new URL("../../", import.meta.url));

/** Where users read: whatever of it is there. */
const prose = ["*.md", "docs/**/*.md", "packages/*/*.md", "apps/*/*.md"];
const sources = ["packages/*/src/**/*.ts", "apps/*/src/**/*.ts"];

/** A fenced block. */
interface Block {
  readonly language: string;
  /** What else its first line says. */
  readonly info: string;
  /** The line of its first line of text, counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** A module that stands in the documentation. */
export interface Example {
  /** `path:line` of its first line. */
  readonly place: string;
  /** Where it is saved: in a folder for its document, under its name where it has one, as others there import it. */
  readonly file: string;
  readonly code: string;
  /** Marked with `no-run`: its types are checked, and that is all. */
  readonly runs: boolean;
}

/** What a line of an example is said to print. */
interface Promised {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

/** All Markdown files that may hold examples, relative to the repository. */
export function markdownFiles(): string[] {
  return globSync(prose, { cwd: root, exclude: ["**/node_modules/**", "**/CHANGELOG.md"] }).toSorted();
}

/** The fenced blocks of a Markdown text. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+) *(.*)\n([^]*?)^```$/gm)].map(([, language, info, text], i, all) => ({
    language,
    info,
    text,
    line: markdown.slice(0, markdown.indexOf(all[i][0], all[i].index)).split("\n").length + 1,
  }));
}

/** Every example there is. */
export function examples(): Example[] {
  const files = [...globSync(sources, { cwd: root }).toSorted(), ...markdownFiles()];
  return files.flatMap((file) => {
    const text = readFileSync(`${root}${file}`, "utf8");
    const markdown = file.endsWith(".ts") ? commentsOf(text) : text;
    return blocksOf(markdown)
      .filter(({ language }) => language === "ts")
      .map(({ line, info, text: code }) => ({
        place: `${file}:${line}`,
        file: `${file.replaceAll(/[^\w.]+/g, "-")}/${info.endsWith(".ts") ? info : `${line}.ts`}`,
        code,
        runs: info !== "no-run",
      }));
  });
}

/** The text of the doc comments, line under line where it was, without what is no comment. */
function commentsOf(source: string): string {
  return source
    .split("\n")
    .map((line) => /^ *\* ?(.*)$/.exec(line)?.[1] ?? "")
    .join("\n");
}

/**
 * What an example says it prints: a comment behind `console.log(…);`, or the lines of comment right below it.
 *
 * @example
 * ```ts
 * console.log(6 * 7); // 42
 * console.log(["a", "b"].join("\n"));
 * // a
 * // b
 * for (const word of ["again", "again"]) console.log(word); // again
 * for (const n of [1, 2, 3]) console.log(n); // 1 2 3
 * ```
 */
export function promisedBy(code: string): Promised[] {
  const lines = code.split("\n");
  return lines.flatMap((line, i) => {
    const call = /\bconsole\.log\(.*\);(?: \/\/ (.*)| \})?$/.exec(line);
    if (call === null) return [];
    if (call[1] !== undefined) return [{ line: i + 1, text: call[1] }];
    const below: string[] = [];
    for (const next of lines.slice(i + 1)) {
      const comment = /^ *\/\/ (.*)$/.exec(next);
      if (comment === null) break;
      below.push(comment[1]);
    }
    return below.length === 0 ? [] : [{ line: i + 1, text: below.join("\n") }];
  });
}

/** What the calls of one line printed: once if it was always the same, else one after the other. */
export function seenAs(prints: readonly string[]): string {
  return (new Set(prints).size === 1 ? prints[0] : prints.join(" ")).replace(/\n$/, "");
}

/** Whether that is what was printed, with `…` for any text. */
export function holds(promised: string, seen: string): boolean {
  const pattern = promised.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join("[^]*")}$`, "u").test(seen);
}
