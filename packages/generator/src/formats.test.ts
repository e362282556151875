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
  "datetime to the microsecond": z.iso.datetime({ precision: 6 }),
  duration: z.iso.duration(),
  e164: z.e164(),
  email: z.email(),
  emoji: z.emoji(),
  guid: z.guid(),
  hex: z.hex(),
  hostname: z.hostname(),
  httpUrl: z.httpUrl(),
  iban: z.iban(),
  ipv4: z.ipv4(),
  ipv6: z.ipv6(),
  jwt: z.jwt(),
  ksuid: z.ksuid(),
  mac: z.mac(),
  "mac with dashes": z.mac({ delimiter: "-" }),
  md5: z.hash("md5"),
  "md5 in base64": z.hash("md5", { enc: "base64" }),
  nanoid: z.nanoid(),
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
