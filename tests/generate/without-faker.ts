/** Makes records of the table and prints which modules of faker were loaded for it: a table, and a locale if any. */
import { registerHooks } from "node:module";

const faker: string[] = [];
registerHooks({
  load(url, context, next) {
    if (url.includes("/@faker-js/")) faker.push(url);
    return next(url, context);
  },
});
const [{ generate }, { memorySink }, { default: imdb }, { default: people }] = await Promise.all([
  import("@backlot/generator"),
  import("@backlot/runtime"),
  import("@backlot/dataset-imdb"),
  import("./people.ts"),
]);
const [locale] = process.argv.slice(2);
for (const table of Object.values(imdb.tables)) await generate({ table, to: memorySink(), rows: 10, locale });
const pick = Object.keys(people.tables.person.type.shape).filter((name) => name !== "account");
await generate({ table: people.tables.person, to: memorySink(), rows: 10, pick, locale });
process.stdout.write(JSON.stringify(faker));
