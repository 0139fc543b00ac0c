/**
 * Writes src/api/types.ts from the server's own description of its API, or
 * with `--check` only says whether it is as it would be written. Takes the
 * shapes and leaves the addresses: those are in src/api/client.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const here = (path) => new URL(`../src/api/${path}`, import.meta.url);
const HEAD = `/**
 * What travels between the page and the server.
 *
 * Written by \`npm run types\` from openapi.json, the server's own description
 * of its API. Never changed by hand.
 */
`;

const { openapi, info, components } = JSON.parse(readFileSync(here("openapi.json"), "utf8"));
const shapes = await openapiTS({ openapi, info, paths: {}, components }, { rootTypes: true, rootTypesNoSchemaPrefix: true });
const text = HEAD + astToString(shapes);

if (!process.argv.includes("--check")) {
  writeFileSync(here("types.ts"), text);
} else if (readFileSync(here("types.ts"), "utf8") !== text) {
  console.error("src/api/types.ts is not what openapi.json says. Run `npm run types` and commit it.");
  process.exit(1);
}
