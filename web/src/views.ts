/**
 * The views of the page: one line each. A new one is a folder in `views/` and
 * a line here; its address, its title and its way in follow from that.
 *
 * Shows nothing itself. The register is no view of this table: there is one
 * for each account, and the accounts are their own way in.
 */
import type { Component } from "svelte";
import type { IconName } from "./components/Icon.svelte";

export interface View {
  /** In the address, as `#/name`. */
  readonly name: string;
  readonly title: string;
  readonly icon: IconName;
  /** Read when it is called up for the first time. Its root takes what height there is and scrolls by itself. */
  readonly load: () => Promise<{ default: Component }>;
  /** Listed below the accounts; otherwise it is reached from elsewhere. */
  readonly listed: boolean;
}

export const views: readonly View[] = [
  { name: "accounts", title: "Accounts", icon: "book", load: () => import("./views/accounts/Accounts.svelte"), listed: true },
  { name: "reports", title: "Reports", icon: "chart", load: () => import("./views/reports/Reports.svelte"), listed: true },
  { name: "budget", title: "Budget", icon: "plan", load: () => import("./views/budget/Budget.svelte"), listed: true },
  { name: "categories", title: "Categories", icon: "tree", load: () => import("./views/categories/Categories.svelte"), listed: true },
  { name: "payees", title: "Payees", icon: "person", load: () => import("./views/names/Payees.svelte"), listed: true },
  { name: "cheques", title: "Cheques", icon: "cheque", load: () => import("./views/cheques/Cheques.svelte"), listed: true },
  { name: "schedules", title: "Schedules", icon: "again", load: () => import("./views/schedules/Schedules.svelte"), listed: true },
  { name: "tags", title: "Tags", icon: "tag", load: () => import("./views/tags/Tags.svelte"), listed: true },
  { name: "history", title: "History", icon: "history", load: () => import("./views/history/Changes.svelte"), listed: true },
  { name: "import", title: "Import", icon: "bank", load: () => import("./views/import/Import.svelte"), listed: false },
  { name: "imports", title: "Imports", icon: "bank", load: () => import("./views/imports/Imports.svelte"), listed: true },
  { name: "export", title: "Export", icon: "out", load: () => import("./views/export/Export.svelte"), listed: true },
  { name: "backups", title: "Backups", icon: "stack", load: () => import("./views/backups/Backups.svelte"), listed: true },
  { name: "reconcile", title: "Reconcile", icon: "bank", load: () => import("./views/reconcile/Reconcile.svelte"), listed: false },
  { name: "statement", title: "Statement", icon: "bank", load: () => import("./views/statement/Statement.svelte"), listed: false },
  { name: "sessions", title: "Browsers", icon: "dots", load: () => import("./views/program/Sessions.svelte"), listed: false },
  { name: "about", title: "About", icon: "book", load: () => import("./views/about/About.svelte"), listed: false },
];

export const viewNamed = (name: string): View | undefined => views.find((view) => view.name === name);
