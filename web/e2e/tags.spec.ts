/** Tags: typed into a row, completed, changed in place, and put in order on their page. */
import { addPayment, createAccount, expect, test } from "./program";

test("tags are typed with a row, completed, recalled with the payee, and renamed and merged on their page", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const entry = tab.getByTestId("entry-row");
  await entry.getByLabel("Tags").fill("#Trip, summer");
  await addPayment(tab, "2026-01-02", "Railway", "Travel", "12.50");
  await expect(entry.getByLabel("Tags")).toHaveValue("");
  const railway = tab.getByRole("row", { name: "Railway" }).first();
  await expect(railway).toContainText("Trip");
  await expect(railway).toContainText("summer");

  await entry.getByLabel("Payee").pressSequentially("Rail");
  await expect(tab.getByRole("option", { name: "Railway" })).toBeVisible();
  await tab.keyboard.press("Tab");
  await expect(entry.getByLabel("Tags")).toHaveValue("summer, Trip");
  await entry.getByLabel("Tags").fill("work, tr");
  await expect(tab.getByRole("option", { name: "work, Trip", exact: true })).toBeVisible();
  await tab.keyboard.press("Tab");
  await expect(entry.getByLabel("Tags")).toHaveValue("work, Trip");
  await entry.getByLabel("Payment").press("Enter");
  await expect(entry.getByLabel("Payee")).toHaveValue("");

  await tab.goto(new URL("#/tags", tab.url()).href);
  const row = (name: RegExp) => tab.getByRole("row", { name });
  await expect(row(/^Trip 2/)).toBeVisible();
  await row(/^work 1/).focus();
  await tab.keyboard.press("F2");
  await tab.keyboard.type("summer");
  await tab.keyboard.press("Enter");
  await expect(tab.getByRole("dialog", { name: "Merge “work”" })).toBeVisible();
  await tab.getByLabel("Into").press("Enter");
  await expect(row(/^summer 2/)).toBeVisible();
  await row(/^summer/).focus();
  await tab.keyboard.press("F2");
  await tab.keyboard.type("Sommer");
  await tab.keyboard.press("Enter");
  await expect(row(/^Sommer 2/)).toBeVisible();
  await row(/^Trip/).focus();
  await tab.keyboard.press("Delete");
  await expect(row(/^Trip/)).toHaveCount(0);
  await tab.getByRole("toolbar").getByRole("button", { name: "Undo" }).click();
  await expect(row(/^Trip 2/)).toBeVisible();
});

test("with a column of their own tags are changed in place, and a fault in one is said beside it", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  await addPayment(tab, "2026-01-02", "Railway", "Travel", "12.50");
  await tab.getByRole("button", { name: "View" }).click();
  await tab.getByRole("menuitemcheckbox", { name: "Tags" }).click();
  await tab.keyboard.press("Escape");
  await tab.getByRole("row", { name: "Railway" }).locator("[data-cell=tags]").dblclick();
  const edit = tab.getByTestId("edit-row");
  await expect(edit.getByLabel("Tags")).toBeFocused();
  await edit.getByLabel("Tags").fill("a#b");
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("Enter");
  await expect(edit.getByLabel("Tags")).toHaveAccessibleDescription(/number sign/);
  await edit.getByLabel("Tags").fill("Trip");
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("Enter");
  await expect(tab.getByRole("row", { name: "Railway" }).locator("[data-cell=tags]")).toHaveText("Trip");
  await tab.getByRole("searchbox").fill("tag:trip");
  await expect(tab.getByTestId("register").locator("[data-index]")).toHaveCount(1);
});
