/**
 * The command lines in the documentation, typed in one after the other, file by file.
 *
 * In `console` blocks every `$ command` must print what stands below it; in `sh` blocks every call of the program must
 * succeed. A block such as ` ```ts bookshop.ts ` is a file that is there. What sets up a machine or a checkout
 * (git, npm, cd) is left out.
 */
import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openShell } from "../cli/shell.ts";
import { fitted, parseTranscript } from "../cli/transcript.ts";
import { blocksOf, markdownFiles, root } from "./examples.ts";

interface Line {
  readonly command: string;
  /** What is seen on a terminal, where it is told. */
  readonly seen?: readonly string[];
}

const setsUp = /^(git|npm|cd) /;
const calls = /^(npx )?backlot /;

function linesOf(markdown: string): Line[] {
  return blocksOf(markdown).flatMap(({ language, text }): Line[] => {
    if (language === "console") {
      const { steps } = parseTranscript(text);
      return steps.filter(({ command }) => !setsUp.test(command)).map((step) => ({ ...step, seen: step.stdout }));
    }
    if (language !== "sh") return [];
    const commands = text.split(/(?<!\\)\n/).filter((line) => calls.test(line));
    return commands.map((command) => ({ command }));
  });
}

const documents = markdownFiles()
  .map((file) => ({ file, markdown: readFileSync(join(root, file), "utf8") }))
  .map((document) => ({ ...document, lines: linesOf(document.markdown) }))
  .filter(({ lines }) => lines.length > 0);

test("there are command lines, with and without what they print", () => {
  const lines = documents.flatMap((document) => document.lines);
  expect(lines.some(({ seen }) => seen === undefined)).toBe(true);
  expect(lines.some(({ seen }) => seen !== undefined && seen.length > 0)).toBe(true);
});

describe("command lines do and print what they say", () => {
  test.each(documents)("$file", async ({ markdown, lines }) => {
    const shell = await openShell();
    try {
      for (const { language, info, text } of blocksOf(markdown)) {
        if (info.endsWith(`.${language}`)) await writeFile(join(shell.folder, info), text);
      }
      for (const { command, seen } of lines) {
        // On a terminal, both streams are seen as one.
        const { stdout, exitCode } = await shell.run(`{ ${command}\n} 2>&1`);
        if (seen === undefined) expect({ command, stdout, exitCode }).toEqual({ command, stdout, exitCode: 0 });
        else expect({ command, seen: fitted(stdout, seen) }).toEqual({ command, seen });
      }
    } finally {
      await shell.remove();
    }
  });
});
