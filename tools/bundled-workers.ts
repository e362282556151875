/** How bundles contain the modules of workers: `new Worker(new URL("./worker.js", import.meta.url))` names a file. */
import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Plugin } from "rolldown";

/** Bundles the modules of workers too, under the names of their packages, for all files stand in one folder. */
export const bundledWorkers: Plugin = {
  name: "bundled-workers",
  transform: {
    filter: { code: /new Worker\(new URL\(/ },
    handler(code, id) {
      return code.replaceAll(
        /(?<=new Worker\()new URL\("(\.\/[\w.-]+)", import\.meta\.url\)/g,
        (whole, path: string) => {
          // The .js beside it only imports it, and would be left out: these packages say imports have no effects.
          const file = join(dirname(id), path).replace(/\.js$/, ".ts");
          // In an example.
          if (!existsSync(file)) return whole;
          const owner = /.*[\\/]([^\\/]+)[\\/](?:dist|src)[\\/]/.exec(id)?.[1] ?? "";
          const fileName = `${owner}-${basename(path)}`;
          this.emitFile({ type: "chunk", id: file, fileName });
          return `new URL("./${fileName}", import.meta.url)`;
        },
      );
    },
  },
};
