/**
 * The hint for code of the author.
 */

import type * as z from "zod";
import * as told from "./arguments.ts";
import { hinted, type Compute } from "./hints.ts";
import { noType, signature } from "./signature.ts";

const computed = signature("compute()", { type: told.zodType, code: told.code }, {});

/**
 * Code of your own, called once per record with those fields of it that are not computed, and a faker seeded for
 * this field and record.
 * The slow lane; everything else is compiled.
 */
export function compute<Type extends z.ZodType>(type: Type, code: Compute): Type {
  return (
    computed.refused<Type>(noType(), { type, code }) ?? hinted(type.clone(type._zod.def), { kind: "compute", code })
  );
}
