/**
 * Where the page is, as the part of the address after `#`: `#/account/12`,
 * `#/history`, `#/payees/7`.
 *
 * Pure. Which names are views is known by `views.ts`; an address of another
 * shape is the start, never an error.
 */
export interface Route {
  /** "start", "account", or the name of a view. */
  readonly view: string;
  /** Of what the view is about: the account, the payee. */
  readonly id?: number;
}

export function parseRoute(hash: string): Route {
  const [, view, id] = /^#\/([a-z-]+)(?:\/(\d{1,15}))?$/.exec(hash) ?? [];
  if (view === undefined) return { view: "start" };
  return id === undefined ? { view } : { view, id: Number(id) };
}

export function routeHash({ view, id }: Route): string {
  if (view === "start") return "#/";
  return id === undefined ? `#/${view}` : `#/${view}/${id}`;
}
