/** A real browser makes the promised bytes with every kernel: in the page, in a worker, and with the pool. */
import { once } from "node:events";
import { globSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";
import { bundledWorkers } from "../../tools/bundled-workers.ts";
import type { Checked } from "./checks.ts";
import { findChromium, howToGet } from "./chromium.ts";

const here = import.meta.dirname;
/** The files of the page, by name. */
async function bundlePage(): Promise<Map<string, string>> {
  const bundle = await rolldown({
    cwd: here,
    input: { page: "page.ts" },
    platform: "browser",
    resolve: { conditionNames: ["@backlot/source", "import", "default"] },
    external: /^@faker-js\/faker/,
    plugins: [bundledWorkers],
    // In the sources, worker.js does nothing but import it, and packages say that no module does.
    treeshake: { moduleSideEffects: (id) => (/[\\/]worker\.ts$/.test(id) ? true : undefined) },
  });
  const { output } = await bundle.generate({ entryFileNames: "[name].js", chunkFileNames: "[name].js" });
  await bundle.close();
  return new Map(output.map((file) => [file.fileName, file.type === "chunk" ? file.code : String(file.source)]));
}

/** Serves the files, and an empty page. */
function serve(files: ReadonlyMap<string, string>): Server {
  const server = createServer((request, response) => {
    const body = files.get(request.url!.slice(1));
    const type = body === undefined ? "text/html" : "text/javascript";
    response
      .writeHead(200, { "content-type": type, connection: "close" })
      .end(body ?? "<!doctype html><title>Backlot</title>");
  });
  return server.listen(0, "localhost");
}

const executablePath = findChromium();

test("Chromium makes the promised bytes", { timeout: 120_000 }, async ({ skip }) => {
  skip(executablePath === undefined, howToGet);
  const promised = Object.assign(
    {},
    ...globSync("../generate/digests/*.json", { cwd: here }).map(
      (path) => JSON.parse(readFileSync(join(here, path), "utf8")) as Record<string, string>,
    ),
  ) as Record<string, string>;
  const server = serve(await bundlePage());
  await once(server, "listening");
  // As root, in which tests of CI run, it has no sandbox.
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.addScriptTag({ type: "module", url: "page.js" });
    await page.waitForFunction("typeof checkEverywhere === 'function'");
    const checked = await page.evaluate(
      (digests) =>
        (
          globalThis as unknown as {
            checkEverywhere(promised: Record<string, string>): Promise<Record<string, Checked>>;
          }
        ).checkEverywhere(digests),
      promised,
    );
    expect(errors).toEqual([]);
    for (const { compared, wrong } of Object.values(checked)) {
      expect(wrong).toEqual([]);
      expect(compared).toBeGreaterThan(10);
    }
    expect(Object.keys(checked)).toEqual(["page", "worker", "workers"]);
  } finally {
    await browser.close();
    server.close();
  }
});
