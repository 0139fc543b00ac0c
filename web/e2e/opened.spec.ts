/** A bank file that is opened from outside of the page, as by a double click: the program is told of it, and the page shows it. */
import { createAccount, expect, fixture, test } from "./program";

test("a file that is opened while the program runs is looked at first", async ({ program, tab, context }) => {
  await createAccount(tab, "Household");
  const link = await program.startAgain(["open", fixture("cheque.ofx"), fixture("wallet.qif")]);
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByTestId("statement")).toContainText("New 6");
  await expect(other.getByText("cheque.ofx").first()).toBeVisible();
  await expect(other.getByText("wallet.qif").first()).toBeVisible();
  await expect(tab.getByTestId("accounts").getByRole("link", { name: /^Checking/ })).toHaveCount(0);

  // It waits no longer: the page shows it once.
  const third = await context.newPage();
  await third.goto(`${program.origin}/#/import`);
  await expect(third.getByRole("button", { name: "Choose a file…" })).toBeVisible();
});

test("a file that is opened while nothing runs starts the program, and is looked at first", async ({ program, context }) => {
  program.signal("SIGTERM");
  await program.ended;
  await program.start(["open", fixture("cheque.ofx")]);
  expect(program.link).toContain("#/import");
  const tab = await context.newPage();
  await tab.goto(program.link);
  await expect(tab.getByTestId("statement")).toContainText("New 6");
});
