/**
 * Files that were opened from outside of a page, by a double click: they wait
 * in the program until a page takes them.
 *
 * Shows nothing and remembers nothing.
 */
import type { HandedFiles } from "./types";

const ROOT = "/api/v1/imports/handed";

/** All that wait, as if they had been dropped on this page. What another page was faster to take, or cannot be had, is left out. */
export async function takeHanded(): Promise<readonly File[]> {
  try {
    const response = await fetch(ROOT, { cache: "no-store" });
    if (!response.ok) return [];
    const { files } = (await response.json()) as HandedFiles;
    const taken: File[] = [];
    for (const { id, name } of files) {
      const bytes = await fetch(`${ROOT}/${id}`, { method: "DELETE" });
      if (bytes.ok) taken.push(new File([await bytes.blob()], name));
    }
    return taken;
  } catch {
    // The program does not answer: the page says so by itself.
    return [];
  }
}
