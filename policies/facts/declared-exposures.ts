import type { Model } from "../../schema/model/model.ts";
import { routePorts, routeTargets } from "../../schema/model/route-targets.ts";
import type { Exposure } from "./reachability/internet.ts";

/** The ports on which a public route declares a way in from the internet. None for what is no route's. */
export function declaredPorts({ spec }: Model, { item, through }: Exposure): readonly number[] {
  const route = through[0] === "routes" ? spec.routes[String(through[1])] : undefined;
  const leadsThere = route && item[0] === "services" && routeTargets(route).includes(String(item[1]));
  return leadsThere && route.scheme === "internet-facing" ? routePorts(route) : [];
}
