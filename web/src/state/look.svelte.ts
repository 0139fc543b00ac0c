/**
 * How the page looks, as the person chose it: remembered in the book.
 *
 * The theme is also kept in the browser, so that the page is drawn in it before
 * the book is read. It touches nothing but the root element.
 */
import { tracks, type ColumnChoice } from "../lib/columns";
import { preferences } from "./preferences.svelte";

export type Theme = "system" | "light" | "dark";
export const themes: readonly Theme[] = ["system", "light", "dark"];
const KEPT = "counterfoil.theme";

const themeOf = (value: unknown): Theme => themes.find((theme) => theme === value) ?? "system";

class Look {
  get theme(): Theme {
    return themeOf(preferences.get<unknown>("look.theme", localStorage.getItem(KEPT)));
  }

  set theme(theme: Theme) {
    preferences.set("look.theme", theme);
  }

  get roomy(): boolean {
    return preferences.get<unknown>("look.density", "") === "roomy";
  }

  set roomy(on: boolean) {
    preferences.set("look.density", on ? "roomy" : "compact");
  }

  /** CSS pixels of one row. */
  get rowHeight(): number {
    return this.roomy ? 36 : 28;
  }

  get columns(): ColumnChoice {
    return preferences.get<ColumnChoice | null>("register.columns", null) ?? {};
  }

  set columns(choice: ColumnChoice) {
    preferences.set("register.columns", choice);
  }

  get tracks(): string {
    return tracks(this.columns);
  }

  /** Draws the page in the theme. */
  apply(): void {
    localStorage.setItem(KEPT, this.theme);
    document.documentElement.dataset.theme = this.theme;
  }
}

export const look = new Look();
