/** What a register holds of its rows while the book changes under it. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { RegisterRow } from "../api/types";
import { Register } from "./register.svelte";

let ids: number[];
let asked: string[];
/** While it is set, an answer waits for it. */
let held: ((path: string) => Promise<void>) | undefined;

const row = (transaction: number): RegisterRow => ({ transaction, split: 0, index: transaction - 1, tags: [], void: false, imported: false, attachments: 0, date: "2026-01-01", category: "", memo: "", amount: 1, state: "uncleared", balance: transaction });

/** A server that holds one register. */
async function answer(path: string, request?: RequestInit): Promise<Response> {
  asked.push(path);
  await held?.(path);
  request?.signal?.throwIfAborted();
  const query = new URL(path, "http://server").searchParams;
  const limit = Number(query.get("limit"));
  const offset = Number(query.get("offset") ?? Math.max(0, ids.length - limit));
  return Response.json({ revision: 1, account: 3, total: ids.length, offset, rows: ids.slice(offset, offset + limit).map(row) });
}

beforeEach(() => {
  ids = Array.from({ length: 1000 }, (_, at) => at + 1);
  asked = [];
  held = undefined;
  vi.stubGlobal("fetch", answer);
});
afterEach(() => vi.unstubAllGlobals());

const settled = (register: Register, index: number): Promise<void> => vi.waitFor(() => expect(register.row(index)).toBeDefined());

it("opens at its end", async () => {
  const register = new Register(3);
  await register.refresh();
  expect(asked).toEqual(["/api/v1/accounts/3/register?limit=200"]);
  expect([register.total, register.row(999)?.transaction, register.row(799)]).toEqual([1000, 1000, undefined]);
});

it("reads what is scrolled to, and nothing twice", async () => {
  const register = new Register(3);
  await register.refresh();
  register.show({ first: 400, end: 430 });
  await settled(register, 429);
  expect(register.row(400)?.transaction).toBe(401);
  register.show({ first: 405, end: 430 });
  register.show({ first: 970, end: 1000 });
  expect(asked).toHaveLength(2);
});

it("keeps the chosen transaction chosen when a row comes in above it", async () => {
  const register = new Register(3);
  await register.refresh();
  register.show({ first: 970, end: 1000 });
  register.select(990);
  ids.splice(980, 0, 5000);
  await register.refresh();
  expect([register.cursor, register.row(register.cursor)?.transaction]).toEqual([991, 991]);
});

it("chooses the next row when the chosen one is deleted, and none in an empty register", async () => {
  const register = new Register(3);
  await register.refresh();
  register.show({ first: 970, end: 1000 });
  register.select(999);
  ids.pop();
  await register.refresh();
  expect(register.row(register.cursor)?.transaction).toBe(999);
  ids = [];
  await register.refresh();
  expect([register.total, register.cursor]).toEqual([0, -1]);
});

it("shows the old rows and the problem when reading fails", async () => {
  const register = new Register(3);
  await register.refresh();
  vi.stubGlobal("fetch", async () => Response.json({ title: "The book is busy" }, { status: 503 }));
  await register.refresh();
  expect(register.problem?.title).toBe("The book is busy");
  expect(register.row(999)?.transaction).toBe(1000);
});

it("reads ahead of the view on its way, before what comes is needed", async () => {
  const register = new Register(3);
  await register.refresh();
  register.show({ first: 500, end: 530 });
  await settled(register, 529);
  register.show({ first: 600, end: 630 });
  await settled(register, 700);
  register.show({ first: 400, end: 430 });
  await settled(register, 320);
  expect(register.row(600)).toBeDefined();
});

it("does not wait for rows that are out of view again", async () => {
  const register = new Register(3);
  await register.refresh();
  let pass = (): void => undefined;
  held = (path) => (path.includes("offset=80") ? new Promise((done) => (pass = done)) : Promise.resolve());
  register.show({ first: 100, end: 130 });
  register.show({ first: 500, end: 530 });
  pass();
  await settled(register, 529);
  expect(register.row(100)).toBeUndefined();
  expect(register.problem).toBeNull();
});
