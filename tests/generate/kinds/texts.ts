/** Texts: patterns, and what is made of other texts. */
import {
  definePlugin,
  defineTable,
  email,
  fake,
  key,
  lower,
  nullable,
  optional,
  pattern,
  place,
  reference,
  rowOf,
  slug,
  template,
  title,
  upper,
  username,
  weighted,
  when,
} from "@backlot/schema";
import * as z from "zod";

const shape = defineTable(
  "shape",
  z.object({
    id: key("x", { digits: 4 }),
    plate: pattern(/[A-Z]{2}-\d{4}(-(x|y))?/),
    phone: z.e164(),
    escaped: pattern(/("|'|,|\\|\t|\n|é|🎬|[a-f]){0,8}/u),
    words: nullable(pattern(/^[A-Z][a-z]{2,9}( [a-z]{1,7})*$/), 0.1),
    short: z
      .string()
      .regex(/^[a-z]+$/)
      .max(5),
    codes: z.array(pattern(/(\d{7}|[^\s\d]{3,}){1,2}/)).max(4),
    cidr: z.cidrv6(),
    version: z.templateLiteral(["v", z.int().min(0), ".", z.enum(["alpha", "beta"])]),
    label: template("{{plate}}/{{short}}"),
    other: reference("shape", "plate"),
  }),
  { key: ["id"], rows: (scale) => 1_000_000 * scale },
);

/** Texts that are made of others. */
const member = defineTable(
  "member",
  z.object({
    id: key("m", { digits: 4 }),
    first: fake("person.firstName"),
    last: weighted({ "Brontë-O'Neil": 2, Юлия: 1, "山田 🎬": 1, 'say "x", y\t': 1 }),
    nick: nullable(template("{{first | lower}}\u001f“{{last}}”"), 0.2),
    lower: nullable(lower("nick"), 0),
    upper: nullable(upper("nick"), 0),
    title: nullable(title("nick"), 0),
    slug: optional(slug("last"), 0.1),
    page: template("/{{person.jobTitle | slug}}/{{last | slug}}.html"),
    login: username({ of: "nick", unique: true }),
    emails: z.array(email({ of: ["first", "last"] })).max(3),
    work: z.object({ email: email({ of: "last", hosts: ["example.com"] }) }),
    friend: reference("member", "login"),
    shout: when("last", { Юлия: upper("last") }, z.tuple([slug("first"), template("{{login | upper}}")])),
  }),
  { key: ["id"], rows: (scale) => 1_000_000 * scale },
);

const shops = [
  { code: "É-##/#######x", name: 'The "Shop", É', open: true, size: -12.5, share: 3 },
  { code: "##,#######", name: "b", open: null, size: 1e6, share: 1 },
];
const home = place("home");
const shop = rowOf("shop", shops, { weight: "share" });

/** Fields that go together. */
const customer = defineTable(
  "customer",
  z.object({
    id: key("c", { digits: 4 }),
    city: nullable(home.column("city"), 0.1),
    region: nullable(home.column("region"), 0.1),
    zip: home.column("postalCode"),
    phone: home.column("phone"),
    at: z.tuple([home.column("latitude"), home.column("longitude")]),
    address: template("{{city | upper}}, {{zip}}"),
    work: z.object({ city: place("work").column("city"), state: place("work").column("regionCode") }),
    visits: z
      .array(z.object({ code: shop.column("code"), name: shop.column("name"), open: shop.column("open") }))
      .max(3),
    size: shop.column("size", { spread: 1.25, digits: 3 }),
    neighbour: reference("customer", "zip"),
    code: slug("phone"),
  }),
  { key: ["id"], rows: (scale) => 1_000_000 * scale },
);

export default definePlugin({ name: "texts", dataVersion: 1, tables: [shape, member, customer] });
