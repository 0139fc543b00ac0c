/** Somebody else listens where the program did: the page tells him nothing, and comes back when the program does. */
import { createServer, type Server } from "node:http";
import { createAccount, expect, test } from "./program";

interface Heard {
  readonly url: string;
  readonly cookie: string | undefined;
  readonly body: string;
}

/** A server that is not ours, and answers whatever it is asked. */
async function stranger(port: number): Promise<{ heard: Heard[]; server: Server }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (bytes: Buffer) => (body += bytes.toString()));
    request.on("end", () => {
      heard.push({ url: request.url ?? "", cookie: request.headers.cookie, body });
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ nonce: "00".repeat(32), proof: "00".repeat(32) }));
    });
  });
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  return { heard, server };
}

test("a stranger at the program's address is sent no cookie and nothing that was typed", async ({ tab, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  const { port } = program;
  await tab.getByTestId("entry-row").getByLabel("Payee").fill("Secret payee");
  await tab.getByRole("button", { name: "Program menu" }).click();
  await tab.getByRole("menuitem", { name: "Quit Counterfoil" }).click();
  expect(await program.ended).toBe(0);

  const { heard, server } = await stranger(Number(port));
  await expect(tab.getByTestId("away-locked")).toBeVisible({ timeout: 10_000 });
  await tab.keyboard.press("Enter");
  expect(heard.length).toBeGreaterThan(0);
  for (const { url, cookie, body } of heard) {
    expect(url).toMatch(/^\/reentry\?page=[0-9a-f]{64}&nonce=[0-9a-f]{64}$/);
    expect(cookie).toBeUndefined();
    expect(body).toBe("");
  }
  server.closeAllConnections();
  await new Promise((done) => server.close(done));

  await program.start(["--port", port]);
  await expect(tab.getByTestId("away-locked")).toHaveCount(0, { timeout: 15_000 });
  await expect(tab.getByTestId("entry-row").getByLabel("Payee")).toHaveValue("Secret payee");
});
