import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { systemFiles } from "./file-system.ts";
import { inputFiles } from "./input-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "backlot-files-"));
  for (const name of ["b.csv", "a.csv", "B.csv", "10.csv", "9.csv", ".hidden.csv", "notes.txt", "x[1].csv"]) {
    writeFileSync(join(folder, name), name);
  }
  mkdirSync(join(folder, "sub.csv"));
  mkdirSync(join(folder, ".git"));
  mkdirSync(join(folder, "empty"));
  writeFileSync(join(folder, "sub.csv", "c.csv"), "c");
  writeFileSync(join(folder, ".git", "d.csv"), "d");
});
afterEach(() => rmSync(folder, { recursive: true }));

const isWanted = (name: string): boolean => name.endsWith(".csv");

/** The files, without the folder they are all in. */
async function found(path: string, ...outputs: string[]): Promise<string[]> {
  const paths = await inputFiles(join(folder, path), { isWanted, outputs: outputs.map((name) => join(folder, name)) });
  return paths.map((name) => name.slice(folder.length + 1));
}

test.each([
  ["a file", "a.csv", ["a.csv"]],
  ["a file that is not there", "c.csv", ["c.csv"]],
  ["a file whose name could be a pattern", "x[1].csv", ["x[1].csv"]],
  ["a folder", ".", ["10.csv", "9.csv", "B.csv", "a.csv", "b.csv", "x[1].csv"]],
  ["a folder with a slash", "sub.csv/", ["sub.csv/c.csv"]],
  ["a pattern", "?.csv", ["9.csv", "B.csv", "a.csv", "b.csv"]],
  ["a pattern of what is not wanted by name", "*.txt", ["notes.txt"]],
  ["a pattern over folders", "**/[a-c].csv", ["a.csv", "b.csv", "sub.csv/c.csv"]],
  ["a pattern with choices", "{b,a}.csv", ["a.csv", "b.csv"]],
  ["a pattern of hidden files", ".h*", [".hidden.csv"]],
])("%s", async (_, path, expected) => {
  expect(await found(path)).toEqual(expected);
});

test("standard input is itself", async () => {
  expect(await inputFiles("-", { isWanted, outputs: [] })).toEqual(["-"]);
});

test.each(["?.csv", "."])("%s leaves out what is written", async (path) => {
  symlinkSync("b.csv", join(folder, "link"));
  expect(await found(path, "a.csv", "link", "new.csv")).toEqual(
    (await found(path)).filter((name) => !/[ab]/.test(name[0])),
  );
});

describe("refuses", () => {
  test.each([
    [
      "*.jsonl",
      "Cannot read FOLDER/*.jsonl: no file matches it",
      "In FOLDER/ there are 10.csv, 9.csv, B.csv and 6 more",
    ],
    ["note?.txts", "Cannot read FOLDER/note?.txts: no file matches it", "There is FOLDER/notes.txt"],
    ["none/*", "Cannot read FOLDER/none/*: no file matches it", "There is no folder FOLDER/none/"],
    ["empty", "Cannot read FOLDER/empty: no file in it tells by its name what it is", "The folder is empty"],
  ])("%s", async (path, message, hint) => {
    const here = (text: string): string => text.replace("FOLDER", folder);
    await expect(found(path)).rejects.toMatchObject({
      name: "InputError",
      message: here(message),
      file: join(folder, path),
      hint: here(hint),
    });
  });

  test.each(["sub.csv", "sub.csv/*.ndjson"])("%s where the system does not list the folder", async (path) => {
    const refused = Object.assign(new Error("EACCES: permission denied, scandir"), { code: "EACCES" });
    const files = { ...systemFiles(), list: () => Promise.reject(refused) };
    await expect(inputFiles(join(folder, path), { isWanted, outputs: [] }, files)).rejects.toMatchObject({
      name: "MachineError",
      message: `Cannot read ${join(folder, path)}: permission denied (EACCES)`,
      code: "EACCES",
    });
  });

  test.each([
    ["the same path", () => {}, "a.csv"],
    ["a symbolic link", () => symlinkSync("a.csv", join(folder, "other")), "other"],
    ["a second name", () => linkSync(join(folder, "a.csv"), join(folder, "other")), "other"],
  ])("an input that is the output by %s", async (_, make, name) => {
    make();
    for (const [input, output] of [
      ["a.csv", name],
      [name, "a.csv"],
    ]) {
      await expect(found(input, output)).rejects.toMatchObject({
        name: "InputError",
        message: expect.stringMatching(/^Cannot write .*: it is an input too/),
        file: join(folder, output),
      });
    }
  });
});
