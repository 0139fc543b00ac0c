/** A link on another page leads to the program, which knows the browser though it held its cookie back. */
import { createServer } from "node:http";
import { createAccount, expect, test } from "./program";

for (const host of ["localhost", "127.0.0.1"]) {
  test(`who follows a link on a page of ${host} is let in, and sees what the link names`, async ({ tab, context, program }) => {
    await createAccount(tab, "Cheque", "100.00");
    const { hash } = new URL(tab.url());
    const link = `<!doctype html><title>Elsewhere</title><a href="${program.origin}/${hash}">Our cheques</a>`;
    const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(link));
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const page = await context.newPage();
    await page.goto(`http://${host}:${port}/`);
    await page.getByRole("link").click();
    await expect(page.getByRole("heading", { name: "Cheque" })).toBeVisible();
    await expect(page.getByTestId("balance")).toContainText("100.00");
    expect(page.url()).toBe(`${program.origin}/${hash}`);
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
}

test("a browser that was never let in hops once and is told how to get in", async ({ program, browser }) => {
  const window = await browser.newContext();
  const page = await window.newPage();
  const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(`<a href="${program.origin}/">Their cheques</a>`));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await page.goto(`http://localhost:${typeof address === "object" ? address?.port : ""}/`);
  const visits: string[] = [];
  page.on("request", (request) => void (request.isNavigationRequest() && visits.push(request.url())));
  await page.getByRole("link").click();
  await page.waitForURL(`${program.origin}/?again`);
  await expect(page.locator("body")).toContainText("This browser has not been let in");
  expect(visits).toEqual([`${program.origin}/`, `${program.origin}/?again`]);
  server.closeAllConnections();
  await window.close();
});
