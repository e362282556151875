/** The folder of third-party conformance data, where there is one. */
import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = process.env["BACKLOT_CORPORA"] ?? join(import.meta.dirname, "../../../shared/corpora");

/** The path of a corpus, or undefined, said aloud, where it is missing. */
export function corpus(path: string): string | undefined {
  const found = join(folder, path);
  if (existsSync(found)) return found;
  console.warn(`${path} is skipped: set BACKLOT_CORPORA to the folder that holds it`);
  return undefined;
}
