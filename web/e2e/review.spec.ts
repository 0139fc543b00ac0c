/** Reviewing a bank file by keyboard: a tie is asked, words are changed, and nothing is written before. */
import { addPayment, createAccount, expect, fixture, rows, test } from "./program";

test("a tie is answered by a key, a category typed, and Ctrl+Enter imports", async ({ tab }) => {
  await createAccount(tab, "Household");
  await addPayment(tab, "2026-01-10", "", "Food", "50.00");
  await addPayment(tab, "2026-01-12", "", "Food", "50.00");
  const qif = "!Type:Bank\nD01/11/2026\nT-50.00\nPPOS 12 REWE SAGT DANKE\n^\nD01/20/2026\nT-7.00\nPKiosk\n^\n";
  await tab.getByTestId("file").first().setInputFiles({ name: "tie.qif", mimeType: "text/plain", buffer: Buffer.from(qif) });
  await tab.getByLabel("Into account").selectOption({ label: "Household" });
  await expect(tab.getByRole("button", { name: "Doubtful 1" })).toBeVisible();
  await expect(tab.getByText("One doubtful line needs your answer first.")).toBeAttached();
  await expect(tab.getByRole("button", { name: "Import 2 lines" })).toBeDisabled();
  await expect(tab.getByLabel("The record in the file")).toContainText("PPOS 12 REWE SAGT DANKE");
  if (process.env.SHOTS) {
    await tab.screenshot({ path: `${process.env.SHOTS}/light.png` });
    await tab.emulateMedia({ colorScheme: "dark" });
    await tab.screenshot({ path: `${process.env.SHOTS}/dark.png` });
  }

  const lines = tab.getByRole("grid", { name: /^Lines of/ });
  await lines.focus();
  await lines.press("2");
  await expect(lines.getByRole("row").nth(1)).toContainText(/Match.*01\/12\/2026/);
  await lines.press("ArrowDown");
  await lines.press("c");
  await tab.keyboard.type("Sweets");
  await tab.keyboard.press("Enter");
  await expect(lines).toBeFocused();
  await expect(lines).toContainText("Sweets");
  await lines.press(" ");
  await expect(tab.getByRole("button", { name: "Skipped 1" })).toBeVisible();
  await lines.press(" ");
  await lines.press("Control+Enter");
  await expect(tab.getByRole("heading", { name: "Household" })).toBeVisible();
  await expect.poll(async () => (await rows(tab)).length).toBeGreaterThan(2);
  expect((await rows(tab)).some((cells) => cells.includes("Kiosk") && cells.includes("Sweets"))).toBe(true);
});

test("an import is listed, opened and taken back though it is not the newest step", async ({ tab }) => {
  await tab.getByTestId("file").first().setInputFiles(fixture("cheque.ofx"));
  await tab.getByLabel("Name of the new account").fill("Cheque");
  await tab.getByRole("button", { name: "Import 6 lines" }).click();
  await expect(tab.getByRole("heading", { name: "Cheque" })).toBeVisible();
  await createAccount(tab, "Later");
  await tab.goto(new URL("/#/imports", tab.url()).href);
  const batch = tab.getByTestId("batch");
  await batch.getByRole("button", { name: "cheque.ofx" }).click();
  await expect(batch.getByRole("cell", { name: "Corner Market" }).first()).toBeVisible();
  if (process.env.SHOTS) await tab.screenshot({ path: `${process.env.SHOTS}/imports.png` });
  await batch.getByRole("button", { name: "Undo" }).click();
  await expect(tab.getByText("Nothing was imported yet.")).toBeVisible();
  await expect(tab.getByTestId("accounts").getByRole("link", { name: /^Cheque / })).toHaveCount(0);
  await expect(tab.getByTestId("accounts")).toContainText("Later");
});
