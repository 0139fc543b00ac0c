/**
 * Whether a chosen file can be sent at all: small enough, and still as it was when it was chosen.
 *
 * It reads one byte at most; what is in the file is the server's to say.
 */
import type { Problem } from "../api/types";

/** The server takes no larger file (`LARGEST_FILE`). */
export const LARGEST_FILE_BYTES = 512 * 1024 * 1024;

/** Nor a larger book (`LARGEST_BOOK`). */
export const LARGEST_BOOK_BYTES = 1024 * 1024 * 1024;

export type Sendable = Pick<Blob, "size" | "slice">;

/** What a whole book says of itself, somewhere in it. */
const BOOK = '"counterfoil-book"';

/** Whether the file is a whole book and not one of a bank: JSON that says so. */
export async function isBook(file: Pick<Blob, "size" | "slice" | "text">): Promise<boolean> {
  const head = await file.slice(0, 4096).text();
  if (!head.replace(/^\uFEFF/, "").trimStart().startsWith("{")) return false;
  if (head.includes(BOOK)) return true;
  return file.size <= LARGEST_FILE_BYTES && (await file.text()).includes(BOOK);
}

const problem = (code: string, title: string, advice: string): Problem => ({
  type: `urn:counterfoil:problem:${code}`,
  title,
  detail: "Nothing was imported.",
  advice,
  status: 0,
});

/** What keeps the file from being sent; null where nothing does. Browsers refuse to read a file that changed since. */
export async function hindrance(file: Sendable, most = LARGEST_FILE_BYTES): Promise<Problem | null> {
  if (file.size > most) {
    const size = `the file has ${Math.round(file.size / 1024 / 1024)} MB, and ${most / 1024 / 1024} MB is the most that is read`;
    return problem("file-too-large", size, "Export a shorter period at your bank, one file after the other.");
  }
  try {
    await file.slice(Math.max(0, file.size - 1)).arrayBuffer();
    return null;
  } catch {
    return problem("file-changed", "the file was changed, moved or deleted while it was read", "Choose the file again.");
  }
}
