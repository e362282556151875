/**
 * title.akas: what a title is called elsewhere. One of its names is the original one.
 */

import { chosen, defineTable, list, nullable, ordinal, parent, subset, weighted, when } from "@backlot/schema";
import * as z from "zod";
import { alternativeAttributes, alternativeTypes, languages, regions } from "./enumerations.ts";
import { titleText } from "./title-text.ts";

/** One name of one title. */
export const titleAkas = defineTable(
  "title.akas",
  z.object({
    titleId: parent("tconst"),
    ordering: ordinal(),
    title: when(
      "isOriginalTitle",
      { true: parent("originalTitle") },
      // About half of the regions use the title as it is.
      z.union([parent("primaryTitle"), titleText]),
    ),
    region: when("isOriginalTitle", { true: null }, nullable(weighted(regions), 0.01)),
    language: when("isOriginalTitle", { true: null }, nullable(weighted(languages), 0.3)),
    types: when(
      "isOriginalTitle",
      { true: subset(["original"], { min: 1, max: 1 }) },
      nullable(list(weighted(alternativeTypes), { min: 1, max: 1 }), 0.25),
    ),
    attributes: when(
      "isOriginalTitle",
      { true: null },
      nullable(list(weighted(alternativeAttributes), { min: 1, max: 1 }), 0.98),
    ),
    isOriginalTitle: chosen(),
  }),
  {
    description: "Names of titles by region and language, one of them the original",
    // Either just the original, or one for each of the seven regions that nearly every episode has.
    per: {
      table: "title.basics",
      count: { 1: 42, 2: 8, 3: 5, 4: 3, 5: 2, 6: 2, 7: 2, 8: 30, 9: 4, 12: 1, 20: 1 },
    },
    key: ["titleId", "ordering"],
    dialects: { tsv: "imdb" },
    format: "tsv",
  },
);
