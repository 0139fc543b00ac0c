/** The answers of a server whose register has a million rows. Each row can be told from its index alone. */
import type { RegisterPage } from "../src/api/types";

export const MILLION = 1_000_000;

export function pageOf(url: string, total = MILLION): RegisterPage {
  const query = new URL(url).searchParams;
  const limit = Number(query.get("limit"));
  const offset = Number(query.get("offset") ?? total - limit);
  const rows = Array.from({ length: Math.min(limit, total - offset) }, (_, at) => {
    const index = offset + at;
    const date = new Date(Date.UTC(2000, 0, 1 + Math.floor(index / 120))).toISOString().slice(0, 10);
    return { transaction: index + 1, split: 0, index, tags: [], void: false, attachments: 0, imported: false, date, payee: `Payee ${index}`, category: "Food", memo: "", amount: -100, state: "uncleared" as const, balance: -100 * (index + 1) };
  });
  return { revision: 1, account: 1, total, offset, rows, not_understood: [] };
}
