/** Other orders of a register. */
import { expect, it } from "vitest";
import { isSortable, nextOrder, orderWords } from "./order";

it("a column sorts one way, then the other, then by date again", () => {
  const first = nextOrder("payee", null);
  const second = nextOrder("payee", first);
  expect([first, second, nextOrder("payee", second)]).toEqual([{ by: "payee", descending: false }, { by: "payee", descending: true }, null]);
  expect(nextOrder("payment", second)).toEqual({ by: "payment", descending: true });
  expect(nextOrder("date", nextOrder("date", null))).toBeNull();
});

it("a balance is no order", () => {
  expect(isSortable("balance")).toBe(false);
  expect(isSortable("payment")).toBe(true);
  expect(isSortable("tags")).toBe(true);
});

it("is said in words", () => {
  expect(orderWords({ by: "payment", descending: true })).toBe("by payment, largest first");
  expect(orderWords({ by: "payee", descending: true })).toBe("by payee, backwards");
  expect(orderWords({ by: "date", descending: true })).toBe("the newest first");
});
