/** Columns: fields that draw one row for all of them. */
import { definePlugin, defineTable, nullable, place, PluginError, rowOf, type Table } from "@backlot/schema";
import { en, en_US } from "@faker-js/faker";
import { expect, test } from "vitest";
import * as z from "zod";
import { records } from "./index.ts";

function tableOf(shape: z.ZodRawShape): Table {
  const table = defineTable("t", z.object(shape), { rows: () => 3000 });
  return definePlugin({ name: "test", dataVersion: 1, tables: [table] }).tables.t;
}

async function all<Shape extends z.ZodRawShape>(shape: Shape): Promise<z.output<z.ZodObject<Shape>>[]> {
  const found: z.output<z.ZodObject<Shape>>[] = [];
  for await (const record of records(tableOf(shape))) found.push(z.object(shape).parse(record));
  return found;
}

const rows = [
  { town: "Bern", code: "30##-x#", height: 540, people: 3, big: true },
  { town: "Zug", code: "63##-y#", height: -2.5, people: 1, big: null },
];

test("fields of one name have one row, fields of another one of their own", async () => {
  const home = rowOf("home", rows, { weight: "people" });
  const work = rowOf("work", rows);
  const found = await all({
    town: home.column("town"),
    code: home.column("code"),
    height: home.column("height"),
    near: home.column("height", { spread: 20, digits: 1 }),
    big: home.column("big"),
    work: z.object({ town: work.column("town"), big: work.column("big") }),
    visits: z.array(z.object({ town: home.column("town"), code: home.column("code") })).length(2),
    absent: z.tuple([nullable(home.column("town"), 0.5), nullable(home.column("code"), 0.5)]),
  });
  const of = (town: string): (typeof rows)[number] => rows.find((row) => row.town === town)!;
  for (const { town, code, height, near, big, work: other, visits, absent } of found) {
    expect(code).toMatch(town === "Bern" ? /^30\d\d-x\d$/ : /^63\d\d-y\d$/);
    expect([height, big]).toEqual([of(town).height, of(town).big]);
    expect(Math.abs(near - height)).toBeLessThanOrEqual(20);
    expect(other.big).toBe(of(other.town).big);
    for (const visit of visits) expect(visit.code.startsWith(of(visit.town).code.slice(0, 2))).toBe(true);
    expect(absent[0] === null).toBe(absent[1] === null);
  }
  const share = (holds: (record: (typeof found)[number]) => boolean): number =>
    found.filter(holds).length / found.length;
  expect(share(({ town }) => town === "Bern")).toBeCloseTo(3 / 4, 1);
  expect(share(({ work: { town } }) => town === "Bern")).toBeCloseTo(1 / 2, 1);
  expect(share(({ town, work: { town: other } }) => town === other)).toBeCloseTo(1 / 2, 1);
  expect(share(({ visits: [a, b] }) => a.town === b.town)).toBeCloseTo(10 / 16, 1);
  expect(share(({ absent: [town] }) => town === null)).toBeCloseTo(1 / 2, 1);
  expect(new Set(found.map(({ code }) => code)).size).toBeGreaterThan(800);
});

/** ZIP codes that faker lacks: it has the first range of some states only, and of New York but Fishers Island. */
const others: Readonly<Record<string, readonly [min: number, max: number]>> = {
  CT: [6390, 6928],
  MD: [20_909, 21_930],
  NE: [68_119, 69_367],
  NY: [10_001, 14_925],
  OK: [73_401, 74_966],
  TX: [75_001, 75_502],
};

/** The ZIP codes of a state, from templates such as {{number.int({"min": 99501,"max": 99950})}}. */
function zips(state: string): (readonly [min: number, max: number])[] {
  const templates = JSON.stringify((en_US.location!.postcode_by_state as unknown as Record<string, unknown>)[state]);
  const ranges = [...templates.matchAll(/min\D+(\d+)\D+max\D+(\d+)/g)];
  return [
    ...ranges.map(([, min, max]) => [Number(min), Number(max)] as const),
    ...(state in others ? [others[state]] : []),
  ];
}

function refused(shape: z.ZodRawShape): string[] {
  try {
    tableOf(shape);
  } catch (error) {
    if (error instanceof PluginError) return error.issues.map(({ path, expected }) => `${path}: ${expected}`);
  }
  return [];
}

test("places of the United States hold together, and have the ZIP codes that faker knows for their states", async () => {
  const home = place("home");
  const found = await all({
    city: home.column("city"),
    region: home.column("region"),
    regionCode: home.column("regionCode"),
    postalCode: home.column("postalCode"),
    phone: home.column("phone"),
    latitude: home.column("latitude"),
    longitude: home.column("longitude"),
    timeZone: home.column("timeZone"),
  });
  const timeZones = new Set<string>();
  const states = en.location!.state as readonly string[];
  for (const { region, regionCode, postalCode, phone, latitude, longitude, timeZone } of found) {
    expect(postalCode).toMatch(/^\d{5}$/);
    // The first three digits are the city's; not all of the hundred behind them are in use.
    const hundred = Math.floor(Number(postalCode) / 100);
    const known = zips(regionCode).some(([min, max]) => hundred >= Math.floor(min / 100) && hundred <= max / 100);
    expect(known, `${postalCode} in ${regionCode}`).toBe(true);
    if (regionCode !== "DC") expect(states).toContain(region);
    expect(phone).toMatch(/^\(\d{3}\) 555-01\d\d$/);
    expect(latitude).toBeGreaterThan(21);
    expect(latitude).toBeLessThan(62);
    expect(longitude).toBeGreaterThan(-159);
    expect(longitude).toBeLessThan(-70);
    timeZones.add(timeZone);
  }
  for (const timeZone of timeZones) expect(() => new Intl.DateTimeFormat("en", { timeZone })).not.toThrow();
  expect(new Set(found.map(({ city }) => city)).size).toBeGreaterThan(90);
});

test("rows that do not fit are refused", () => {
  const home = rowOf("home", rows);
  expect(
    refused({
      a: home.column("town"),
      b: rowOf("home", rows, { weight: "people" }).column("town"),
      c: rowOf("c", [{ x: "1#" }, { x: "2" }]).column("x"),
      d: rowOf<{ x: string }>("d", []).column("x"),
      e: home.column("town", { spread: 1 }),
      f: home.column("height", { spread: -1 }),
      g: rowOf("g", rows, { weight: "town" }).column("town"),
      h: home.column("height", { spread: 1, digits: 12 }),
    }),
  ).toEqual([
    "t / c: the same digits (#) in every row",
    "t / d: a column of at least one row",
    "t / e: numbers with a spread from 0, below 2^31 in their last digit",
    "t / f: numbers with a spread from 0, below 2^31 in their last digit",
    "t / g: weights from 0, one of them above 0",
    "t / h: 1 to 10 digits",
    "t / h: numbers with a spread from 0, below 2^31 in their last digit",
    't / b: a column of the rows that others of "home" have',
  ]);
});
