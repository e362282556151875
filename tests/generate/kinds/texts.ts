/** Texts: patterns, and what is made of other texts. */
import { definePlugin, defineTable, key, nullable, pattern, reference, template } from "@backlot/schema";
import * as z from "zod";

const shape = defineTable(
  "shape",
  z.object({
    id: key("x", { digits: 4 }),
    plate: pattern(/[A-Z]{2}-\d{4}(-(x|y))?/),
    phone: z.e164(),
    escaped: pattern(/("|'|,|\\|\t|\n|é|🎬|[a-f]){0,8}/u),
    words: nullable(pattern(/^[A-Z][a-z]{2,9}( [a-z]{1,7})*$/), 0.1),
    short: z
      .string()
      .regex(/^[a-z]+$/)
      .max(5),
    codes: z.array(pattern(/(\d{7}|[^\s\d]{3,}){1,2}/)).max(4),
    cidr: z.cidrv6(),
    version: z.templateLiteral(["v", z.int().min(0), ".", z.enum(["alpha", "beta"])]),
    label: template("{{plate}}/{{short}}"),
    other: reference("shape", "plate"),
  }),
  { key: ["id"], rows: (scale) => 1_000_000 * scale },
);

export default definePlugin({ name: "texts", dataVersion: 1, tables: [shape] });
