/**
 * A text that only who has the key can read, and that nobody else can make.
 *
 * It never says why a text cannot be opened, and keeps nothing.
 *
 * Source: AES-GCM (NIST SP 800-38D) with a number of its own for each text, by Web Crypto.
 */
import { hex, unhex } from "./hex";

export interface Seal {
  shut(text: string): Promise<string>;
  /** Null for what was not shut with this key. */
  open(shut: string): Promise<string | null>;
}

const NUMBER_BYTES = 12;
const cipher = (iv: Uint8Array<ArrayBuffer>): AesGcmParams => ({ name: "AES-GCM", iv });

/** `key` is 64 hexadecimal digits. */
export async function sealBy(key: string): Promise<Seal> {
  const known = await crypto.subtle.importKey("raw", unhex(key), "AES-GCM", false, ["encrypt", "decrypt"]);
  return {
    async shut(text) {
      const number = crypto.getRandomValues(new Uint8Array(NUMBER_BYTES));
      const shut = await crypto.subtle.encrypt(cipher(number), known, new TextEncoder().encode(text));
      return hex(number) + hex(new Uint8Array(shut));
    },
    async open(shut) {
      const all = unhex(shut);
      try {
        return new TextDecoder().decode(await crypto.subtle.decrypt(cipher(all.subarray(0, NUMBER_BYTES)), known, all.subarray(NUMBER_BYTES)));
      } catch {
        return null;
      }
    },
  };
}
