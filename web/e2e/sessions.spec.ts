/** Who is connected is told, and everybody can be signed out for good. */
import { another, comeIn, createAccount, expect, expectTabs, test } from "./program";

test("who is connected is told, and signing out shuts every tab until the user comes again", async ({ tab, context, program }) => {
  await createAccount(tab, "Cheque", "100.00");
  await tab.getByRole("button", { name: "Program menu" }).click();
  await tab.getByRole("menuitem", { name: "Browsers" }).click();
  const sessions = tab.getByTestId("sessions");
  await expect(sessions.getByRole("listitem")).toHaveText(/^\s*Chrom\w+ \d+.*This browser.*1 tab · live connection.*since/);
  await expect(tab.getByTestId("ends")).toContainText("It closes 1 s after");

  const other = await another(context, program);
  await expectTabs(tab, 2);
  await expect(sessions.getByRole("listitem")).toContainText("2 tabs");

  await tab.getByRole("button", { name: "Sign out every browser" }).click();
  for (const one of [tab, other]) await expect(one.getByTestId("away-signed_out")).toContainText("signed out");
  expect(await program.ended).toBe(0);
  // Had they knocked again, they would have found themselves locked out, and then the program gone.
  for (const one of [tab, other]) await expect(one.getByTestId("away-signed_out")).toBeVisible();

  await program.start(["--port", program.port]);
  const fresh = await context.newPage();
  await comeIn(fresh, program);
  for (const one of [fresh, tab, other]) await expect(one.getByTestId("away-signed_out")).toHaveCount(0);
  await expectTabs(fresh, 3);
});
