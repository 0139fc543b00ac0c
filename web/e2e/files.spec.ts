/** Several files at once: each is seen, each is a step of its own, and what they share is imported once. */
import type { Page } from "@playwright/test";
import { expect, rows, test } from "./program";

const HEAD = "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>12<ACCTID>3456<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>";
const FOOT = "</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n";

function ofx(name: string, days: readonly number[]): { name: string; text: string } {
  const lines = days.map((day) => `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>202605${String(day).padStart(2, "0")}<TRNAMT>-${day}.00<FITID>F${day}<NAME>Shop ${day}</STMTTRN>`);
  return { name, text: HEAD + lines.join("") + FOOT };
}

async function drop(tab: Page, files: readonly { name: string; text: string }[]): Promise<void> {
  const data = await tab.evaluateHandle((dropped) => {
    const transfer = new DataTransfer();
    for (const { name, text } of dropped) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  await tab.dispatchEvent("main", "drop", { dataTransfer: data });
}

const steps = (tab: Page): Promise<number> =>
  tab.evaluate(async () => ((await (await fetch("/api/v1/imports")).json()) as { batches: unknown[] }).batches.length);

test("two files dropped are imported with one press, what both have once, each as its own step", async ({ tab }) => {
  await drop(tab, [ofx("early.ofx", [1, 2, 3]), ofx("late.ofx", [3, 4])]);
  const files = tab.getByTestId("files");
  await expect(files).toContainText("File 1 of 2");
  await expect(tab.getByTestId("statement")).toContainText("New 3");
  await expect(tab.getByText("Each file is one step: an Undo takes back one of them.")).toBeVisible();
  if (process.env.SHOTS) await tab.screenshot({ path: `${process.env.SHOTS}/files.png` });
  await tab.getByLabel("Name of the new account").fill("Cheque");
  await tab.getByRole("button", { name: "Import all 2 files" }).click();
  await expect(tab.getByRole("heading", { name: "Cheque" })).toBeVisible();
  await expect.poll(async () => (await rows(tab)).length).toBe(4);
  expect(await steps(tab)).toBe(2);
  await tab.getByTestId("notices").getByRole("button", { name: "Undo" }).click();
  await expect.poll(async () => (await rows(tab)).length).toBe(3);
});

test("the list goes back and forth by keys, and a file that cannot be read keeps no other out", async ({ tab }) => {
  await drop(tab, [ofx("one.ofx", [1]), { name: "letter.ofx", text: "%PDF-1.7\n" }, ofx("two.ofx", [2])]);
  const files = tab.getByTestId("files");
  const shown = files.locator("[aria-current]");
  await expect(tab.getByTestId("statement")).toContainText("New 1");
  await tab.keyboard.press("]");
  await expect(tab.getByRole("alert")).toContainText("letter.ofx");
  await expect(files).toContainText("cannot be read");
  await tab.getByRole("button", { name: "Look at two.ofx" }).click();
  await expect(shown).toContainText("two.ofx");
  await expect(tab.getByTestId("statement")).toBeVisible();
  await tab.keyboard.press("[");
  await expect(shown).toContainText("letter.ofx");
  // Not while it is being looked into.
  await expect(files).toContainText("cannot be read");
  await tab.keyboard.press("[");
  await expect(shown).toContainText("one.ofx");
  await tab.getByRole("button", { name: "Import 1 line" }).click();
  await expect(shown).toContainText("two.ofx");
  await expect(files).toContainText("1 added");
  await tab.getByRole("button", { name: "Import 1 line" }).click();
  await expect.poll(async () => (await rows(tab)).length).toBe(2);
});

test("all at once stops at a file that would make an account", async ({ tab }) => {
  const other = ofx("other.ofx", [9]);
  await drop(tab, [ofx("one.ofx", [1]), { ...other, text: other.text.replace("3456", "7890") }]);
  await tab.getByRole("button", { name: "Import all 2 files" }).click();
  await expect(tab.getByTestId("files").locator("[aria-current]")).toContainText("other.ofx");
  await expect(tab.getByLabel("Name of the new account")).toBeVisible();
  expect(await steps(tab)).toBe(1);
});
