/** A large bank file on its way into the book: seen arriving, and not lost with its connection. */
import { expect, test } from "./program";

/** A statement of so many lines, more than 1 MB from some 7,000 on. */
function statement(lines: number): Buffer {
  const rows = Array.from({ length: lines }, (_, at) => `<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240503<TRNAMT>-1.00<FITID>A${at}<NAME>Corner Market ${at}<MEMO>${"x".repeat(60)}</STMTTRN>`);
  return Buffer.from(`OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>12<ACCTID>3456<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20240501<DTEND>20240531${rows.join("")}</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>\r\n`);
}

test("a large file goes on where it was after its connection was cut", async ({ tab }) => {
  test.slow();
  const orders: string[] = [];
  let pieces = 0;
  await tab.routeWebSocket(/\/imports\/upload/, (page) => {
    const program = page.connectToServer();
    page.onMessage((message) => {
      if (typeof message === "string") orders.push((JSON.parse(message) as { kind: string }).kind);
      else if (++pieces === 3) return void page.close();
      program.send(message);
    });
  });
  await tab.getByTestId("file").first().setInputFiles({ name: "year.ofx", mimeType: "application/x-ofx", buffer: statement(10_000) });
  await expect(tab.getByRole("progressbar", { name: "Taking in year.ofx" })).toBeVisible();
  await expect(tab.getByTestId("statement")).toContainText("New 10,000", { timeout: 30_000 });
  expect(orders).toEqual(["begin", "resume"]);
});

test("a file on its way can be cancelled", async ({ tab }) => {
  // What is sent never arrives, so there is time to change one's mind.
  await tab.routeWebSocket(/\/imports\/upload/, (page) => page.onMessage((message) => {
    if (typeof message === "string") page.send(JSON.stringify({ kind: "ready", id: "a", received: 0 }));
  }));
  await tab.getByTestId("file").first().setInputFiles({ name: "year.ofx", mimeType: "application/x-ofx", buffer: statement(10_000) });
  await tab.getByRole("progressbar").waitFor();
  await tab.getByRole("button", { name: "Cancel" }).click();
  await expect(tab.getByRole("progressbar")).toHaveCount(0);
  await expect(tab.getByText("Create an account or drop a bank file here.")).toBeVisible();
});
