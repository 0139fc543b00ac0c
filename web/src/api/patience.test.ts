/** When it is said that the program does not answer. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { patience, PATIENCE_MS } from "./patience";

let said: boolean[] = [];
beforeEach(() => {
  // The day may be set already.
  vi.useRealTimers();
  vi.useFakeTimers();
  said = [];
  patience.onChange = (isLate) => said.push(isLate);
});
afterEach(() => void vi.useRealTimers());

function answer(path: string): { give: () => void; given: Promise<unknown> } {
  let give = (): void => {};
  const given = patience.await(path, new Promise<void>((resolve) => (give = resolve)));
  return { give, given };
}

test("nothing is said of what is answered in time", async () => {
  const { give, given } = answer("/transactions");
  await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
  give();
  await given;
  await vi.advanceTimersByTimeAsync(PATIENCE_MS);
  expect(said).toEqual([]);
});

test("it is said once while something is late, and that it is over with the last answer", async () => {
  const [one, other] = [answer("/transactions"), answer("/accounts?today=2026-01-01")];
  await vi.advanceTimersByTimeAsync(PATIENCE_MS);
  expect(said).toEqual([true]);
  one.give();
  await one.given;
  expect(said).toEqual([true]);
  other.give();
  await other.given;
  expect(said).toEqual([true, false]);
});

test("an answer that fails is an answer", async () => {
  const failed = patience.await("/payees", new Promise((_, reject) => setTimeout(reject, PATIENCE_MS + 1)));
  const seen = expect(failed).rejects.toBeUndefined();
  await vi.advanceTimersByTimeAsync(PATIENCE_MS + 1);
  await seen;
  expect(said).toEqual([true, false]);
});

test("what may take long is not late", async () => {
  const { give, given } = answer("/imports?name=x");
  await vi.advanceTimersByTimeAsync(PATIENCE_MS * 10);
  give();
  await given;
  expect(said).toEqual([]);
});
