/**
 * What a person types into the entry row, the same in either browser, by keys
 * alone. The caller brings the browser.
 */
import { expect } from "@playwright/test";
import { day } from "./program";

export interface Typist {
  press: (key: string) => Promise<void>;
  type: (text: string) => Promise<void>;
  /** Runs in the page. */
  ask: <T, A>(what: (given: A) => T, given: A) => Promise<T>;
}

const field = (hands: Typist, column: string): Promise<string> =>
  hands.ask((name) => document.querySelector<HTMLInputElement>(`[data-testid=entry-row] [data-column=${name}]`)?.value ?? "", column);
const at = (hands: Typist): Promise<string | undefined> => hands.ask(() => (document.activeElement as HTMLElement).dataset.column, null);
/** The last row of the register, cell by cell. */
const last = (hands: Typist): Promise<string[]> =>
  hands.ask(() => [...([...document.querySelectorAll("[data-testid=register] [data-index]")].at(-1)?.children ?? [])].map((cell) => cell.textContent?.trim() ?? ""), null);
const listed = (hands: Typist): Promise<(string | undefined)[]> => hands.ask(() => [...document.querySelectorAll("[role=option]")].map((one) => one.textContent?.trim()), null);

async function go(hands: Typist, column: string): Promise<void> {
  for (let steps = 0; steps < 12 && (await at(hands)) !== column; steps++) await hands.press("Tab");
  expect(await at(hands)).toBe(column);
}

/** Every key of the date cell, on a day that is typed first. */
export async function dateKeys(hands: Typist): Promise<void> {
  const stands = (text: string): Promise<void> => expect.poll(() => field(hands, "date")).toBe(text);
  await hands.type("2/27/2024");
  await hands.press("+");
  await stands("02/28/2024");
  await hands.press("+");
  await stands("02/29/2024");
  await hands.press("+");
  await stands("03/01/2024");
  await hands.press("-");
  await stands("02/29/2024");
  await hands.press("m");
  await stands("02/01/2024");
  await hands.press("h");
  await stands("02/29/2024");
  await hands.press("t");
  const [year, month, date] = day().split("-");
  await stands(`${month}/${date}/${year}`);
}

/** A row typed in full, with a sum, a number and a payee; then one with the other decimal mark. */
export async function twoRows(hands: Typist): Promise<void> {
  await go(hands, "number");
  await hands.type("101");
  await go(hands, "payee");
  await hands.type("Corner Market");
  await go(hands, "category");
  await hands.type("Groceries");
  await go(hands, "payment");
  await hands.type("12.50+3*4");
  await hands.press("Enter");
  await expect.poll(async () => (await last(hands)).slice(1, 6)).toEqual(["101", "Corner Market", "Groceries", "", "24.50"]);
  await expect.poll(() => at(hands)).toBe("date");
  await go(hands, "number");
  await hands.press("+");
  await expect.poll(() => field(hands, "number")).toBe("102");
  await hands.press("+");
  await hands.press("-");
  await hands.press("-");
  await hands.press("+");
  await expect.poll(() => field(hands, "number")).toBe("102");
  await go(hands, "deposit");
  await hands.type("1,50*2");
  await hands.press("Enter");
  await expect.poll(async () => (await last(hands)).slice(1, 7)).toEqual(["102", "", "Uncategorised", "", "", "3.00"]);
}

/** Escape first puts the names away, then the row. */
export async function escapes(hands: Typist): Promise<void> {
  await go(hands, "payee");
  await hands.type("Cor");
  await expect.poll(() => listed(hands)).toContain("Corner Market");
  await hands.press("Escape");
  await expect.poll(() => listed(hands)).toEqual([]);
  expect(await field(hands, "payee")).toBe("Cor");
  await hands.press("Escape");
  await expect.poll(() => field(hands, "payee")).toBe("");
  expect(await hands.ask(() => (document.activeElement as HTMLElement).dataset.testid, null)).toBe("register");
  await hands.press("n");
  await expect.poll(() => at(hands)).toBe("date");
}

/** A payee that is known: five key presses and Enter, counted by the page itself. */
export async function fiveKeys(hands: Typist): Promise<void> {
  await hands.ask(() => {
    const pressed: string[] = [];
    Object.assign(window, { pressed });
    addEventListener("keydown", ({ key }) => void pressed.push(key), true);
  }, null);
  for (const key of ["Tab", "Tab", "C", "o", "Tab", "Enter"]) await hands.press(key);
  await expect.poll(async () => (await last(hands)).slice(2, 6)).toEqual(["Corner Market", "Groceries", "", "24.50"]);
  expect(await hands.ask(() => (window as unknown as { pressed: string[] }).pressed.length, null)).toBe(6);
}
