/** Receipts and files of rows: dropped on the row, added by the keyboard, shown, removed and brought back. */
import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { addPayment, createAccount, expect, test } from "./program";

const SHOTS = process.env.SHOTS;
/** A green pixel as a real picture. */
const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n%%EOF";

interface Dropped {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}
const receipt = (name: string): Dropped => ({ name, type: "application/pdf", base64: Buffer.from(PDF).toString("base64") });
const picture = (name: string): Dropped => ({ name, type: "image/png", base64: PNG });

async function drop(tab: Page, on: string, files: readonly Dropped[]): Promise<void> {
  const dataTransfer = await tab.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of all) {
      transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type }));
    }
    return transfer;
  }, files);
  for (const event of ["dragenter", "dragover", "drop"]) await tab.dispatchEvent(on, event, { dataTransfer });
}

const dialog = (tab: Page) => tab.getByRole("dialog", { name: "Receipts and files" });
const clip = (tab: Page, payee: string) => tab.getByTestId("register").locator('[data-cell="payee"]', { hasText: payee }).locator("[data-files]");

test("a receipt that is dropped on a row is on it, is shown, and goes and comes back with undo", async ({ tab }) => {
  await createAccount(tab, "Cheque");
  await addPayment(tab, "2026-01-05", "Grocer", "Food", "12.50");
  await addPayment(tab, "2026-01-06", "Garage", "Car", "80.00");
  await drop(tab, '[data-index="0"] [data-cell="payee"]', [receipt("receipt.pdf"), picture("photo.png")]);
  await expect(clip(tab, "Grocer")).toHaveAccessibleName("2 files attached");
  await expect(clip(tab, "Garage")).toHaveCount(0);
  await expect(tab.getByTestId("notices")).toContainText("Attached photo.png to");

  await clip(tab, "Grocer").click();
  const files = dialog(tab);
  await expect(files.getByRole("listitem")).toHaveCount(2);
  await expect(files).toContainText("In the whole book: 2 files");
  // The thumbnail is the picture itself, drawn.
  const image = files.getByRole("listitem").filter({ hasText: "photo.png" }).locator("img");
  await expect.poll(() => image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
  const link = files.getByRole("link", { name: "Open receipt.pdf in a new tab" });
  await expect(link).toHaveAttribute("target", "_blank");
  const served = await tab.evaluate(async (path) => {
    const answer = await fetch(path);
    return [answer.headers.get("content-type"), answer.headers.get("content-security-policy"), await answer.text()];
  }, await link.getAttribute("href") ?? "");
  expect(served).toEqual(["application/pdf", expect.stringContaining("sandbox"), PDF]);
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/attachments.png` });

  const opened = tab.context().waitForEvent("page");
  await files.getByRole("link", { name: "Open photo.png in a new tab" }).click();
  const preview = await opened;
  await expect.poll(() => preview.evaluate(() => document.contentType)).toBe("image/png");
  await preview.close();

  await files.getByRole("button", { name: "Remove receipt.pdf" }).click();
  await expect(files.getByRole("listitem")).toHaveCount(1);
  await expect(files).toContainText("1 file that was removed");
  await files.getByRole("button", { name: "Close" }).click();
  await expect(clip(tab, "Grocer")).toHaveAccessibleName("1 file attached");
  await tab.keyboard.press("Control+z");
  await expect(clip(tab, "Grocer")).toHaveAccessibleName("2 files attached");
});

test("files are added, refused in words and let go of by the keyboard", async ({ tab }) => {
  await createAccount(tab, "Cheque");
  await addPayment(tab, "2026-01-05", "Grocer", "Food", "12.50");
  const register = tab.getByTestId("register");
  await register.focus();
  await register.press("Home");
  await register.press("a");
  const files = dialog(tab);
  await expect(files).toContainText("No file yet");
  const choosing = tab.waitForEvent("filechooser");
  await files.getByRole("button", { name: "Add files…" }).focus();
  await tab.keyboard.press("Enter");
  await (await choosing).setFiles([
    { name: "note.txt", mimeType: "text/plain", buffer: Buffer.from("paid in cash") },
    { name: "empty.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) },
  ]);
  await expect(files.getByRole("listitem")).toContainText(["note.txt"]);
  await expect(tab.getByTestId("notices")).toContainText("empty.pdf is empty: it was not attached.");
  const saving = tab.waitForEvent("download");
  await files.getByRole("link", { name: "Download note.txt" }).first().press("Enter");
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("note.txt");
  expect(readFileSync(await saved.path(), "utf8")).toBe("paid in cash");

  await files.getByRole("button", { name: "Remove note.txt" }).press("Enter");
  await files.getByRole("button", { name: "Let go…" }).press("Enter");
  await expect(files).toContainText("Undo will not bring it back.");
  await files.getByRole("button", { name: "Let go for good" }).press("Enter");
  await expect(files).toContainText("No file is attached in this book.");
  await tab.keyboard.press("Escape");
  await expect(register).toBeFocused();
  await tab.keyboard.press("Control+z");
  await register.press("a");
  await expect(files).toContainText("let go of after it had been removed");
  await expect(files.getByRole("link", { name: "Download note.txt" })).toHaveCount(0);
});

test("the files of a row may be closed while they are still being read", async ({ tab }) => {
  await createAccount(tab, "Cheque");
  await addPayment(tab, "2026-01-05", "Grocer", "Food", "12.50");
  await drop(tab, '[data-index="0"] [data-cell="payee"]', [receipt("receipt.pdf")]);
  await clip(tab, "Grocer").click();
  const files = dialog(tab);
  await expect(files.getByRole("listitem")).toHaveCount(1);
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  let asked = 0;
  await tab.route("**/attachments", async (route) => {
    asked += 1;
    await held;
    await route.continue();
  });
  await files.getByRole("button", { name: "Remove receipt.pdf" }).click();
  await expect.poll(() => asked).toBeGreaterThan(0);
  await expect(clip(tab, "Grocer")).toHaveCount(0);
  await tab.keyboard.press("Escape");
  await expect(files).toHaveCount(0);
  goOn();
  await expect.poll(() => asked).toBeGreaterThan(2);
});

test("a bank file dropped on a row is imported as ever, and a receipt beside the rows is told where it belongs", async ({ tab }) => {
  await createAccount(tab, "Cheque");
  await addPayment(tab, "2026-01-05", "Grocer", "Food", "12.50");
  await drop(tab, "h1", [receipt("receipt.pdf")]);
  await expect(tab.getByTestId("notices")).toContainText("Drop a receipt on the row it belongs to.");
  const qif = Buffer.from("!Type:Bank\nD05/13/2024\nT-9.00\nPShop\n^\n").toString("base64");
  await drop(tab, '[data-index="0"] [data-cell="payee"]', [{ name: "bank.qif", type: "", base64: qif }]);
  await expect(tab.getByTestId("statement")).toBeVisible();
});

test("the files of a row look as they should in the dark and on a narrow screen", async ({ tab }) => {
  await createAccount(tab, "Cheque");
  await addPayment(tab, "2026-01-05", "Grocer", "Food", "12.50");
  await drop(tab, '[data-index="0"] [data-cell="payee"]', [receipt("a receipt with a rather long name of its own.pdf"), picture("photo.png")]);
  await clip(tab, "Grocer").click();
  const files = dialog(tab);
  await expect(files.getByRole("listitem")).toHaveCount(2);
  await tab.emulateMedia({ colorScheme: "dark" });
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/attachments-dark.png` });
  await tab.setViewportSize({ width: 390, height: 800 });
  const fits = (): Promise<boolean> => files.evaluate((box) => box.scrollWidth <= box.clientWidth && box.getBoundingClientRect().right <= innerWidth);
  await expect.poll(fits).toBe(true);
  if (SHOTS) await tab.screenshot({ path: `${SHOTS}/attachments-390.png` });
});
