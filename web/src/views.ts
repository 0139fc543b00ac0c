/**
 * The views of the page: one line each. A new one is a folder in `views/` and
 * a line here; its address, its title and its way in follow from that.
 *
 * Shows nothing itself. The register is no view of this table: there is one
 * for each account, and the accounts are their own way in.
 */
import type { Component } from "svelte";
import type { IconName } from "./components/Icon.svelte";
import Accounts from "./views/accounts/Accounts.svelte";
import Categories from "./views/categories/Categories.svelte";
import Changes from "./views/history/Changes.svelte";
import Cheques from "./views/cheques/Cheques.svelte";
import Export from "./views/export/Export.svelte";
import Import from "./views/import/Import.svelte";
import Payees from "./views/names/Payees.svelte";
import Schedules from "./views/schedules/Schedules.svelte";
import Reconcile from "./views/reconcile/Reconcile.svelte";
import Statement from "./views/statement/Statement.svelte";
import Imports from "./views/imports/Imports.svelte";
import Sessions from "./views/program/Sessions.svelte";
import Tags from "./views/tags/Tags.svelte";

export interface View {
  /** In the address, as `#/name`. */
  readonly name: string;
  readonly title: string;
  readonly icon: IconName;
  /** Its root takes what height there is and scrolls by itself. */
  readonly component: Component;
  /** Listed below the accounts; otherwise it is reached from elsewhere. */
  readonly listed: boolean;
}

export const views: readonly View[] = [
  { name: "accounts", title: "Accounts", icon: "book", component: Accounts, listed: true },
  { name: "categories", title: "Categories", icon: "tree", component: Categories, listed: true },
  { name: "payees", title: "Payees", icon: "person", component: Payees, listed: true },
  { name: "cheques", title: "Cheques", icon: "cheque", component: Cheques, listed: true },
  { name: "schedules", title: "Schedules", icon: "again", component: Schedules, listed: true },
  { name: "tags", title: "Tags", icon: "tag", component: Tags, listed: true },
  { name: "history", title: "History", icon: "history", component: Changes, listed: true },
  { name: "import", title: "Import", icon: "bank", component: Import, listed: false },
  { name: "imports", title: "Imports", icon: "bank", component: Imports, listed: true },
  { name: "export", title: "Export", icon: "out", component: Export, listed: true },
  { name: "reconcile", title: "Reconcile", icon: "bank", component: Reconcile, listed: false },
  { name: "statement", title: "Statement", icon: "bank", component: Statement, listed: false },
  { name: "sessions", title: "Browsers", icon: "dots", component: Sessions, listed: false },
];

export const viewNamed = (name: string): View | undefined => views.find((view) => view.name === name);
