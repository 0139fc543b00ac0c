/** Searches with a name, remembered in the book, the newest last. Finds nothing itself. */
import { preferences } from "./preferences.svelte";

export interface SavedSearch {
  readonly name: string;
  readonly text: string;
}

const KEY = "register.searches";

class Searches {
  get list(): readonly SavedSearch[] {
    const kept = preferences.get<unknown>(KEY, []);
    return Array.isArray(kept) ? (kept as SavedSearch[]) : [];
  }

  /** Remembers what is looked for under a name; another search of this name gives way. */
  save(name: string, text: string): void {
    preferences.set(KEY, [...this.list.filter((search) => search.name !== name), { name, text }]);
  }

  forget(name: string): void {
    preferences.set(KEY, this.list.filter((search) => search.name !== name));
  }
}

export const searches = new Searches();
