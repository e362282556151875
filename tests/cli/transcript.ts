/**
 * Transcripts: what a user types and what the program answers, as a text file that is a test.
 *
 * ```text
 * # What the case shows; lines with # are for the reader.
 * === movies.ndjson          a file, up to the line ===
 * {"title":"Alien"}
 * ===
 * $ backlot project movies.ndjson --pick year       a command line for bash
 * > --limit 1                                       and its further lines
 * {"year":1979}                                     what it prints, line by line
 * ! warning: …                                      what it prints to standard error; … is any text
 * ! …                                               … alone is any number of lines
 * ? 3                                               its exit code, if it is not 0
 * ```
 */

/** A file that is there before the first command. */
interface CaseFile {
  readonly name: string;
  readonly text: string;
}

/** A command and what is expected of it. */
interface Step {
  readonly command: string;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly exitCode: number;
}

/** A whole transcript. */
export interface Transcript {
  readonly files: readonly CaseFile[];
  readonly steps: readonly Step[];
}

/** Reads a transcript. */
export function parseTranscript(text: string): Transcript {
  const files: CaseFile[] = [];
  const steps: { command: string; stdout: string[]; stderr: string[]; exitCode: number }[] = [];
  const lines = text.replace(/\n+$/, "").split("\n");
  while (lines.length > 0) {
    const line = lines.shift()!;
    const step = steps.at(-1);
    if (step === undefined && line.startsWith("=== ")) {
      const end = lines.indexOf("===");
      if (end === -1) throw new Error(`The file ${line} has no end`);
      files.push({
        name: line.slice(4),
        text: lines
          .splice(0, end + 1)
          .slice(0, -1)
          .map((l) => `${l}\n`)
          .join(""),
      });
    } else if (line.startsWith("$ ")) {
      steps.push({ command: line.slice(2), stdout: [], stderr: [], exitCode: 0 });
    } else if (step === undefined || line.startsWith("# ")) continue;
    else if (line.startsWith("> ")) step.command += `\n${line.slice(2)}`;
    else if (line.startsWith("! ") || line === "!") step.stderr.push(line.slice(2));
    else if (line.startsWith("? ")) step.exitCode = Number(line.slice(2));
    else step.stdout.push(line);
  }
  if (steps.length === 0) throw new Error("The transcript has no command");
  return { files, steps };
}

/**
 * What was printed, with all that an expectation leaves open replaced by `…`, so that the two can be compared; what
 * does not fit is left as it is.
 */
export function fitted(printed: string, expected: readonly string[]): readonly string[] {
  const lines = printed === "" ? [] : printed.replace(/\n$/, "").split("\n");
  if (!printed.endsWith("\n") && printed !== "") lines[lines.length - 1] += " (no end of line)";
  return fits(lines, expected) ? expected : lines;
}

function fits(lines: readonly string[], expected: readonly string[]): boolean {
  if (expected.length === 0) return lines.length === 0;
  const [first, ...rest] = expected;
  if (first === "…") return lines.some((_, i) => fits(lines.slice(i), rest)) || rest.length === 0;
  if (lines.length === 0) return false;
  const pattern = first.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".*")}$`, "su").test(lines[0]) && fits(lines.slice(1), rest);
}
