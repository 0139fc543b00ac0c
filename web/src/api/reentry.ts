/**
 * How this page makes sure that it is still Counterfoil that answers, and finds its way back in.
 *
 * The program ends and starts again while a page waits, and anybody may take its port meanwhile.
 * So what a waiting page sends carries no cookie, and tells nothing, until who answers has proved
 * that it knows the key of this page. The key is in this page's memory and nowhere else.
 *
 * Source: HMAC with SHA-256 (RFC 2104), by Web Crypto.
 */

/** Who answers: the program, nobody, or somebody who does not know this page. */
export type Answerer = "ours" | "nobody" | "stranger";

export interface Reentry {
  /** Gets a key for this page, which is let in now. */
  remember(): Promise<void>;
  /** Forgets it: the user came in anew, and the cookie is good. */
  forget(): void;
  /** Asks who answers; of the program it gets this page the key of the present run. */
  ask(signal: AbortSignal): Promise<Answerer>;
}

/** Who does not answer such a small question for so long hangs. */
const PATIENCE_MS = 10_000;

const ADDRESS = "/reentry";

interface PageKey {
  readonly page: string;
  readonly key: CryptoKey;
}

export function reentry(): Reentry {
  let known: PageKey | null = null;

  async function remember(): Promise<void> {
    try {
      const response = await fetch(`${ADDRESS}/key`, { method: "POST", cache: "no-store" });
      if (!response.ok) return;
      const { page, key } = (await response.json()) as { page: string; key: string };
      known = { page, key: await crypto.subtle.importKey("raw", bytes(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]) };
    } catch {
      // Without a key the page is let in by its cookie, as long as this run lasts.
    }
  }

  async function ask(signal: AbortSignal): Promise<Answerer> {
    // A page that has never been in was loaded from the program just now.
    if (!known) return "ours";
    try {
      return await handshake(known, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
    } catch {
      return "nobody";
    }
  }

  return { remember, forget: () => void (known = null), ask };
}

async function handshake({ page, key }: PageKey, signal: AbortSignal): Promise<Answerer> {
  const asked = randomHex();
  const question = `${ADDRESS}?page=${page}&nonce=${asked}`;
  const response = await fetch(question, { credentials: "omit", cache: "no-store", redirect: "error", signal });
  if (!response.ok) return "stranger";
  const { nonce, proof } = (await response.json()) as { nonce?: string; proof?: string };
  if (typeof nonce !== "string" || proof !== (await sign(key, "program", asked, nonce))) return "stranger";
  const back = { page, nonce, proof: await sign(key, "page", asked, nonce) };
  const request = { method: "POST", body: JSON.stringify(back), headers: { "content-type": "application/json" } };
  const entered = await fetch(ADDRESS, { ...request, cache: "no-store", redirect: "error", signal });
  return entered.ok ? "ours" : "stranger";
}

/** What one side signs; which one stands in it, so that nobody can send back what he was sent. */
async function sign(key: CryptoKey, side: "program" | "page", asked: string, nonce: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(`${side}:${asked}:${nonce}`))));
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const hex = (code: Uint8Array): string => [...code].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const randomHex = (): string => hex(crypto.getRandomValues(new Uint8Array(32)));
