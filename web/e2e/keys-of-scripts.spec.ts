/** Keys of scripts are made with a name, shown once, listed and revoked; the menu has what the tray has. */
import { expect, test } from "./program";

test("a key is shown once, works, and does not once it was revoked", async ({ tab, program }) => {
  await tab.getByRole("button", { name: "Program menu" }).click();
  await tab.getByRole("menuitem", { name: "Browsers" }).click();
  const keys = tab.getByTestId("script-keys");
  await keys.getByLabel("Name of a new key").fill("backup");
  await keys.getByRole("button", { name: "Make a key" }).click();
  const key = (await keys.getByTestId("made-key").textContent()) ?? "";
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  const ask = async (): Promise<number> =>
    (await fetch(`${program.origin}/api/v1/app`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await ask()).toBe(200);

  await tab.reload();
  await expect(keys.getByRole("listitem")).toContainText("backup");
  await expect(keys.getByTestId("made-key")).toHaveCount(0);
  await keys.getByRole("button", { name: "Revoke backup" }).click();
  await expect(keys.getByRole("listitem")).toHaveCount(0);
  expect(await ask()).toBe(401);
});

test("the menu has what the tray has", async ({ tab, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const menu = async (): Promise<void> => tab.getByRole("button", { name: "Program menu" }).click();
  await menu();
  await tab.getByRole("menuitem", { name: "Copy address" }).click();
  await expect.poll(() => tab.evaluate(() => navigator.clipboard.readText())).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/open\/[0-9a-f]{64}$/);

  const login = tab.getByRole("menuitemcheckbox", { name: "Start at login" });
  for (const on of [true, false]) {
    await menu();
    await expect(login).toHaveAttribute("aria-checked", String(!on));
    await login.click();
    await expect(login).toHaveAttribute("aria-checked", String(on));
    await tab.keyboard.press("Escape");
  }
});
