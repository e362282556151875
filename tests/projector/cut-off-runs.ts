/** Projects a compressed file, cut off at every byte: `cut-off-runs.ts FILE`; prints how often it was refused, and what was not. */
import { readFileSync } from "node:fs";
import { project } from "@backlot/projector";
import { InputError, memorySink, memorySource } from "@backlot/runtime";

const [path] = process.argv.slice(2);
const bytes = readFileSync(path);
let refused = 0;
const accepted: [length: number, text: string][] = [];
for (let length = 0; length <= bytes.length; length++) {
  const to = memorySink();
  try {
    await project({ from: memorySource(bytes.subarray(0, length), path), to, workers: 0 });
    accepted.push([length, to.text()]);
  } catch (error) {
    if (!(error instanceof InputError) || error.byte !== length) throw error;
    refused++;
  }
}
console.log(JSON.stringify({ refused, accepted }));
