/** A bank file on its way into the book. */
import { readFileSync } from "node:fs";
import { balances, createAccount, expect, fixture, rows, test } from "./program";

const RUNNING = ["4,698.44", "4,644.07", "3,194.07", "3,194.02", "3,104.03", "3,105.05"];

test("a bank file becomes a register with balances right to the cent, and one undo takes it back", async ({ tab }) => {
  await expect(tab.getByText("Create an account or drop a bank file here.")).toBeVisible();
  await tab.getByTestId("file").first().setInputFiles(fixture("cheque.ofx"));
  const statement = tab.getByTestId("statement");
  await expect(statement).toContainText("New 6");
  await expect(tab.getByTestId("destination")).toContainText("3,105.05");
  await tab.getByLabel("Name of the new account").fill("Cheque");
  await tab.getByRole("button", { name: "Import 6 lines" }).click();

  await expect(tab.getByRole("heading", { name: "Cheque" })).toBeVisible();
  await expect.poll(async () => (await balances(tab)).slice(-6)).toEqual(RUNNING);
  await expect(tab.getByTestId("balance")).toContainText("3,105.05");
  await expect(tab.getByTestId("accounts")).toContainText("3,105.05");
  const cheque = (await rows(tab)).find((cells) => cells[1] === "319");
  expect(cheque?.slice(0, 3)).toEqual(["01/07/2026", "319", "Corner Market"]);

  await tab.getByTestId("notices").getByRole("button", { name: "Undo" }).click();
  await expect(tab.getByTestId("accounts").getByRole("link", { name: /^Cheque / })).toHaveCount(0);
});

test("the same file again adds nothing", async ({ tab }) => {
  for (const label of ["Import 6 lines", "Import nothing new"]) {
    await tab.getByTestId("file").first().setInputFiles(fixture("cheque.ofx"));
    await tab.getByRole("button", { name: label }).click();
    await expect.poll(async () => (await balances(tab)).slice(-6)).toEqual(RUNNING);
  }
  await expect(tab.getByTestId("notices")).toContainText("Nothing");
  await expect(tab.getByTestId("notices").getByRole("button", { name: "Undo" })).toHaveCount(0);
});

test("a file dropped anywhere is looked at, and lines can be left out", async ({ tab }) => {
  await createAccount(tab, "Household");
  const text = readFileSync(fixture("cheque.ofx"), "utf8");
  const data = await tab.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "dropped.ofx"));
    return transfer;
  }, text);
  await tab.dispatchEvent("main", "dragenter", { dataTransfer: data });
  await expect(tab.getByText("Drop the bank file here")).toBeVisible();
  await tab.dispatchEvent("main", "drop", { dataTransfer: data });
  await expect(tab.getByText("dropped.ofx")).toBeVisible();
  await tab.getByLabel("Into account").selectOption({ label: "Household" });
  await tab.getByLabel(/Take Harbour Lane/).uncheck();
  await tab.getByRole("button", { name: "Import 5 lines" }).click();
  await expect(tab.getByTestId("balance")).toContainText("2,055.05");
});

test("a file that is no statement is refused with what to do", async ({ tab }) => {
  await tab.getByTestId("file").first().setInputFiles({ name: "holiday.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47]) });
  const alert = tab.getByRole("alert");
  await expect(alert).toContainText("holiday.png");
  await expect(alert).not.toContainText(/does not answer|The server answered/);
  await expect(tab.getByRole("button", { name: "Choose a file…" })).toBeVisible();
});

test("a file that names no currency is asked about it, and its categories are shown", async ({ tab }) => {
  await tab.getByTestId("file").first().setInputFiles(fixture("wallet.qif"));
  const statement = tab.getByTestId("statement");
  await expect(statement.getByRole("columnheader", { name: "Category" })).toBeVisible();
  await expect(statement.getByRole("gridcell", { name: "Travel:Train" })).toBeVisible();
  const currency = tab.getByLabel("Currency of the new account");
  await expect(currency).toHaveValue("USD");
  await expect(statement).toContainText("30.00");

  await currency.fill("JP");
  await expect(tab.getByRole("button", { name: /^Import/, disabled: true })).toBeVisible();
  await currency.fill("jpy");
  await expect(statement).not.toContainText("30.00");
  await currency.fill("EUR");
  await expect(statement).toContainText("30.00");
  await tab.getByLabel("Name of the new account").fill("Wallet");
  await tab.getByRole("button", { name: "Import 3 lines" }).click();
  await expect(tab.getByTestId("balance")).toContainText("157.50");
  await expect(tab.getByTestId("balance")).toContainText("EUR");
});
