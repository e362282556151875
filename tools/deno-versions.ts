/** Gives every deno.json the version of the package.json beside it. */
import { globSync, readFileSync, writeFileSync } from "node:fs";

for (const file of globSync("packages/*/deno.json")) {
  const { version } = JSON.parse(readFileSync(file.replace("deno.json", "package.json"), "utf8")) as {
    version: string;
  };
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace(/"version": "[^"]*"/, () => `"version": "${version}"`),
  );
}
