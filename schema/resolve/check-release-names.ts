import type { SpecProblem } from "../finding.ts";
import type { SpecStore } from "../stores/store-shape.ts";
import { conflict, type DraftCheck } from "./draft.ts";
import { routeReleases } from "./route-releases.ts";

/** No service has the name of a Helm release that is made beside those of services. Nor has a store in the cluster. */
export const checkReleaseNames: DraftCheck = ({ spec }) => {
  const stores = Object.entries<SpecStore>(spec.stores).filter(([, { engine }]) => engine === "in-cluster");
  const namespaces = [...Object.values(spec.services), ...stores.map(([, store]) => store)].flatMap(
    ({ namespace = [] }) => namespace,
  );
  const taken = new Map([
    ...namespaces.map((namespace) => [`${namespace}-access`, `the namespace "${namespace}"`] as const),
    ...stores.flatMap(([name, { kind }]) =>
      kind === "postgres" ? [[`${name}-backups`, `the store "${name}"`] as const] : [],
    ),
    ...Object.keys(spec.routes).flatMap((route) =>
      routeReleases(spec, route).map((release) => [release, `the route "${route}"`] as const),
    ),
  ]);
  const running = [
    ...Object.keys(spec.services).map((name) => ["services", name] as const),
    ...stores.map(([name]) => ["stores", name] as const),
  ];
  return running.flatMap(([section, name]): readonly SpecProblem[] => {
    const other = taken.get(name);
    if (other === undefined) return [];
    const problem = conflict(
      [section, name],
      `"${name}" is the name of a release of ${other}`,
      `rename the ${section === "stores" ? "store" : "service"}`,
    );
    return [{ ...problem, atKey: true }];
  });
};
