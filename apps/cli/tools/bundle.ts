/**
 * Builds the program: `src/main.ts` with all that it imports, in a few files under `dist`.
 *
 * Files are cut where `import()` cuts them, so a command loads what it needs. That is finer than the packages are cut for
 * all who import them, so it is their sources that are bundled.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown, type Plugin } from "rolldown";
import { bundledWorkers } from "../../../tools/bundled-workers.ts";
import { readyPlans } from "./ready-plans.ts";

/** Runs modules named `*.data.ts` now, and keeps what they export by default. */
const data: Plugin = {
  name: "data",
  load: {
    filter: { id: /\.data\.ts$/ },
    async handler(id) {
      const { default: value } = (await import(pathToFileURL(id).href)) as { default: unknown };
      // The text of JSON is read faster than the same as literals.
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(value))});`;
    },
  },
};

/**
 * The vocabulary as a file of texts, of which those that are asked for are read: a table needs a few of its 306 lists
 * and phrases, and taking all apart was 1.4 ms.
 */
const vocabulary: Plugin = {
  name: "vocabulary",
  load: {
    filter: { id: /vocabulary\.generated\.ts$/ },
    async handler(id) {
      const module = (await import(pathToFileURL(id).href)) as {
        vocabulary: { words: Record<string, string>; phrases: Record<string, unknown> };
      };
      const texts: string[] = [];
      let end = 0;
      const place = (text: string): [from: number, to: number] => {
        texts.push(text);
        return [end, (end += Buffer.byteLength(text))];
      };
      const places = ({ words, phrases }: typeof module.vocabulary): object => ({
        words: Object.fromEntries(Object.entries(words).map(([name, list]) => [name, place(list)])),
        phrases: Object.fromEntries(
          Object.entries(phrases).map(([name, phrase]) => [name, place(JSON.stringify(phrase))]),
        ),
      });
      const index = JSON.stringify(JSON.stringify(places(module.vocabulary)));
      this.emitFile({ type: "asset", fileName: "vocabulary.txt", source: texts.join("") });
      return `import { readFileSync } from "node:fs";
        const bytes = readFileSync(new URL("./vocabulary.txt", import.meta.url));
        const made = new Map();
        function asked(places, make) {
          return new Proxy(places, {
            get(_, name) {
              const place = Object.hasOwn(places, name) && places[name];
              if (!place) return undefined;
              if (!made.has(place)) made.set(place, make(bytes.utf8Slice(...place)));
              return made.get(place);
            },
          });
        }
        const { words, phrases } = JSON.parse(${index});
        export const vocabulary = { words: asked(words, String), phrases: asked(phrases, JSON.parse) };`;
    },
  },
};

/** commander can run commands that are programs of their own; ours are not, and `node:child_process` loads slowly. */
const noPrograms: Plugin = {
  name: "no-programs",
  resolveId: { filter: { id: /^node:child_process$/ }, handler: () => "\0no-programs" },
  load: { filter: { id: /^\0no-programs$/ }, handler: () => "export default {};" },
};

/** Importing one of Node's own modules reads all of its exports, and so loads what Node leaves for later; this does not. */
const builtins: Plugin = {
  name: "builtins",
  renderChunk: (code) =>
    code.replaceAll(/^import (.+) from "(node:[^"]+)";$/gm, (_, names: string, id: string) => {
      const pattern = names.replace(/^\* as /, "").replaceAll(/ as /g, ": ");
      return `const ${pattern} = process.getBuiltinModule("${id}");`;
    }),
};

/** Licenses ask for their text wherever the code goes. */
const licenses: Plugin = {
  name: "licenses",
  generateBundle(_, output) {
    const modules = Object.values(output).flatMap((file) => (file.type === "chunk" ? file.moduleIds : []));
    // Of faker there are words and texts, and no module.
    const faker = join(root, "node_modules/@faker-js/faker");
    const packages = new Set([
      faker,
      ...modules.map((id) => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(id)?.[0]),
    ]);
    const texts = [...packages].flatMap((folder) => (folder === undefined ? [] : [licenseOf(folder)]));
    this.emitFile({ type: "asset", fileName: "licenses.txt", source: texts.toSorted().join("\n\n") });
  },
};

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

function licenseOf(folder: string): string {
  const { name, version } = manifestOf(folder);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(entry));
  if (file === undefined) throw new Error(`${name} is bundled, and has no license to go with it`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
}

const root = fileURLToPath(new URL("..", import.meta.url));

// The texts that faker makes are the generator's promise, so it must be the generator's faker.
const [ours, theirs] = [root, join(root, "../../packages/generator")].map(manifestOf);
if (ours.dependencies["@faker-js/faker"] !== theirs.dependencies["@faker-js/faker"]) {
  throw new Error("package.json names another @faker-js/faker than packages/generator/package.json does");
}

const bundle = await rolldown({
  cwd: root,
  input: { main: "src/main.ts" },
  platform: "node",
  resolve: { conditionNames: ["@backlot/source", "node", "import", "default"] },
  // faker is large, rarely needed, and asked for by locale.
  external: /^@faker-js\/faker/,
  plugins: [data, vocabulary, readyPlans, bundledWorkers, noPrograms, builtins, licenses],
});
await bundle.write({
  dir: "dist",
  cleanDir: true,
  entryFileNames: "[name].js",
  chunkFileNames: "[name].js",
  codeSplitting: {
    // What would be a file of its own each, for it is shared between commands.
    groups: [
      {
        name: "shared",
        test: /packages[\\/](?:runtime(?![\\/]src[\\/]compression[\\/](?!damage|members))|formats)[\\/]|cli[\\/]src[\\/](?:columns|outputs|quantity|report)\.ts$/,
      },
      {
        name: "keys",
        test: /packages[\\/](?:schema[\\/]src[\\/](?:calendar|durations|steps)|generator[\\/]src[\\/](?:stream-key|seeded))\.ts$/,
      },
      { name: "rows", test: /packages[\\/]generator[\\/]src[\\/]compile[\\/]rows\.ts$/ },
      {
        name: "kernel",
        test: /packages[\\/]generator[\\/]src[\\/](?:work|ops|transform|plan-bytes|capacity|problems)\.ts$/,
      },
      { name: "kernels", test: /packages[\\/]generator[\\/]src[\\/]kernels\.ts$/ },
      { name: "vocabulary", test: /vocabulary\.generated\.ts$/ },
      { name: "generator", test: /packages[\\/]generator[\\/]src[\\/](?:index|compile[\\/]compile)\.ts$/ },
    ],
  },
});
await bundle.close();
