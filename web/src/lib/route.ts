/**
 * Where the page is, as the part of the address after `#`: `#/account/12`,
 * `#/history`, `#/payees/7`, and `#/account/12/345` for a transaction in the register.
 *
 * Pure. Which names are views is known by `views.ts`; an address of another
 * shape is the start, never an error.
 */
export interface Route {
  /** "start", "account", or the name of a view. */
  readonly view: string;
  /** Of what the view is about: the account, the payee. */
  readonly id?: number;
  /** The thing in it to show first: the transaction in the register. */
  readonly item?: number;
}

export function parseRoute(hash: string): Route {
  const [, view, id, item] = /^#\/([a-z-]+)(?:\/(\d{1,15})(?:\/(\d{1,15}))?)?$/.exec(hash) ?? [];
  if (view === undefined) return { view: "start" };
  return { view, ...(id === undefined ? {} : { id: Number(id) }), ...(item === undefined ? {} : { item: Number(item) }) };
}

export function routeHash({ view, id, item }: Route): string {
  if (view === "start") return "#/";
  return `#/${[view, id, item].filter((part) => part !== undefined).join("/")}`;
}
