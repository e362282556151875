/** `backlot project` of the file told four times: what workers bring where there is enough to do for them. */

import type { Engine } from "../../engine.ts";
import { inputOf } from "../../job.ts";
import backlot from "./backlot.ts";

const times = 4;

const engine: Engine<"project"> = {
  ...backlot,
  name: `backlot, the file ${times} times`,
  role: "rival",
  threads: () => [1, 2],
  adapt(job) {
    const { paths, bytes } = inputOf(job);
    const rows = times * job.rows;
    const input = { paths: Array.from({ length: times }, () => paths).flat(), bytes: times * bytes };
    return { ...job, rows, inputs: { ...job.inputs, [rows]: input } };
  },
};

export default engine;
