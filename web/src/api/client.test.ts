/** What the page sends, and what it keeps to itself while the program is away. */
import { afterEach, expect, test, vi } from "vitest";
import { addTransaction, getAccounts, UNREACHABLE } from "./client";
import { gate } from "./gate";
import type { TransactionDraft } from "./types";

afterEach(() => {
  gate.shut = false;
  vi.unstubAllGlobals();
});

test("nothing goes out while the program is away, to whoever listens in its place", async () => {
  const fetch = vi.fn(() => Promise.resolve(new Response("{}")));
  vi.stubGlobal("fetch", fetch);
  gate.shut = true;
  for (const answer of [await addTransaction({} as TransactionDraft), await getAccounts("2026-01-01")]) {
    expect(answer).toMatchObject({ ok: false, error: { type: UNREACHABLE } });
  }
  expect(fetch).not.toHaveBeenCalled();
  gate.shut = false;
  expect(await getAccounts("2026-01-01")).toMatchObject({ ok: true });
  expect(fetch).toHaveBeenCalledOnce();
});
