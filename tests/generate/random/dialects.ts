/** Random dialects of tables. */

import type { TableDialect } from "@backlot/schema";
import type { Choices } from "./choices.ts";

export function quoted(random: Choices): TableDialect {
  return {
    delimiter: random.one([",", ",", ";", "|", " ", ":", "-", "0", "a", "\t", "\\", "\u0001"]),
    quote: random.one(['"', '"', "'"]),
    ...spelling(random),
  };
}

export function unquoted(random: Choices): TableDialect {
  return {
    quote: null,
    delimiter: random.one(["\t", "\t", "|", "\u001f"]),
    escape: random.one(["backslash", "backslash", null]),
    ...spelling(random),
  };
}

function spelling(random: Choices): TableDialect {
  return {
    null: random.one(["", "", "\\N", "NULL", "NA", "na", "0", "-1", "true", "naïve"]),
    header: random.one([true, true, false]),
    list: random.one(["json", "json", ",", ";", "|", "", " / ", '"', "\t"]),
    booleans: random.one([
      ["false", "true"],
      ["0", "1"],
      ["no", "yes"],
      ["f,", 't"'],
      ["", "x"],
    ] as const),
  };
}
