/** Which view the address names, kept in step with the browser's own back and forward. */
import { parseRoute, routeHash, type Route } from "../lib/route";

class Place {
  route = $state.raw<Route>(parseRoute(location.hash));

  constructor() {
    addEventListener("hashchange", () => (this.route = parseRoute(location.hash)));
  }

  go(route: Route): void {
    location.hash = routeHash(route);
    this.route = route;
  }

  /** From this view to there, unless the address names another by now, of which the page may not have been told yet. */
  leave(view: string, route: Route): void {
    if (parseRoute(location.hash).view === view) this.go(route);
  }
}

export const place = new Place();
