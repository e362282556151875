/**
 * How titles and people are spread over the years.
 */

import { histogram, integer, type Distribution } from "@backlot/schema";
import type * as z from "zod";

/** The last year that occurs. */
export const lastYear = 2026;

/** Thousands of titles in every seven years, 1894 to 2026. */
const titles: Distribution = histogram([
  8, 20, 60, 50, 35, 30, 30, 28, 120, 220, 320, 400, 480, 560, 700, 1000, 2400, 3300, 2900,
]);

/** Thousands of people born in every decade, the 1830s to the 2000s. */
const births: Distribution = histogram([1, 1, 2, 4, 8, 12, 16, 20, 26, 32, 42, 50, 60, 80, 100, 90, 40, 8]);

/** When a title came out. */
export const releaseYear: z.ZodInt = integer(1894, lastYear, { distribution: titles });

/** When a person was born. */
export const yearOfBirth: z.ZodInt = integer(1830, 2009, { distribution: births });
