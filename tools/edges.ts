/**
 * Holds the edges between packages: who may import whom, in dependencies and in sources.
 *
 * ```text
 * schema ◀─ dataset-imdb        schema, formats, runtime ◀─ generator        formats, runtime ◀─ projector
 * ```
 * Apps, tests and benchmarks may import all of them.
 */
import { globSync, readFileSync } from "node:fs";

const allowed: Readonly<Record<string, readonly string[]>> = {
  schema: [],
  formats: [],
  runtime: [],
  generator: ["schema", "formats", "runtime"],
  projector: ["formats", "runtime"],
  "dataset-imdb": ["schema"],
};

/** The imports of a source, with or without a binding, static or not; what is erased is none, nor is a quoted word. */
const imports = /(?<!")(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g;

/** Comments, and imports of types alone. */
const erased = /^ *\*.*$|\bimport type [^;]*;|\btypeof import\("[^"]*"\)/gm;

const problems: string[] = [];
for (const folder of globSync("packages/*")) {
  const name = folder.replace(/^packages[/\\]/, "");
  const may = allowed[name];
  if (may === undefined) {
    problems.push(`${folder}: a new package; say in tools/edges.ts what it may import`);
    continue;
  }
  const manifest = JSON.parse(readFileSync(`${folder}/package.json`, "utf8")) as {
    dependencies?: Record<string, string>;
  };
  const dependencies = Object.keys(manifest.dependencies ?? {});
  for (const dependency of dependencies) {
    const own = /^@backlot\/(.+)$/.exec(dependency)?.[1];
    if (own !== undefined && !may.includes(own)) problems.push(`${folder}/package.json depends on ${dependency}`);
  }
  for (const file of globSync(`${folder}/src/**/*.ts`)) {
    const test = file.endsWith(".test.ts");
    for (const [, target] of readFileSync(file, "utf8").replaceAll(erased, "").matchAll(imports)) {
      if (target.startsWith(".")) continue;
      if (target.startsWith("node:") && !test && name !== "runtime")
        problems.push(`${file} imports ${target}: platform code stays in runtime`);
      else if (
        !target.startsWith("node:") &&
        !test &&
        !dependencies.some((d) => target === d || target.startsWith(`${d}/`))
      )
        problems.push(`${file} imports ${target}, which is no dependency of ${name}`);
      else if (target.startsWith("node:") && !test)
        problems.push(`${file} imports ${target} statically, which breaks browsers`);
    }
  }
}

for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(
  `${problems.length === 0 ? "All edges between packages are allowed" : `${problems.length} edges are not allowed`}\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
