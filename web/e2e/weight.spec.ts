/** What a first visit loads stays small. */
import { gzipSync } from "node:zlib";
import { comeIn, expect, test } from "./program";

const MOST_BYTES = 100 * 1024;

test("the first load of the page is below 100 KiB when gzipped, and comes from the program alone", async ({ context, program }) => {
  const bodies: Promise<Buffer>[] = [];
  const elsewhere: string[] = [];
  context.on("response", (response) => {
    const url = new URL(response.url());
    if (url.origin !== program.origin) elsewhere.push(response.url());
    // The page that only leads to ours is over before it could be read.
    else if (response.status() === 200 && !/^\/(api|open)\//.test(url.pathname)) bodies.push(response.body());
  });
  const page = await context.newPage();
  await comeIn(page, program);
  await expect(page.getByRole("heading", { name: "An empty book" })).toBeVisible();
  // What is asked for by a worker is not told by the page: it is read by its own address.
  const scripts = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => /worker.*\.js$/.test(name)));
  for (const script of scripts) bodies.push(page.request.get(script).then((answer) => answer.body()));
  const files = await Promise.all(bodies);
  const bytes = files.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).length, 0);
  expect(files.length).toBeGreaterThan(2);
  expect(elsewhere).toEqual([]);
  expect(bytes).toBeLessThan(MOST_BYTES);
  test.info().annotations.push({ type: "gzipped", description: `${(bytes / 1024).toFixed(1)} KiB` });
});
