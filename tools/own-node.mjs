/**
 * Links the project's own Node into `node_modules/.bin`, which npm puts first on the path of its scripts.
 *
 * npm 11 does so by itself. npm 10, which comes with Node 20, removes the link together with the Nodes of other
 * platforms. Not on Windows, where commands are no links.
 */
import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";

const link = "node_modules/.bin/node";
const { optionalDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const name = Object.keys(optionalDependencies).find((own) => existsSync(`node_modules/${own}/bin/node`));
if (name !== undefined && !existsSync(link)) {
  rmSync(link, { force: true });
  symlinkSync(`../${name}/bin/node`, link);
}
