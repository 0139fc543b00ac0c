/**
 * Where the page is, as the part of the address after `#`: `#/account/12`,
 * `#/account/12/345`, `#/history`, `#/payees/7`.
 *
 * Pure. Which names are views is known by `views.ts`; an address of another
 * shape is the start, never an error.
 */
export interface Route {
  /** "start", "account", or the name of a view. */
  readonly view: string;
  /** Of what the view is about: the account, the payee. */
  readonly id?: number;
  /** In a register: the transaction to show. */
  readonly row?: number;
}

export function parseRoute(hash: string): Route {
  const [, view, id, row] = /^#\/([a-z-]+)(?:\/(\d{1,15})(?:\/(\d{1,15}))?)?$/.exec(hash) ?? [];
  if (view === undefined) return { view: "start" };
  if (id === undefined) return { view };
  return row === undefined ? { view, id: Number(id) } : { view, id: Number(id), row: Number(row) };
}

export function routeHash({ view, id, row }: Route): string {
  if (view === "start") return "#/";
  return [`#/${view}`, id, row].filter((part) => part !== undefined).join("/");
}
