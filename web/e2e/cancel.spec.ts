/** A long import shows how far it is, and can be stopped with nothing changed. */
import type { Page } from "@playwright/test";
import { expect, test } from "./program";

const LINES = 30_000;

const revision = (tab: Page): Promise<number> =>
  tab.evaluate(async () => ((await (await fetch("/api/v1/app")).json()) as { revision: number }).revision);

test("an import is shown going on, Escape stops it with nothing changed, and it can be done later", async ({ tab }) => {
  test.slow();
  const lines = Array.from({ length: LINES }, (_, at) => `D05/${String((at % 28) + 1).padStart(2, "0")}/2024\nT-${at}.00\nPShop ${at % 50}\n^\n`);
  await tab.getByTestId("file").first().setInputFiles({ name: "years.qif", mimeType: "text/plain", buffer: Buffer.from(`!Type:Bank\n${lines.join("")}`) });
  const go = tab.getByRole("button", { name: "Import 30,000 lines" });
  await expect(go).toBeEnabled({ timeout: 60_000 });
  // However many lines there are, the page draws those that are seen.
  expect(await tab.getByRole("row").count()).toBeLessThan(200);
  // From within the page, and at once: on a quick machine the import does not wait for a test.
  await tab.evaluate(() => {
    new MutationObserver((_, observer) => {
      const bar = document.querySelector("[data-testid=underway] progress");
      if (bar === null) return;
      observer.disconnect();
      document.body.dataset.seen = `${bar.getAttribute("aria-label")}: ${bar.getAttribute("aria-valuetext")}`;
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
    }).observe(document.body, { subtree: true, childList: true });
  });
  await go.click();
  await expect(tab.getByText("The import of years.qif was cancelled. Nothing was changed.")).toBeVisible({ timeout: 60_000 });
  await expect(tab.locator("body")).toHaveAttribute("data-seen", /^(Comparing|Preparing|Writing|Recording) years\.qif: .*\d+ %/);
  await expect(tab.getByTestId("underway")).toHaveCount(0);
  expect(await revision(tab)).toBe(0);
  await expect(tab.getByTestId("accounts")).not.toContainText("Bank account");

  await go.click();
  await expect(tab.getByRole("heading", { name: "Bank account", level: 1 })).toBeVisible({ timeout: 60_000 });
  expect(await revision(tab)).toBe(1);
});

test("a file that is being looked into is put away by Cancel", async ({ tab }) => {
  await tab.route("**/imports/previews?*", () => {});
  await tab.getByTestId("file").first().setInputFiles({ name: "slow.qif", mimeType: "text/plain", buffer: Buffer.from("!Type:Bank\nD05/01/2024\nT-1\n^\n") });
  await expect(tab.getByRole("status").filter({ hasText: "Looking into slow.qif" })).toBeVisible();
  await tab.getByRole("button", { name: "Cancel" }).click();
  await expect(tab.getByText("Create an account or drop a bank file here.")).toBeVisible();
  expect(await revision(tab)).toBe(0);
});
