/** The small pure rules: windows, completion, routes, links, waiting, sums. */
import { describe, expect, it } from "vitest";
import { newAccountOf } from "./account";
import { backoffMs } from "./backoff";
import { sideNames, totals } from "./chart";
import { complete, sameName } from "./complete";
import { currencyOffered, isCurrency, likelyCurrency } from "./currency";
import { dateStyle } from "./date";
import { linkAfter } from "./link";
import { numberStyle } from "./money";
import { oneAtATime } from "./once";
import { parseRoute, routeHash, type Route } from "./route";
import { atEnd, scrollFor, visible } from "./window";

describe("the window over a long list", () => {
  const view = { scrollTop: 280, height: 280, rowHeight: 28, total: 1000 };

  it("draws the rows in view and some to spare", () => {
    expect(visible(view, 2)).toEqual({ first: 8, end: 22 });
    expect(visible({ ...view, scrollTop: 0 }, 5)).toEqual({ first: 0, end: 15 });
    expect(visible({ ...view, total: 0 }, 5)).toEqual({ first: 0, end: 0 });
  });

  it("scrolls no more than it takes to show a row below the header", () => {
    expect(scrollFor(12, view, 28)).toBe(280);
    expect(scrollFor(3, view, 28)).toBe(84);
    expect(scrollFor(30, view, 28)).toBe(31 * 28 - 252);
  });

  it("knows when it is at the end", () => {
    expect(atEnd({ ...view, scrollTop: 1000 * 28 - 252 }, 28)).toBe(true);
    expect(atEnd(view, 28)).toBe(false);
  });
});

describe("completion", () => {
  const names = ["Groceries", "Gifts", "Eating: groups", "Café Grün", "Big grocer"];

  it("ranks a prefix before a word before the middle", () => {
    expect(complete("gr", names, 9)).toEqual(["Groceries", "Eating: groups", "Café Grün", "Big grocer"]);
    expect(complete("oce", names, 9)).toEqual(["Groceries", "Big grocer"]);
    expect(complete("gifts", ["Gifts given", "Gifts"], 1)).toEqual(["Gifts"]);
  });

  it("does not mind case or accents", () => {
    expect(complete("CAFE GRUN", names, 9)).toEqual(["Café Grün"]);
    expect(sameName(" gifts", "Gifts")).toBe(true);
  });
});

it("every address comes back as the place it was made of", () => {
  const places: Route[] = [{ view: "start" }, { view: "import" }, { view: "sessions" }, { view: "account", id: 12 }, { view: "payees", id: 7 }, { view: "account", id: 12, item: 345 }];
  for (const place of places) expect(parseRoute(routeHash(place))).toEqual(place);
  expect(parseRoute("#nonsense/at/all")).toEqual({ view: "start" });
});

it("a goodbye stays a goodbye until the program is back", () => {
  expect(linkAfter(linkAfter("open", "bye"), "lost")).toBe("closed");
  expect(linkAfter("closed", "open")).toBe("open");
  expect(linkAfter("open", "lost")).toBe("lost");
  expect(linkAfter("closed", "locked")).toBe("locked");
  expect(linkAfter("open", "signed_out")).toBe("signed_out");
  expect(linkAfter("signed_out", "tabs")).toBe("signed_out");
  expect(linkAfter("open", "status")).toBe("open");
});

it("waits between half a second and nine tenths, longer each time", () => {
  for (const chance of [0, 0.5, 1]) {
    for (let attempt = 0; attempt < 20; attempt++) expect(backoffMs(attempt, chance)).toBeGreaterThanOrEqual(500);
    expect(backoffMs(100, chance)).toBeLessThanOrEqual(900);
  }
  expect(backoffMs(1, 1)).toBeGreaterThan(backoffMs(0, 1));
});

it("runs once more, and only once more, for all who asked meanwhile", async () => {
  let runs = 0;
  const gates: (() => void)[] = [];
  const run = oneAtATime(() => new Promise((resolve) => { runs++; gates.push(resolve); }));
  const all = [run(), run(), run()];
  gates[0]?.();
  await Promise.resolve();
  await Promise.resolve();
  gates[1]?.();
  await Promise.all(all);
  expect(runs).toBe(2);
});

it("sums each currency for itself", () => {
  const account = (id: number, currency: string, balance: number) => ({ id, name: `A${id}`, kind: "asset" as const, currency, decimals: 2, balance, entered_balance: balance, cleared_balance: 0, rows: 0, closed: false, note: "", subkind: "", group: "", order: 0 });
  const book = [account(1, "USD", 5), account(2, "EUR", 7), account(3, "USD", -9), { ...account(4, "USD", 0), kind: "expense" as const }];
  expect(totals(book).map(({ currency, amount }) => [currency, amount])).toEqual([["USD", -4], ["EUR", 7]]);
  expect(totals([...book, { ...account(5, "USD", 1), entered_balance: 3 }])[0]).toMatchObject({ amount: -3, entered: -1 });
  expect(sideNames(book, account(1, "USD", 5))).toEqual(["A4", "[A3]"]);
});

it("writes what is owed as negative, and asks for a name and a currency", () => {
  const form = { name: "Card", kind: "liability" as const, subkind: "credit_card", group: " Cards ", note: "", currency: "usd", opening: "12.50", date: "3/1" };
  const made = newAccountOf(form, numberStyle("en-US"), dateStyle("en-US"), "2026-03-14");
  expect(made).toEqual({ ok: true, value: { name: "Card", kind: "liability", subkind: "credit_card", group: "Cards", note: "", currency: "USD", opening: { date: "2026-03-01", amount: -1250 } } });
  const empty = newAccountOf({ ...form, name: " ", currency: "dollar" }, numberStyle("en-US"), dateStyle("en-US"), "2026-03-14");
  expect(!empty.ok && Object.keys(empty.error)).toEqual(["name", "currency"]);
});

it("offers a new account the book's currency, and in an empty book the region's", () => {
  expect(currencyOffered("CHF", "de-DE")).toBe("CHF");
  expect(currencyOffered(undefined, "de-DE")).toBe("EUR");
  expect([isCurrency("EUR"), isCurrency("EU"), isCurrency("eur")]).toEqual([true, false, false]);
});

it("guesses the currency from the region of the language", () => {
  expect(["de-DE", "en-US", "en-GB", "de-CH", "fr", "ja"].map(likelyCurrency)).toEqual(["EUR", "USD", "GBP", "CHF", "EUR", "JPY"]);
});
