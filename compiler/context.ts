import type { Model } from "../schema/model/model.ts";
import { routeTargets } from "../schema/model/route-targets.ts";

/** The stacks in the order of deployment; each refers only to earlier ones. */
export const stackNames = [
  "network",
  "registry",
  "certificate",
  "data",
  "cluster",
  "identity",
  "platform",
  "workloads",
  "dns",
] as const;

/** A stack by its short name. */
export type StackName = (typeof stackNames)[number];

/** What every part of the compiler is given. */
export interface Context {
  readonly model: Model;
  /** The stem of every name: the system, and the environment if there is one. */
  readonly name: string;
  /** The region, e.g. `eu-west-1`. */
  readonly region: string;
  /** Which services use a service, by the name of the one that is used. */
  readonly callers: ReadonlyMap<string, readonly string[]>;
  /** Which routes lead to a service, by the service's name. */
  readonly routesTo: ReadonlyMap<string, readonly string[]>;
}

/** What the parts of the compiler share about a model, worked out once. */
export function createContext(model: Model): Context {
  const { services, routes } = model.spec;
  return {
    model,
    name: model.name,
    region: model.region,
    callers: inverse(services, ({ uses }) => Object.keys(uses)),
    routesTo: inverse(routes, routeTargets),
  };
}

/** For each target, the names of the items that have it among their targets. */
function inverse<Item>(
  items: Readonly<Record<string, Item>>,
  targetsOf: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const [name, item] of Object.entries(items))
    for (const target of new Set(targetsOf(item))) {
      const known = names.get(target);
      if (known) known.push(name);
      else names.set(target, [name]);
    }
  return names;
}
