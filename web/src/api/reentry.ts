/**
 * How this page makes sure that it is still Counterfoil that answers, and finds its way back in.
 *
 * The program ends and starts again while a page waits, and anybody may take its port meanwhile.
 * So what a waiting page sends carries no cookie, and tells nothing, until who answers has proved
 * that it knows this page. The keys are in this page's memory and nowhere else, and are never
 * forgotten: whoever wakes a waiting page, and why ever it waits, a proof is asked for.
 *
 * Source: HMAC with SHA-256 (RFC 2104), by Web Crypto.
 */
import { hex } from "../lib/hex";

/** Who answers: the program, nobody, or somebody who does not know this page. */
export type Answerer = "ours" | "nobody" | "stranger";

export interface Reentry {
  /** By which what is kept in the browser is sealed; null before there are keys. */
  readonly kept: string | null;
  /** Gets the keys of this page, which is let in now; false where there are none. */
  remember(signal?: AbortSignal): Promise<boolean>;
  /** Asks who answers; of the program it gets this page the cookie of the present run, unless it was signed out. */
  ask(signal: AbortSignal): Promise<Answerer>;
}

/** Who does not answer such a small question for so long hangs. */
const PATIENCE_MS = 10_000;

const ADDRESS = "/reentry";

interface PageKeys {
  readonly page: string;
  /** By which this page proves that it was let in. */
  readonly key: CryptoKey;
  /** By which the program proves who it is. */
  readonly own: CryptoKey;
  readonly kept: string;
}

export function reentry(): Reentry {
  let known: PageKeys | null = null;

  async function remember(signal?: AbortSignal): Promise<boolean> {
    try {
      const response = await fetch(`${ADDRESS}/key`, { method: "POST", cache: "no-store", ...(signal && { signal }) });
      if (!response.ok) return false;
      const { page, key, own, kept } = (await response.json()) as Record<"page" | "key" | "own" | "kept", string>;
      known = { page, key: await signing(key), own: await signing(own), kept };
      return true;
    } catch {
      return false;
    }
  }

  async function ask(signal: AbortSignal): Promise<Answerer> {
    // A page that has never been in was loaded from the program just now: it shows nothing before it has its keys.
    if (!known) return "ours";
    try {
      return await handshake(known, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
    } catch {
      return "nobody";
    }
  }

  return {
    remember,
    ask,
    get kept() {
      return known?.kept ?? null;
    },
  };
}

async function handshake({ page, key, own }: PageKeys, signal: AbortSignal): Promise<Answerer> {
  const asked = randomHex();
  const question = `${ADDRESS}?page=${page}&nonce=${asked}`;
  const response = await fetch(question, { credentials: "omit", cache: "no-store", redirect: "error", signal });
  if (!response.ok) return "stranger";
  const { nonce, proof } = (await response.json()) as { nonce?: string; proof?: string };
  if (typeof nonce !== "string" || proof !== (await sign(own, "program", asked, nonce))) return "stranger";
  const back = { page, nonce, proof: await sign(key, "page", asked, nonce) };
  const request = { method: "POST", body: JSON.stringify(back), headers: { "content-type": "application/json" } };
  // Refused, it was signed out: the program answers all the same, and the user may have come in anew.
  await fetch(ADDRESS, { ...request, cache: "no-store", redirect: "error", signal });
  return "ours";
}

/** What one side signs; which one stands in it, so that nobody can send back what he was sent. */
async function sign(key: CryptoKey, side: "program" | "page", asked: string, nonce: string): Promise<string> {
  return hex(new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(`${side}:${asked}:${nonce}`))));
}

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const signing = (key: string): Promise<CryptoKey> => crypto.subtle.importKey("raw", bytes(key), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
const randomHex = (): string => hex(crypto.getRandomValues(new Uint8Array(32)));
