/**
 * Where the page is, as the part of the address after `#`.
 *
 * Pure. An address that names nothing is the start, never an error.
 */
export type Route = { readonly view: "start" | "import" | "sessions" } | { readonly view: "account"; readonly id: number };

export function parseRoute(hash: string): Route {
  const account = /^#\/account\/(\d+)$/.exec(hash);
  if (account) return { view: "account", id: Number(account[1]) };
  return { view: hash === "#/import" ? "import" : hash === "#/sessions" ? "sessions" : "start" };
}

export function routeHash(route: Route): string {
  if (route.view === "account") return `#/account/${route.id}`;
  return route.view === "start" ? "#/" : `#/${route.view}`;
}
