import type { SpecProblem } from "../finding.ts";
import { conflict, type DraftCheck } from "./draft.ts";
import { routeReleases } from "./route-releases.ts";

/** No service has the name of a Helm release that is made beside those of services. */
export const checkReleaseNames: DraftCheck = ({ spec }) => {
  const namespaces = Object.values(spec.services).map(({ namespace }) => namespace);
  const taken = new Map([
    ...namespaces.map((namespace) => [`${namespace}-access`, `the namespace "${namespace}"`] as const),
    ...Object.keys(spec.routes).flatMap((route) =>
      routeReleases(spec, route).map((release) => [release, `the route "${route}"`] as const),
    ),
  ]);
  return Object.keys(spec.services).flatMap((name): readonly SpecProblem[] => {
    const other = taken.get(name);
    if (other === undefined) return [];
    const problem = conflict(
      ["services", name],
      `"${name}" is the name of a release of ${other}`,
      "rename the service",
    );
    return [{ ...problem, atKey: true }];
  });
};
