/** Projects a file as a script of its own: `one-run.ts FROM TO PICK WORKERS`; prints the summary as one line of JSON. */
import { project } from "@backlot/projector";

const [from, to, pick, workers] = process.argv.slice(2);
console.log(JSON.stringify(await project({ from, to, pick, workers: Number(workers), chunkBytes: 65_536 })));
