/** A case of projecting with every byte checked, beside the plain one of the same records. */

import type { Case } from "./case.ts";
import type { Engine, Runner } from "./engine.ts";
import { projection } from "./projection.ts";

const id = "project/backlot";

/** As `projection`, of one engine in two ways. */
export function strictly(told: Omit<Parameters<typeof projection>[0], "targets" | "runners">): Case<"project"> {
  return projection({
    ...told,
    targets: [
      {
        what: `${told.name} vs plain`,
        of: "backlot, strict ×1",
        versus: "backlot ×1",
        figure: "records/s",
        whole: true,
        least: 0.6,
      },
    ],
    runners(engines) {
      const plain = engines.get(id)!;
      const strict: Engine<"project"> = {
        ...plain,
        name: "backlot, strict",
        role: "rival",
        adapt: (job) => ({ ...job, strict: true }),
      };
      return [plain, strict].map((engine): Runner<"project"> => ({ id, engine, threads: 1 }));
    },
  });
}
