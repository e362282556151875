/**
 * Hints for user names and addresses of email that go with the name of the person.
 */

import * as z from "zod";
import * as told from "./arguments.ts";
import { hints } from "./hints.ts";
import { signature } from "./signature.ts";

/** Options of `username`. */
export interface UsernameOptions {
  /** The field with the full name, or those with first and last name. */
  readonly of: string | readonly [first: string, last: string];
  /** Ends in a dot and the number of the record, so that no two records have the same; false. */
  readonly unique?: boolean;
}

/** Options of `email`. */
export interface EmailOptions extends UsernameOptions {
  /** Equally likely; faker's providers, gmail.com, yahoo.com and hotmail.com, where they are left out. */
  readonly hosts?: readonly string[];
}

const nameOptions = { of: told.nameOrNames, unique: told.optional(told.boolean) };
const usernames = signature<UsernameOptions>("username()", {}, nameOptions);
const emails = signature<EmailOptions>("email()", {}, { ...nameOptions, hosts: told.optional(told.texts) });

const providers = ["gmail.com", "yahoo.com", "hotmail.com"];

const fields = ({ of, unique }: UsernameOptions): { of: readonly string[]; unique?: boolean } => ({
  of: typeof of === "string" ? [of] : of,
  ...(unique === true ? { unique } : {}),
});

/**
 * A user name of the name that the record has: `ada.king`, `aking7`, `ada_king`, `adaking42`.
 *
 * Of a full name the first and the last word are taken that are no titles (Dr., Miss, III, PhD, and those that faker
 * has in the locale). All of it is small ASCII letters and digits: accents go, Greek and Cyrillic are transliterated,
 * and letters of other scripts become their numbers in base 36, as in faker. A person without a name is `user`. Four in
 * ten have a number from 1 to 99 behind them.
 *
 * @example
 * ```ts
 * import { email, fake, username } from "@backlot/schema";
 * import * as z from "zod";
 *
 * const member = z.object({
 *   name: fake("person.fullName"),
 *   login: username({ of: "name", unique: true }),
 *   email: email({ of: "name", hosts: ["example.com"] }),
 * });
 * console.log(member.shape.email.safeParse("ada.king@example.com").success); // true
 * ```
 */
export function username(options: UsernameOptions): z.ZodString {
  return (
    usernames.refused(z.string(), {}, options) ?? z.string().register(hints, { kind: "username", ...fields(options) })
  );
}

/**
 * An address of email with a user name of the record's name; for names under which nobody has mail, give `hosts`
 * such as `example.com` (RFC 2606).
 */
export function email(options: EmailOptions): z.ZodEmail {
  return (
    emails.refused(z.email(), {}, options) ??
    z.email().register(hints, { kind: "username", ...fields(options), hosts: options.hosts ?? providers })
  );
}
