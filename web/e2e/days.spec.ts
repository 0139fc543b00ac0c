/** The day it is: the program's, in whatever zone and language the browser is, and over midnight. */
import type { Page } from "@playwright/test";
import { createAccount, expect, test } from "./program";

const entryDate = (tab: Page) => tab.getByTestId("entry-row").getByRole("textbox", { name: "Date" });
const total = (tab: Page) => tab.getByRole("complementary", { name: "Accounts" }).locator("dl");
const figures = (tab: Page) => tab.getByTestId("figures");

async function ask(page: Page, path: string, body: unknown): Promise<void> {
  await page.evaluate(async ([path, body]) => {
    const request = { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    await fetch(`/api/v1${path as string}`, request);
  }, [path, body] as const);
}

const pay = (tab: Page, date: string, amount: number): Promise<void> =>
  ask(tab, "/transactions", { date, payee: "Landlord", splits: [{ account: 1, amount: -amount }, { category: "Rent", amount }] });

/** The program's clock, the zone and the language that its browser is told, and the day as the page writes it. */
const EVERYWHERE = [
  ["2027-01-31T00:15[Asia/Kathmandu]", "America/Los_Angeles", "en-US", "01/31/2027"],
  ["2028-02-29T23:30[America/Los_Angeles]", "Asia/Tokyo", "en-GB", "29/02/2028"],
  ["2027-12-31T13:00[Pacific/Kiritimati]", "UTC", "de-DE", "31.12.2027"],
  ["2027-03-28T01:30[Europe/Berlin]", "Pacific/Pago_Pago", "sv-SE", "2027-03-28"],
] as const;

for (const [clock, timezoneId, locale, shown] of EVERYWHERE) {
  test.describe(`at ${clock}, browser in ${timezoneId}, ${locale}`, () => {
    test.use({ clock, timezoneId, locale });
    test("the page has the program's day", async ({ tab }) => {
      await createAccount(tab, "Cheque", "100");
      await expect(entryDate(tab)).toHaveValue(shown);
      const day = clock.slice(0, 10);
      await pay(tab, day, 25_00);
      // A row of the program's today is not to come: nothing is shown beside the balance.
      await expect(figures(tab)).toContainText(/Balance\s*75[.,]00/);
      await expect(figures(tab)).not.toContainText("All entered");
      await tab.getByRole("searchbox").fill("is:future");
      await expect(tab.getByTestId("register").locator("[data-index]")).toHaveCount(0);
      await expect(tab.locator("[data-index].ahead")).toHaveCount(0);
    });
  });
}

test.describe("over midnight", () => {
  test.use({ clock: "2027-01-31T23:50[Asia/Kathmandu]", timezoneId: "America/Los_Angeles" });

  test("a balance is that of today, with everything entered beside it, and an open page goes on to the next day", async ({ tab }) => {
    await tab.clock.install();
    await tab.reload();
    await createAccount(tab, "Cheque", "100.00");
    await pay(tab, "2027-02-01", 40_00);
    await pay(tab, "2027-06-01", 5_00);
    const sidebar = tab.getByTestId("accounts").getByRole("link", { name: /^Cheque\s/ });
    await expect(sidebar).toHaveAccessibleName("Cheque 100.00 55.00 all entered");
    await expect(total(tab)).toHaveText(/Total USD\s*100.00\s*55.00 all entered/);
    await expect(figures(tab)).toContainText(/Balance\s*100.00/);
    await expect(figures(tab)).toContainText(/All entered\s*55.00/);
    if (process.env.SHOTS) await tab.screenshot({ path: `${process.env.SHOTS}/today.png` });
    const asked = (path: string) => tab.waitForRequest((request) => request.url().includes(`${path}?`) && request.url().includes("today=2027-02-01"));
    const ahead = asked("/ahead");
    // A jump: no timer between ticks, as over a sleep.
    await tab.clock.fastForward("00:10:30");
    await ahead;
    await expect(entryDate(tab)).toHaveValue("02/01/2027");
    await expect(sidebar).toHaveAccessibleName("Cheque 60.00 55.00 all entered");
    await expect(figures(tab)).toContainText(/Balance\s*60.00/);
    await tab.evaluate(() => (location.hash = "#/schedules"));
    await expect(tab.getByText("Nothing comes again yet")).toBeVisible();
    const schedules = tab.waitForRequest((request) => request.url().includes("/schedules?today=2027-02-02"));
    await tab.clock.fastForward("24:00:30");
    await schedules;
  });
});

test.describe("at midnight itself", () => {
  test.use({ clock: "2027-12-31T23:59:35[Pacific/Kiritimati]", timezoneId: "UTC" });

  test("what enters itself is there, and the balance is the new day's, on a page that nobody touches", async ({ tab }) => {
    test.setTimeout(90_000);
    await createAccount(tab, "Cheque", "100.00");
    const rule = { first: "2028-01-01", unit: "months", interval: 1 };
    await ask(tab, "/schedules", { account: 1, payee: "Rent", splits: [{ category: "Rent", amount: 60_00 }], amount: { kind: "fixed", amount: -60_00 }, enter_days_before: 0, rule });
    await expect(figures(tab)).toContainText(/Balance\s*100.00/);
    await expect(figures(tab)).toContainText(/Balance\s*40.00/, { timeout: 60_000 });
    await expect(entryDate(tab)).toHaveValue("01/01/2028");
  });
});
