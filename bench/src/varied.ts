/** A job of projecting in several ways, each beside the plain one: Backlot against itself. */

import type { Case } from "./case.ts";
import type { Engine, Runner } from "./engine.ts";
import type { Target } from "./target.ts";

const id = "project/backlot";

/** What is done instead, and which part of the plain job's speed it is meant to have. */
export interface Variant {
  readonly least: number;
  readonly adapt: NonNullable<Engine<"project">["adapt"]>;
}

/** The targets and runners of a case. @param label what a variant's target is called */
export function varied(
  variants: Readonly<Record<string, Variant>>,
  label: (variant: string) => string,
): Pick<Case<"project">, "targets" | "runners"> {
  return {
    targets: Object.entries(variants).map(([variant, { least }]): Target => ({
      what: label(variant),
      of: `backlot, ${variant} ×1`,
      versus: "backlot ×1",
      figure: "records/s",
      whole: true,
      least,
    })),
    runners(engines) {
      const plain = engines.get(id)!;
      const others = Object.entries(variants).map(([variant, { adapt }]): Engine<"project"> => ({
        ...plain,
        name: `backlot, ${variant}`,
        role: "rival",
        adapt,
      }));
      return [plain, ...others].map((engine): Runner<"project"> => ({ id, engine, threads: 1 }));
    },
  };
}

/** Every byte checked. */
export const strict: Variant = { least: 0.6, adapt: (job) => ({ ...job, strict: true }) };
