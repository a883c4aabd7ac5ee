import type { SpecFinding, SpecProblem } from "../finding.ts";
import type { Spec } from "../language/system.ts";
import type { Lock } from "../lock/lock.ts";
import type { Model } from "../model/model.ts";
import { suggest } from "../parse/did-you-mean.ts";
import { parseSpecValue } from "../parse/parse-spec.ts";
import { placeProblems } from "../source/place-problem.ts";
import type { Source } from "../source/source.ts";
import { checkAddons } from "./check-addons.ts";
import { checkCacheStores } from "./check-cache-stores.ts";
import { checkCidrs } from "./check-cidrs.ts";
import { checkCluster } from "./check-cluster.ts";
import { checkData } from "./check-data.ts";
import { checkHelpers } from "./check-helpers.ts";
import { checkHosts } from "./check-hosts.ts";
import { checkIdentity } from "./check-identity.ts";
import { checkInClusterStores } from "./check-in-cluster-stores.ts";
import { checkLock } from "./check-lock.ts";
import { checkManagedStores } from "./check-managed-stores.ts";
import { checkMounts } from "./check-mounts.ts";
import { checkNameLengths } from "./check-name-lengths.ts";
import { checkNamespaces } from "./check-namespaces.ts";
import { checkNat } from "./check-nat.ts";
import { checkNetwork } from "./check-network.ts";
import { checkPlacement } from "./check-placement.ts";
import { checkProbes } from "./check-probes.ts";
import { checkReferences } from "./check-references.ts";
import { checkRegion } from "./check-region.ts";
import { checkReleaseNames } from "./check-release-names.ts";
import { checkRenames } from "./check-renames.ts";
import { checkRouteZones } from "./check-route-zones.ts";
import { checkRoutes } from "./check-routes.ts";
import { checkServices } from "./check-services.ts";
import { checkStores } from "./check-stores.ts";
import { checkUserPools } from "./check-user-pools.ts";
import { checkWorkloads } from "./check-workloads.ts";
import type { Draft, DraftCheck } from "./draft.ts";
import { fillSpec } from "./fill-spec.ts";
import { type Layers, layersOf } from "./layers.ts";
import { recordOrigins } from "./origins.ts";
import { resolveNetwork } from "./resolve-network.ts";

interface Resolution {
  readonly model?: Model;
  readonly findings: readonly SpecFinding[];
}

/**
 * Makes the model of a spec in one environment: overlay merged, defaults filled in, every reference known to exist.
 * Without an environment the spec stands as it is. A spec whose parts do not fit together gives all the reasons
 * and no model. What the spec leaves open is taken from the lock beside it, if there is one. The order of keys in the file makes no difference.
 */
export function resolveSpec(source: Source, spec: Spec, environment?: string, lock?: Lock): Resolution {
  if (environment !== undefined && !Object.hasOwn(spec.environments, environment))
    return { findings: placeProblems(source, [unknownEnvironment(environment, Object.keys(spec.environments))]) };
  const layers = layersOf(source.value, environment);
  // An overlay can remove what must be there, or add a map that is not whole; only the merged spec shows it.
  const merged = environment === undefined ? { spec, problems: [] } : parseSpecValue(layers.merged);
  if (!merged.spec) return { findings: placeProblems(source, merged.problems, layers.pathInFile) };
  return resolveMerged(source, merged.spec, layers, lock);
}

/** What must hold between the parts of a spec, one concern a file. */
const draftChecks: readonly DraftCheck[] = [
  checkRegion,
  checkNetwork,
  checkNat,
  checkCidrs,
  checkCluster,
  checkPlacement,
  checkAddons,
  checkNamespaces,
  checkLock,
  checkServices,
  checkWorkloads,
  checkProbes,
  checkMounts,
  checkHelpers,
  checkIdentity,
  checkReferences,
  checkRenames,
  checkRoutes,
  checkHosts,
  checkRouteZones,
  checkStores,
  checkManagedStores,
  checkCacheStores,
  checkInClusterStores,
  checkData,
  checkUserPools,
  checkNameLengths,
  checkReleaseNames,
];

function resolveMerged(source: Source, merged: Spec, layers: Layers, lock: Lock | undefined): Resolution {
  const { environment } = layers;
  const name = environment === undefined ? merged.system : `${merged.system}-${environment}`;
  const region = Object.keys(merged.regions)[0] ?? "";
  const origins = recordOrigins(layers);
  const { network, problems } = resolveNetwork({ spec: merged, region, origins, says: layers.says });
  const spec = fillSpec(merged, network, { name, origins, locked: lock?.locked });
  const says: Draft["says"] = (path) => ["spec", "overlay"].includes(origins.originOf(path).kind);
  const found: readonly SpecProblem[] = [
    ...problems,
    ...draftChecks.flatMap((check) => check({ spec, name, region, says, locked: lock?.locked })),
  ];
  if (found.length > 0) return { findings: placeProblems(source, found, origins.sourcePath) };
  const { originOf, sourcePath } = origins;
  return {
    model: {
      source,
      ...(lock && { lock }),
      ...(environment !== undefined && { environment }),
      name,
      region,
      spec,
      originOf,
      sourcePath,
    },
    findings: [],
  };
}

function unknownEnvironment(environment: string, known: readonly string[]): SpecProblem {
  return {
    code: "unknown-environment",
    path: ["environments"],
    message: `the spec has no environment "${environment}"`,
    help: suggest(environment, known, 'add it under "environments", or leave the environment out'),
  };
}
