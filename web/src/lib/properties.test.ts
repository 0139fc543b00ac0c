/** What an account's properties become when they are typed over. */
import { describe, expect, it } from "vitest";
import type { Account } from "../api/types";
import { dateStyle, type Iso } from "./date";
import { numberStyle } from "./money";
import { patchOf, propertiesOf } from "./properties";

const [numbers, dates, today] = [numberStyle("en-US"), dateStyle("en-US"), "2026-03-01" as Iso];
const visa: Account = { id: 1, name: "Visa", kind: "liability", currency: "USD", decimals: 2, balance: -30_390, entered_balance: -30_390, cleared_balance: 0, rows: 1, closed: false, note: "", subkind: "", group: "", order: 0 };

describe("the properties of an account", () => {
  const shown = propertiesOf(visa, { date: "2026-01-02", amount: -30_390 }, numbers, dates);

  it("show what is owed as a plain amount", () => {
    expect(shown).toMatchObject({ opening: "303.90", date: "01/02/2026" });
  });

  it("change only what was typed over", () => {
    expect(patchOf({ ...shown, group: " House " }, shown, visa, { numbers, dates, today })).toEqual({ ok: true, value: { group: "House" } });
    expect(patchOf({ ...shown, opening: "10" }, shown, visa, { numbers, dates, today })).toEqual({ ok: true, value: { opening: { date: "2026-01-02", amount: -1000 } } });
  });

  it("say what is wrong beside its field", () => {
    expect(patchOf({ ...shown, name: " ", opening: "x" }, shown, visa, { numbers, dates, today })).toMatchObject({ ok: false, error: { name: /name/, opening: /./ } });
  });
});
