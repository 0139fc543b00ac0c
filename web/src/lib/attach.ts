/**
 * Files that are attached to rows: which are dragged, and which are taken.
 *
 * Pure. What a file is in truth is for the server to say.
 */
import type { Attachment } from "../api/types";

/** The largest file that is attached, in bytes. */
export const LARGEST = 25 * 1024 * 1024;

/** Whether what is dragged belongs to a row, by its media types: a bank file is none of these. */
export const areReceipts = (types: readonly string[]): boolean =>
  types.length > 0 && types.every((type) => type === "application/pdf" || type.startsWith("image/"));

/** Why a file is not sent, in a sentence; none where it is. */
export function notTaken(file: { readonly name: string; readonly size: number }): string | null {
  if (file.size === 0) return `${file.name} is empty: it was not attached.`;
  if (file.size > LARGEST) return `${file.name} is larger than 25 MB: it was not attached. Make it smaller, as by a lower resolution.`;
  return null;
}

export const sizeInWords = (bytes: number): string =>
  bytes < 1024 ? `${bytes} bytes` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

export const filesInWords = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

/** What it is called in a list: "PDF, 120 kB". */
export function described({ kind, size, is_kept }: Pick<Attachment, "kind" | "size" | "is_kept">): string {
  const what = { image: "Picture", pdf: "PDF", file: "File" }[kind];
  return is_kept ? `${what}, ${sizeInWords(size)}` : `${what}, let go of after it had been removed`;
}
