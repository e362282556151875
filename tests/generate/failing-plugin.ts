/** A plugin whose code fails in the middle of a table, for workers to load. */
import { compute, definePlugin, defineTable, key } from "@backlot/schema";
import * as z from "zod";

const id = key("t", { digits: 4 });

function failing(fail: () => string): z.ZodObject {
  return z.object({ id, note: compute(z.string(), (record) => (record["id"] === "t0700" ? fail() : "fine")) });
}

export const failingPlugin = definePlugin({
  name: "failing",
  dataVersion: 1,
  tables: [
    defineTable(
      "throws",
      failing(() => {
        throw new RangeError("nothing for this record");
      }),
    ),
    defineTable(
      "late",
      failing(() => {
        queueMicrotask(() => {
          throw new RangeError("nobody waits for this");
        });
        return "fine so far";
      }),
    ),
    defineTable(
      "never",
      failing(() => {
        for (;;);
      }),
    ),
  ],
});
