/** Bytes as hexadecimal digits, and back. Pure. */

export const hex = (code: Uint8Array): string => [...code].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** What is no pair of digits becomes some byte: who reads it finds that it does not fit. */
export const unhex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
