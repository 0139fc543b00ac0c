/** A waiting page tells nothing to a stranger, and is let in by the program that it knows. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { reentry } from "./reentry";

/** Of the page, and of the program. */
const KEY = "11".repeat(32);
const OWN = "55".repeat(32);
const KEPT = "66".repeat(32);
const PAGE = "22".repeat(32);
const NONCE = "33".repeat(32);
const signal = new AbortController().signal;

/** What came in at the address of the program: the request, and whether the browser's cookie went with it. */
interface Came {
  readonly url: string;
  readonly cookie: boolean;
  readonly body: string;
}
let came: Came[];
/** The key of who answers; null when nobody does. */
let answering: string | null;
/** What the page's proof was answered with. */
let entered: number;

async function code(key: string, text: string): Promise<string> {
  const bytes = (part: string) => new TextEncoder().encode(part);
  const imported = await crypto.subtle.importKey("raw", bytes(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Buffer.from(await crypto.subtle.sign("HMAC", imported, bytes(text))).toString("hex");
}

beforeEach(() => {
  came = [];
  answering = OWN;
  entered = 204;
  vi.stubGlobal("fetch", async (url: string, request: RequestInit = {}) => {
    if (url === "/reentry/key") return Response.json({ page: PAGE, key: KEY, own: OWN, kept: KEPT });
    came.push({ url, cookie: request.credentials !== "omit", body: String(request.body ?? "") });
    if (answering === null) throw new TypeError("refused");
    if (request.method === "POST") return new Response(null, { status: entered });
    const asked = new URL(url, "http://x").searchParams.get("nonce") ?? "";
    return Response.json({ nonce: NONCE, proof: await code(answering, `program:${asked}:${NONCE}`) });
  });
});
afterEach(() => void vi.unstubAllGlobals());

it("asks nothing before it has a key", async () => {
  expect(await reentry().ask(signal)).toBe("ours");
  expect(came).toEqual([]);
});

it("proves itself to who proved itself, and to nobody else", async () => {
  const way = reentry();
  await way.remember();
  expect(await way.ask(signal)).toBe("ours");
  const [question, back] = came;
  expect(question?.cookie).toBe(false);
  const asked = new URL(question?.url ?? "", "http://x").searchParams.get("nonce");
  expect(JSON.parse(back?.body ?? "")).toEqual({ page: PAGE, nonce: NONCE, proof: await code(KEY, `page:${asked}:${NONCE}`) });
});

it("sends a stranger one question without a cookie and without the key", async () => {
  const way = reentry();
  await way.remember();
  answering = "44".repeat(32);
  expect(await way.ask(signal)).toBe("stranger");
  expect(came).toHaveLength(1);
  expect(came[0]?.cookie).toBe(false);
  expect(came[0]?.url).not.toContain(KEY);
});

it("asks another nonce each time", async () => {
  const way = reentry();
  await way.remember();
  answering = null;
  expect(await way.ask(signal)).toBe("nobody");
  expect(await way.ask(signal)).toBe("nobody");
  expect(came[0]?.url).not.toBe(came[1]?.url);
});

it("knows the program also after it was signed out, and asks for a proof as before", async () => {
  const way = reentry();
  await way.remember();
  entered = 403;
  expect(await way.ask(signal)).toBe("ours");
  answering = "44".repeat(32);
  expect(await way.ask(signal)).toBe("stranger");
});

it("keeps the keys that it has where it gets no others", async () => {
  const way = reentry();
  expect(way.kept).toBeNull();
  expect(await way.remember()).toBe(true);
  expect(way.kept).toBe(KEPT);
  vi.stubGlobal("fetch", async () => new Response(null, { status: 401 }));
  expect(await way.remember()).toBe(false);
  expect(way.kept).toBe(KEPT);
  expect(await way.ask(signal)).toBe("stranger");
});
