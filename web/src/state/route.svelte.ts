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

  /** From the start to there, unless the address names something else by now of which the page has not been told yet. */
  leaveStart(route: Route): void {
    if (parseRoute(location.hash).view === "start") this.go(route);
  }
}

export const place = new Place();
