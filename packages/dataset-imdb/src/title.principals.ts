/**
 * title.principals: who had which part in a title.
 */

import { defineTable, nullable, ordinal, parent, template, weighted, when } from "@backlot/schema";
import * as z from "zod";
import { categories } from "./enumerations.ts";
import { someName } from "./name.basics.ts";

// IMDb writes characters as a JSON list inside the cell, also in its unquoted TSV.
const role = nullable(
  z.union([
    template('["{{person.firstName}}"]'),
    template('["{{person.firstName}} {{person.lastName}}"]'),
    template('["{{person.prefix}} {{person.lastName}}"]'),
  ]),
  0.12,
);
const self = weighted({
  '["Self"]': 60,
  '["Self - Host"]': 16,
  '["Self - Presenter"]': 7,
  '["Self - Guest"]': 6,
  '["Self - Contestant"]': 5,
  '["Self - Panelist"]': 2,
  '["Self - Narrator"]': 1,
});

/** One person's part in one title. */
export const titlePrincipals = defineTable(
  "title.principals",
  z.object({
    tconst: parent("tconst"),
    ordering: ordinal(),
    nconst: someName,
    category: weighted(categories),
    job: when(
      "category",
      {
        producer: weighted({ producer: 85, "co-producer": 5, "executive producer": 5, "line producer": 5 }),
        writer: nullable(
          weighted({
            "written by": 30,
            writer: 20,
            "created by": 15,
            screenplay: 15,
            "story by": 10,
            novel: 5,
            play: 5,
          }),
          0.4,
        ),
        director: nullable(weighted({ "co-director": 80, "segment director": 20 }), 0.95),
        cinematographer: nullable(weighted({ "director of photography": 90, "camera operator": 10 }), 0.7),
        editor: nullable(weighted({ "film editor": 50, "video editor": 50 }), 0.9),
        composer: nullable(weighted({ "music by": 60, "original music": 40 }), 0.9),
      },
      null,
    ),
    characters: when("category", { actor: role, actress: role, self, archive_footage: self }, null),
  }),
  {
    description: "Cast and crew of titles",
    per: {
      table: "title.basics",
      count: { 0: 8, 1: 6, 2: 6, 3: 6, 4: 6, 5: 6, 6: 6, 7: 6, 8: 6, 9: 8, 10: 25, 12: 4, 15: 6, 20: 6 },
    },
    key: ["tconst", "ordering"],
    dialects: { tsv: "imdb" },
    format: "tsv",
  },
);
