/** Rename rules: made, changed and deleted by keyboard, and used by the next file. */
import { expect, fixture, test } from "./program";

test("a rule names the payee and category of the next file, and is deleted again", async ({ tab }) => {
  await tab.goto(new URL("/#/imports", tab.url()).href);
  await tab.getByRole("textbox", { name: "The bank’s words contain", exact: true }).focus();
  await tab.keyboard.type("corner");
  await tab.keyboard.press("Tab");
  await tab.keyboard.type("The corner shop");
  await tab.keyboard.press("Tab");
  await tab.keyboard.type("Food");
  await tab.keyboard.press("Enter");
  await expect(tab.getByTestId("rule")).toHaveCount(1);
  const category = tab.getByLabel("Category, rule 1");
  const kept = tab.waitForResponse((answer) => answer.url().includes("/preferences/") && (answer.request().postData() ?? "").includes("Groceries"));
  await category.fill("Food:Groceries");
  await category.press("Enter");
  await kept;
  if (process.env.SHOTS) await tab.screenshot({ path: `${process.env.SHOTS}/rules.png` });

  await tab.getByTestId("file").first().setInputFiles(fixture("cheque.ofx"));
  await expect(tab.getByTestId("statement")).toContainText("The corner shop");
  await expect(tab.getByTestId("statement")).toContainText("Food:Groceries");
  await tab.goto(new URL("/#/imports", tab.url()).href);
  await tab.getByRole("button", { name: "Delete the rule for corner" }).press("Enter");
  await expect(tab.getByTestId("rule")).toHaveCount(0);
});
