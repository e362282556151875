/** Every string format of zod: a thousand values are what zod itself accepts. */
import { definePlugin, defineTable } from "@backlot/schema";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { records } from "./index.ts";

const formats = {
  base64: z.base64(),
  base64url: z.base64url(),
  cidrv4: z.cidrv4(),
  cidrv6: z.cidrv6(),
  creditCard: z.creditCard(),
  cuid: z.cuid(),
  cuid2: z.cuid2(),
  currencyCode: z.currencyCode(),
  date: z.iso.date(),
  datetime: z.iso.datetime(),
  "datetime with an offset": z.iso.datetime({ offset: true }),
  "datetime without a zone": z.iso.datetime({ local: true }),
  "datetime to the second": z.iso.datetime({ precision: 0 }),
  "datetime to the second with an offset": z.iso.datetime({ offset: true, precision: 0 }),
  "datetime to the second without a zone": z.iso.datetime({ local: true, precision: 0 }),
  "datetime to the minute": z.iso.datetime({ precision: -1 }),
  "datetime to the microsecond": z.iso.datetime({ precision: 6 }),
  duration: z.iso.duration(),
  e164: z.e164(),
  email: z.email(),
  "email with a pattern": z.email({ pattern: /^[a-z]+@x\.de$/ }),
  "email as HTML has it": z.email({ pattern: z.regexes.html5Email }),
  "email as RFC 5322 has it": z.email({ pattern: z.regexes.rfc5322Email }),
  "email in Unicode": z.email({ pattern: z.regexes.unicodeEmail }),
  emoji: z.emoji(),
  guid: z.guid(),
  hex: z.hex(),
  hostname: z.hostname(),
  httpUrl: z.httpUrl(),
  iban: z.iban(),
  "http url of some hosts": z.url({
    protocol: z.regexes.httpProtocol,
    hostname: /^([a-z-]+\.)?[\w-]{3,}\.example\.com$/,
  }),
  "http url of any host": z.url({ protocol: z.regexes.httpProtocol, hostname: z.regexes.hostname }),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
  jwt: z.jwt(),
  "jwt of an algorithm": z.jwt({ alg: "HS256" }),
  ksuid: z.ksuid(),
  mac: z.mac(),
  "mac with dashes": z.mac({ delimiter: "-" }),
  md5: z.hash("md5"),
  "md5 in base64": z.hash("md5", { enc: "base64" }),
  nanoid: z.nanoid(),
  "nanoid of a length": z.nanoid({ length: 10 }),
  sha1: z.hash("sha1"),
  sha256: z.hash("sha256"),
  "sha256 in base64url": z.hash("sha256", { enc: "base64url" }),
  sha384: z.hash("sha384"),
  sha512: z.hash("sha512"),
  time: z.iso.time(),
  "time to the minute": z.iso.time({ precision: -1 }),
  "time to the millisecond": z.iso.time({ precision: 3 }),
  ulid: z.ulid(),
  url: z.url(),
  "url of a host below another": z.url({ hostname: /.+\.example\.com$/ }),
  "url of a protocol": z.url({ protocol: /^ftp$/g }),
  "url of a protocol and a host": z.url({ protocol: /^(ws|redis)$/, hostname: /^[^.]+\.internal$/i }),
  uuid: z.uuid(),
  uuidv4: z.uuidv4(),
  uuidv6: z.uuidv6(),
  uuidv7: z.uuidv7(),
  "uuid of version 1": z.uuid({ version: "v1" }),
  "uuid of version 8": z.uuid({ version: "v8" }),
  xid: z.xid(),
  lowercase: z.string().lowercase(),
  uppercase: z.string().uppercase(),
} satisfies Record<string, z.ZodType>;

describe("a format", () => {
  test.each(Object.entries(formats))("%s", async (_, type) => {
    const table = defineTable("t", z.object({ value: type }));
    const values = new Set<string>();
    for await (const { value } of records(definePlugin({ name: "test", dataVersion: 1, tables: [table] }).tables.t)) {
      expect(type.safeParse(value)).toMatchObject({ success: true });
      values.add(value);
    }
    expect(values.size).toBeGreaterThan(20);
  });
});

test("a url of one host is that one", async () => {
  expect(new Set(await valuesOf(z.url({ hostname: /^example\.com$/ })))).toEqual(new Set(["https://example.com"]));
});

/** The values of 4,000 records. */
async function valuesOf(type: z.ZodType<string>): Promise<string[]> {
  const { tables } = definePlugin({
    name: "test",
    dataVersion: 1,
    tables: [defineTable("t", z.object({ value: type }))],
  });
  const values: string[] = [];
  for await (const { value } of records(tables.t, { rows: 4000 })) values.push(value);
  return values;
}

const share = (values: readonly string[], is: (value: string) => boolean): number =>
  values.filter(is).length / values.length;

test.each([
  [{ precision: 0 }, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  [{ precision: -1 }, /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/],
  [{ precision: 6 }, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/],
  [{ precision: 0, offset: true }, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
])("an instant to a precision is as likely as others: %o", async (options, form) => {
  const values = await valuesOf(z.iso.datetime(options));
  for (const value of values) expect(value).toMatch(form);
  const years = values.map((value) => value.slice(0, 4)).toSorted();
  expect([years[0], years.at(-1)]).toEqual(["1970", "2025"]);
  expect(share(years, (year) => Number(year) % 4 === 0)).toBeCloseTo(1 / 4, 1);
  expect(share(values, (value) => value.includes("-02-29T"))).toBeLessThan(0.003);
  expect(share(values, (value) => value.includes("-12-"))).toBeCloseTo(31 / 365, 1);
  expect(share(values, (value) => value.includes("T2"))).toBeCloseTo(4 / 24, 1);
});

test("a leap year has its 29 February, and a time of day to the minute every hour", async () => {
  const days = await valuesOf(z.iso.datetime({ precision: 0 }));
  expect(days.some((value) => value.includes("-02-29T"))).toBe(true);
  const times = await valuesOf(z.iso.time({ precision: -1 }));
  expect(share(times, (value) => value.startsWith("2"))).toBeCloseTo(4 / 24, 1);
});
