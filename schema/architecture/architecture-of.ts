import { compareText, type SpecPath } from "../finding.ts";
import type { ResourceGraph } from "../graph/graph.ts";
import type { Address } from "../graph/value.ts";
import type { Model } from "../model/model.ts";
import { formatSpecPath } from "../spec-path.ts";
import type { Architecture, FromSpec } from "./architecture.ts";
import { drawGroups } from "./groups.ts";
import { drawPlatform } from "./platform-things.ts";
import { drawServices } from "./service-things.ts";
import { drawStores } from "./store-things.ts";
import { drawWays } from "./ways.ts";

/** A system as people would draw it, from its resolved spec, with what each part becomes from its graph. */
export function architectureOf(model: Model, graph: ResourceGraph): Architecture {
  const { spec, source, name } = model;
  const placed = <Item extends Pick<FromSpec, "path">>(item: Item) => ({
    ...item,
    range: source.locateKey(model.sourcePath(item.path)),
  });
  const things = [...drawPlatform(model), ...drawServices(spec), ...drawStores(spec)];
  const groups = drawGroups(model);
  const resources = resourcesByPath(graph, new Set([...things, ...groups].map(({ path }) => formatSpecPath(path))));
  const shared = new Set<string>();
  // What a part of the spec becomes is shown once, with the first that stands for the part.
  const resourcesOf = (path: SpecPath): readonly Address[] => {
    const key = formatSpecPath(path);
    if (shared.has(key)) return [];
    shared.add(key);
    return resources.get(key) ?? [];
  };
  return {
    name,
    things: things.map((thing) => ({ ...placed(thing), resources: resourcesOf(thing.path) })),
    groups: groups.map((group) => ({ ...placed(group), resources: resourcesOf(group.path) })),
    ways: drawWays(spec).map(placed),
    resources: resources.get("") ?? [],
  };
}

/** The addresses of what each path asked for, itself or below it, each with the deepest; others under no path. */
function resourcesByPath(graph: ResourceGraph, paths: ReadonlySet<string>): ReadonlyMap<string, readonly Address[]> {
  const found = new Map<string, Address[]>();
  for (const { address, origin } of graph.nodes) {
    const above = origin.map((_, index) => formatSpecPath(origin.slice(0, origin.length - index)));
    const path = above.find((each) => paths.has(each)) ?? "";
    const own = found.get(path);
    if (own) own.push(address);
    else found.set(path, [address]);
  }
  for (const own of found.values()) own.sort(compareText);
  return found;
}
