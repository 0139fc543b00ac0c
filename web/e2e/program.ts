/**
 * The program under test: started on a book of its own, stopped when the test
 * ends. It is only ever reached as a person reaches it, by the address it prints.
 */
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const BIN = process.env.COUNTERFOIL_BIN ?? fileURLToPath(new URL("../../target/debug/counterfoil", import.meta.url));
export const LINGER_S = 1;

/** The moment that every program under test begins at, with the zone or in that of the system; without it, now. */
const CLOCK = process.env.COUNTERFOIL_CLOCK;

/** The day that the program has, and so the page, or one so many days after it. */
export function day(days = 0): string {
  const now = new Date();
  const [year = 0, month = 0, date = 0] = CLOCK ? CLOCK.slice(0, 10).split("-").map(Number) : [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10);
}

export const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

type Child = ChildProcessByStdio<null, Readable, null>;

/** The address that a start prints. */
const printedBy = (child: Child): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = "";
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`The program ended with ${code} before it said its address: ${said}`)));
    child.stdout.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      const link = /http:\/\/127\.0\.0\.1:\d+\/open\/\S+/.exec(said)?.[0];
      if (link) resolve(link);
    });
  });

export class Program {
  /** The address with the one-time code. */
  link = "";
  /** The exit code, once the program has ended; null after a signal. */
  ended: Promise<number | null> = Promise.resolve(null);
  #child: Child | undefined;
  readonly #home = mkdtempSync(join(tmpdir(), "counterfoil-e2e-"));

  /** Starts it, or starts it again on the same book. */
  async start(more: readonly string[] = []): Promise<void> {
    const child = this.#spawn(["--no-browser", ...more]);
    this.#child = child;
    this.ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    this.link = await printedBy(child);
  }

  /** Starts it once more while it runs; the address that lets a browser in. */
  async startAgain(more: readonly string[] = []): Promise<string> {
    return await printedBy(this.#spawn(["--no-browser", ...more]));
  }

  /** Starts it as a desktop does, with a browser that only writes down what it is to open; what that is by now. */
  startWithBrowser(more: readonly string[] = []): () => string[] {
    const [browser, opened] = [join(this.#home, "browser"), join(this.#home, "opened")];
    writeFileSync(browser, `#!/bin/sh\necho "$1" >> '${opened}'\n`, { mode: 0o755 });
    rmSync(opened, { force: true });
    const child = this.#spawn(["--browser", browser, ...more]);
    this.#child = child;
    this.ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    return () => (existsSync(opened) ? readFileSync(opened, "utf8").trim().split("\n") : []);
  }

  #spawn(more: readonly string[]): Child {
    const arguments_ = ["--no-tray", "--book", join(this.#home, "Household.counterfoil"), "--linger", String(LINGER_S), ...more];
    const { PATH, DISPLAY: _, ...rest } = process.env;
    const folders = { HOME: this.#home, XDG_CONFIG_HOME: join(this.#home, "config"), XDG_DATA_HOME: join(this.#home, "data"), XDG_STATE_HOME: join(this.#home, "state"), XDG_RUNTIME_DIR: this.#home };
    return spawn(BIN, arguments_, { env: { ...rest, PATH, ...folders }, stdio: ["ignore", "pipe", "inherit"] });
  }

  /** The address without the code. */
  get origin(): string {
    return new URL(this.link).origin;
  }

  get port(): string {
    return new URL(this.link).port;
  }

  get running(): boolean {
    return this.#child?.exitCode === null && this.#child.signalCode === null;
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  async stop(): Promise<void> {
    if (this.running) this.signal("SIGKILL");
    await this.ended;
    rmSync(this.#home, { recursive: true, force: true });
  }
}

interface Fixtures {
  /** The moment that the program begins at, in this test: "2027-01-31T23:59[Asia/Kathmandu]". */
  clock: string;
  program: Program;
  /** The first tab, come in by the printed address; it may not break the content security policy. */
  tab: Page;
}

/** What a page complains about that would be a fault of ours. */
function listen(page: Page, faults: string[]): void {
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource|net::ERR_/.test(message.text())) faults.push(message.text());
  });
}

export const test = base.extend<Fixtures>({
  clock: ["", { option: true }],
  program: async ({ clock }, use) => {
    const program = new Program();
    await program.start(clock === "" ? [] : ["--clock", clock]);
    await use(program);
    await program.stop();
  },
  tab: async ({ program, context }, use) => {
    const faults: string[] = [];
    context.on("page", (page) => listen(page, faults));
    const page = await context.newPage();
    await comeIn(page, program);
    await use(page);
    expect(faults).toEqual([]);
  },
});

/** A page of either driver. */
interface Visitor {
  goto(address: string): Promise<unknown>;
  waitForFunction(holds: () => boolean): Promise<unknown>;
}

/** By the launch address, to the page itself: between them the browser is looked through. */
export async function comeIn(page: Visitor, { link }: Pick<Program, "link">): Promise<void> {
  await page.goto(link);
  await page.waitForFunction(() => !location.pathname.startsWith("/open/"));
}

/** Another tab of the same browser. */
export async function another(context: BrowserContext, program: Program, path = "/"): Promise<Page> {
  const page = await context.newPage();
  await page.goto(program.origin + path);
  return page;
}

/** A page sees so many tabs of its browser on the connection that they share, and the program counts them. */
export async function expectTabs(page: Page, tabs: number): Promise<void> {
  await expect(page.getByTestId("program")).toHaveAttribute("data-tabs", String(tabs));
  await expect(page.getByTestId("life")).toHaveText(tabs === 1 ? "1 tab open" : `${tabs} tabs open`);
}

/** Makes an account by the dialog and waits for its register. */
export async function createAccount(page: Page, name: string, opening = ""): Promise<void> {
  await page.getByRole("button", { name: "New account" }).click();
  const dialog = page.getByRole("dialog", { name: "New account" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Opening balance").fill(opening);
  await dialog.getByLabel("as of").fill("2026-01-01");
  await dialog.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
}

/** Types a payment into the entry row and saves it with Enter. */
export async function addPayment(page: Page, date: string, payee: string, category: string, payment: string): Promise<void> {
  const entry = page.getByTestId("entry-row");
  await entry.getByLabel("Date").fill(date);
  await entry.getByLabel("Payee").fill(payee);
  await entry.getByLabel("Category").fill(category);
  await entry.getByLabel("Payment").fill(payment);
  await entry.getByLabel("Payment").press("Enter");
  await expect(entry.getByLabel("Payment")).toHaveValue("");
  await expect(entry).not.toContainText("being saved");
}

/** The texts of the register's rows, cell by cell. */
export async function rows(page: Page): Promise<string[][]> {
  return page.getByTestId("register").locator("[data-index]").evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("[role=gridcell]")].map((cell) => cell.textContent?.trim() ?? "")));
}

/** The last column of every row. */
export const balances = async (page: Page): Promise<(string | undefined)[]> => (await rows(page)).map((cells) => cells.at(-1));

export { expect };
