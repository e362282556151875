/**
 * What titles look like: patterns with equal chances.
 */

import { template } from "@backlot/schema";
import * as z from "zod";

/** A title, such as `The gloomy harbour`. */
export const titleText = z.union([
  template("The {{word.adjective}} {{word.noun}}"),
  template("The {{word.noun}} of {{location.city}}"),
  template("Return to {{location.city}}"),
  template("Last {{word.noun}} in {{location.state}}"),
  template("{{person.firstName}} and the {{word.noun}}"),
  template("{{person.firstName}} & {{person.firstName}}"),
  template("{{person.lastName}} vs. {{person.lastName}}"),
  template("{{person.firstName}}'s {{word.adjective}} {{word.noun}}"),
]);
