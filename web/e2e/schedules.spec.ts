/** Schedules on the page and in the register, in a real browser. */
import type { Page } from "@playwright/test";
import { sameNames } from "./everywhere";
import { another, comeIn, createAccount, day, expect, rows, test } from "./program";

async function ask(page: Page, path: string, body: unknown): Promise<void> {
  await page.evaluate(async ([path, body]) => {
    const request = { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
    await fetch(`/api/v1${path as string}`, request);
  }, [path, body] as const);
}

const toSchedules = (page: Page): Promise<unknown> => page.evaluate(() => (location.hash = "#/schedules"));
const listed = (page: Page) => page.getByTestId("schedule");

/** Types a schedule into the form, by keyboard from the page. */
async function type(page: Page, payee: string, amount: string, first: string): Promise<void> {
  await page.keyboard.press("n");
  const form = page.getByRole("dialog", { name: "New schedule" });
  await form.getByLabel("Payee").fill(payee);
  await form.getByLabel("Amount", { exact: true }).fill(amount);
  await form.getByLabel("Category").fill("Utilities");
  await form.getByLabel("First on").fill(first);
  await form.getByLabel("First on").press("Enter");
}

test("what a schedule expects is entered by the import that brings it, or refused by a key", async ({ tab }) => {
  await createAccount(tab, "Cheque");
  const id = await tab.evaluate(async () => ((await (await fetch("/api/v1/accounts")).json()) as { accounts: { id: number }[] }).accounts[0]?.id);
  await ask(tab, "/schedules", {
    account: id, payee: "Haus & Grund", memo: "Flat 4", splits: [{ category: "Housing:Rent", amount: 900_00 }],
    amount: { kind: "fixed", amount: -900_00 }, rule: { first: "2026-03-01", unit: "months", interval: 1 },
  });
  const qif = "!Type:Bank\nD03/02/2026\nT-900.00\nPHAUS UND GRUND\n^\nD03/20/2026\nT-7.00\nPKiosk\n^\nD04/01/2026\nT-900.00\nPHAUS UND GRUND\n^\n";
  await tab.getByTestId("file").first().setInputFiles({ name: "rent.qif", mimeType: "text/plain", buffer: Buffer.from(qif) });
  await tab.getByLabel("Into account").selectOption({ label: "Cheque" });
  const lines = tab.getByRole("grid", { name: /^Lines of/ });
  const line = (at: number) => lines.getByRole("row").nth(at + 1);
  await expect(line(0)).toContainText(/Due.*03/);
  await expect(line(0)).toContainText("Housing:Rent");
  await expect(line(0)).toContainText("Flat 4");
  await expect(tab.getByTestId("detail")).toContainText("Haus & Grund, due 2026-03-01: this enters it.");
  if (process.env.SHOTS) {
    await tab.screenshot({ path: `${process.env.SHOTS}/due-light.png` });
    await tab.emulateMedia({ colorScheme: "dark" });
    await tab.setViewportSize({ width: 800, height: 600 });
    await tab.screenshot({ path: `${process.env.SHOTS}/due-dark.png` });
  }
  await lines.focus();
  await lines.press("End");
  await lines.press("s");
  await expect(line(2)).toContainText("New");
  await expect(line(2)).toContainText("HAUS UND GRUND");
  await lines.press("Control+Enter");
  await expect(tab.getByText("Imported rent.qif, 1 scheduled")).toBeVisible();
  await toSchedules(tab);
  await expect(listed(tab).getByRole("gridcell").first()).toContainText("4");
  await tab.keyboard.press("Control+z");
  await expect(listed(tab).getByRole("gridcell").first()).toContainText("3");
});

test("a schedule is typed, entered, skipped, moved and undone by keyboard, and a second tab sees it at once", async ({ tab, context, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  await toSchedules(tab);
  await expect(tab.getByText("Nothing comes again yet")).toBeVisible();
  await type(tab, "City Power", "fortyfive", day(0));
  const form = tab.getByRole("dialog", { name: "New schedule" });
  await expect(form.getByRole("alert")).toContainText("not an amount");
  await form.getByLabel("Every").fill("0");
  await form.getByLabel("Amount", { exact: true }).fill("45");
  await form.getByLabel("Every").press("Enter");
  await expect(form.getByRole("alert")).toContainText("whole number from 1 to 1000");
  await form.getByLabel("Every").fill("1");
  await form.getByLabel("Ends").selectOption("until");
  await form.getByLabel("Last day").fill(day(-1));
  expect(await tab.evaluate(sameNames)).toEqual([]);
  await form.getByLabel("Last day").press("Enter");
  await expect(form.getByRole("alert")).toContainText("on or after its first date");
  await form.getByLabel("Ends").selectOption("never");
  await form.getByRole("button", { name: "Add the schedule" }).press("Enter");
  await expect(listed(tab)).toContainText(["City Power"]);

  const second = await another(context, program, "/#/schedules");
  await expect(listed(second)).toHaveCount(1);
  const due = async (): Promise<string> => (await listed(second).getByRole("gridcell").first().textContent())?.trim() ?? "";
  const first = await due();
  await listed(tab).first().focus();
  await tab.keyboard.press("e");
  await expect.poll(due).not.toBe(first);
  const next = await due();
  await tab.keyboard.press("s");
  await expect.poll(due).not.toBe(next);
  const third = await due();
  await listed(tab).first().focus();
  await tab.keyboard.press("m");
  await tab.getByLabel("To this day; the ones after it stay").fill(day(70));
  await tab.keyboard.press("Enter");
  await expect(listed(second)).toContainText(["moved"]);
  await expect(tab.getByRole("dialog")).toHaveCount(0);
  for (const before of [third, next, first]) {
    await tab.keyboard.press("Control+z");
    await expect.poll(due).toBe(before);
  }

  await listed(tab).first().focus();
  await tab.keyboard.press("Enter");
  await expect(tab.getByRole("dialog", { name: "Change the schedule" }).getByLabel("Amount", { exact: true })).toHaveValue("45.00");
  await tab.keyboard.press("Escape");
  await tab.keyboard.press("Delete");
  await expect(listed(second)).toHaveCount(0);
});

test("an amount that is asked for is asked for when it is entered", async ({ tab }) => {
  await createAccount(tab, "Cheque");
  const rule = { first: day(-1), unit: "months", interval: 1 };
  await ask(tab, "/schedules", { account: 1, payee: "Card bill", splits: [{ category: "Card", amount: 0 }], amount: { kind: "asked", deposit: false }, rule });
  await toSchedules(tab);
  await expect(listed(tab)).toContainText(["overdue"]);
  await listed(tab).first().focus();
  await tab.keyboard.press("e");
  const asked = tab.getByRole("dialog", { name: "Enter Card bill" });
  await asked.getByLabel("Payment").press("Enter");
  await expect(asked.getByRole("alert")).toContainText("Type the amount");
  await asked.getByLabel("Payment").fill("12.34");
  await asked.getByLabel("Payment").press("Enter");
  await expect(asked).toBeHidden();
  await tab.evaluate(() => (location.hash = "#/account/1"));
  await expect.poll(async () => (await rows(tab)).at(-1)?.at(-1)).toBe("−12.34");
});

test("what was paid each month is proposed, and what is dismissed stays away", async ({ tab, context, program }) => {
  await createAccount(tab, "Cheque");
  for (const payee of ["City Power", "Club"]) {
    for (const days of [-95, -64, -34, -4]) {
      await ask(tab, "/transactions", { date: day(days), payee, splits: [{ account: 1, amount: -4500 }, { category: "Fees", amount: 4500 }] });
    }
  }
  await toSchedules(tab);
  const proposal = tab.getByTestId("proposal");
  await expect(proposal).toHaveCount(2);
  await expect(proposal.first()).toContainText(/45\.00 [A-Z]{3} to City Power, seen 4 times/);
  await tab.getByRole("button", { name: "Dismiss Club" }).press("Enter");
  await tab.getByRole("button", { name: "Schedule City Power" }).press("Enter");
  await expect(listed(tab)).toContainText(["City Power"]);
  await expect(proposal).toHaveCount(0);
  const second = await another(context, program, "/#/schedules");
  await expect(listed(second)).toHaveCount(1);
  await expect(second.getByTestId("proposal")).toHaveCount(0);
});

test("what enters itself is entered at the start, once", async ({ tab, context, program }) => {
  await createAccount(tab, "Cheque");
  const rule = { first: day(-8), unit: "weeks", interval: 1 };
  const draft = { account: 1, payee: "Rent", splits: [{ category: "Rent", amount: 100 }], amount: { kind: "fixed", amount: -100 }, rule };
  await ask(tab, "/schedules", draft);
  await expect(rows(tab)).resolves.toHaveLength(0);
  // The same by itself: at once, for the two days that have passed; and nothing more after a restart.
  await tab.evaluate(async (body) => {
    await fetch("/api/v1/schedules/1", { method: "PUT", body, headers: { "content-type": "application/json" } });
  }, JSON.stringify({ ...draft, enter_days_before: 0 }));
  await expect.poll(async () => (await rows(tab)).length).toBe(2);
  program.signal("SIGTERM");
  await program.ended;
  await program.start();
  const again = await context.newPage();
  await comeIn(again, program);
  await again.evaluate(() => (location.hash = "#/account/1"));
  await expect.poll(async () => (await rows(again)).length).toBe(2);
});

test("what is ahead stands below the last row and is entered, skipped and moved by key", async ({ tab }) => {
  await createAccount(tab, "Cheque", "100.00");
  const rule = { first: day(3), unit: "weeks", interval: 1, end: { kind: "count", count: 3 } };
  await ask(tab, "/schedules", { account: 1, payee: "Rent", splits: [{ category: "Rent", amount: 6000 }], amount: { kind: "fixed", amount: -6000 }, rule });
  const ahead = tab.getByTestId("ahead").locator("[data-ahead]");
  const balances = (): Promise<(string | undefined)[]> => ahead.evaluateAll((all) => all.map((row) => row.lastElementChild?.textContent ?? undefined));
  await expect(ahead).toHaveCount(3);
  expect(await balances()).toEqual(["40.00", "−20.00", "−80.00"]);
  await expect(tab.getByTestId("figures")).toContainText(/Lowest, .*−80.00/);

  await tab.getByTestId("register").focus();
  await tab.keyboard.press("End");
  await tab.keyboard.press("ArrowDown");
  await expect(ahead.first()).toBeFocused();
  await tab.keyboard.press("ArrowDown");
  await tab.keyboard.press("e");
  await expect(tab.getByText("Enter or skip the one before it first.")).toBeVisible();
  await tab.keyboard.press("ArrowUp");
  await tab.keyboard.press("m");
  await tab.getByLabel("To this day; the ones after it stay").fill(day(4));
  await tab.keyboard.press("Enter");
  await expect(ahead.first()).toBeFocused();
  await tab.keyboard.press("Enter");
  await expect(ahead).toHaveCount(2);
  await expect.poll(async () => (await rows(tab)).at(-1)?.at(-1)).toBe("40.00");
  await ahead.first().focus();
  await tab.keyboard.press("s");
  await expect(ahead).toHaveCount(1);
  expect(await balances()).toEqual(["−20.00"]);
  await tab.keyboard.press("Control+z");
  await tab.keyboard.press("Control+z");
  await tab.keyboard.press("Control+z");
  await expect.poll(balances).toEqual(["40.00", "−20.00", "−80.00"]);
});
