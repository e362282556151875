/** A table of what differs most between languages: names, addresses, companies, phone numbers. */
import { definePlugin, defineTable, fake, integer, key, template } from "@backlot/schema";
import * as z from "zod";

const person = defineTable(
  "person",
  z.object({
    id: key("p"),
    name: fake("person.fullName"),
    age: integer(18, 99),
    address: z.object({
      street: fake("location.streetAddress"),
      code: fake("location.zipCode"),
      city: fake("location.city"),
      country: fake("location.country"),
    }),
    company: fake("company.name"),
    phone: fake("phone.number"),
    email: fake("internet.email"),
    tags: z.array(fake("word.noun")).max(3),
    note: template("{{person.firstName}} & {{person.lastName}}: {{color.human}}, {{commerce.productName}}"),
    born: fake("date.birthdate"),
    account: fake("finance.iban"),
  }),
  { rows: 1000, dialects: { csv: { list: ";" } } },
);

/** Its plugin names no locale. */
export default definePlugin({ name: "people", dataVersion: 1, tables: [person] });
