/** Relations: references to one record by several fields, through several tables, and trees. */
import {
  date,
  decimal,
  definePlugin,
  defineTable,
  fake,
  hex,
  integer,
  key,
  list,
  nullable,
  optional,
  ordinal,
  parent,
  reference,
  template,
  tree,
  weighted,
  zipf,
} from "@backlot/schema";
import * as z from "zod";

const employee = defineTable(
  "employee",
  z.object({
    id: key("e", { order: "permuted" }),
    name: fake("person.fullName"),
    level: weighted({ junior: 6, senior: 3, lead: 1 }, { exact: true }),
    managerId: tree("id", { fanout: 8 }),
    managerName: tree("name", { fanout: 8 }),
    mentorId: nullable(tree("id", { as: "mentor", within: 200 }), 0.3),
    mentorLevel: nullable(tree("level", { as: "mentor", within: 200 }), 0.3),
    card: template('"{{id}}", {{managerId}}'),
  }),
  { rows: 5_000_000, key: ["id"] },
);

const product = defineTable(
  "product",
  z.object({ sku: key("p"), name: template("{{word.adjective}}, {{word.noun}}"), price: decimal(0.5, 99, 2) }),
  { rows: 900_000, key: ["sku"] },
);

const seller = { as: "seller", distribution: zipf(0.8), where: { field: "level", values: ["senior", "lead"] } };
const deputy = { as: "deputy", type: z.any() };
const order = defineTable(
  "order",
  z.object({
    id: key("o"),
    sellerId: reference("employee", "id", seller),
    seller: z.object({ name: reference("employee", "name", seller), level: reference("employee", "level", seller) }),
    deputyId: nullable(reference("employee", "id", deputy), 0.4),
    deputyManager: optional(reference("employee", "managerName", deputy), 0.4),
  }),
  { rows: 2_000_000, key: ["id"] },
);

const item = { as: "item", distribution: zipf(1) };
const line = defineTable(
  "line",
  z.object({
    order: parent("id"),
    nr: ordinal(),
    seller: parent("sellerId"),
    sku: reference("product", "sku", item),
    price: reference("product", "price", { ...item, type: z.number() }),
    extras: list(
      z.object({
        sku: reference("product", "sku", { as: "extra" }),
        name: reference("product", "name", { as: "extra" }),
        pieces: integer(1, 9),
      }),
      { min: 0, max: 3 },
    ),
  }),
  { per: { table: "order", count: { 0: 1, 1: 5, 2: 3, 7: 1 } } },
);

const comment = defineTable(
  "comment",
  z.object({ id: key("c"), line: reference("line", "sku"), replyTo: tree("id") }),
  {
    rows: 3_000_000,
  },
);

const account = defineTable(
  "account",
  z.object({
    owner: reference("employee", "id"),
    firstName: fake("person.firstName"),
    lastName: fake("person.lastName"),
    email: template("{{firstName}}.{{lastName}}@example.org"),
    country: z.enum(["at", "ch", "de", "fr"]),
    code: nullable(integer(100, 9_999), 0.2),
    token: hex(40, { prefix: "t_" }),
    short: z.string().length(4),
    opened: date("1990-01-01", "2024-12-31"),
  }),
  { rows: 30_000, unique: ["owner", "email", ["country", "code"], "token", "short"], key: ["email"] },
);

const seat = defineTable(
  "seat",
  z.object({ order: parent("id"), row: z.enum(["A", "B", "C"]), place: integer(1, 4), price: decimal(5, 9, 2) }),
  { per: { table: "order", count: [0, 12] }, unique: [["order", "row", "place"]] },
);

const tables = [employee, product, order, line, comment, account, seat];
export default definePlugin({ name: "relations", dataVersion: 1, tables });
