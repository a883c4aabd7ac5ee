import type { SpecPath } from "../finding.ts";
import type { Spec } from "../language/system.ts";
import type { LockFile } from "../lock/lock-language.ts";
import type { NodePool, ResolvedSpec, Secret, Service } from "../model/model.ts";
import { gpuTaint, hasGpus } from "../model/node-pool.ts";
import { isJob, jobDefaults } from "../model/workload.ts";
import { awsTargets } from "../uses/registry.ts";
import { fillProbes, fillResources, servicePort } from "./fill-container.ts";
import { fillStore } from "./fill-store.ts";
import { fillVersions } from "./fill-versions.ts";
import type { Origins } from "./origins.ts";
import { mapValues, sortKeys } from "./plain-data.ts";
import { usualNamespace } from "./usual-namespace.ts";

type SpecNodePool = Spec["cluster"]["nodePools"][string];
type SpecService = Spec["services"][string];

/**
 * Fills in what the language cannot say as a fixed default, because it depends on another part of the spec.
 * Each such value is recorded with the name of its rule. The keys of every map come out in one order.
 */
export function fillSpec(
  spec: Spec,
  network: ResolvedSpec["network"],
  {
    name,
    origins,
    locked,
  }: { readonly name: string; readonly origins: Origins; readonly locked: LockFile | undefined },
): ResolvedSpec {
  const { environments: _, ...sections } = spec;
  const { derive } = origins;
  const versions = fillVersions(spec, { name, origins, locked });
  return sortKeys({
    ...sections,
    description: spec.description ?? derive(["description"], "the system's name", `The system ${spec.system}`),
    network,
    cluster: {
      ...spec.cluster,
      ...versions,
      name: spec.cluster.name ?? derive(["cluster", "name"], "the system's name and environment", name),
      nodePools: mapValues(spec.cluster.nodePools, (pool, key) =>
        fillNodePool(pool, ["cluster", "nodePools", key], origins),
      ),
    },
    stores: mapValues(spec.stores, (store, key) => fillStore(store, spec, ["stores", key], origins)),
    services: mapValues(spec.services, (service, key) => fillService(service, spec, ["services", key], origins)),
    secrets: mapValues(spec.secrets, (secret, key) => fillSecret(secret, key, { name, origins })),
  } as ResolvedSpec);
}

function fillNodePool(pool: SpecNodePool, path: SpecPath, { derive }: Origins): NodePool {
  const desired = pool.size.desired ?? derive([...path, "size", "desired"], "the pool's fewest nodes", pool.size.min);
  return { ...pool, size: { ...pool.size, desired }, taints: pool.taints ?? fewTaints(pool, path, derive) };
}

/** GPUs are dear: what does not ask for one stays away. */
function fewTaints(pool: SpecNodePool, path: SpecPath, derive: Origins["derive"]): NodePool["taints"] {
  return hasGpus(pool)
    ? derive([...path, "taints"], "the taint of nodes with GPUs", [gpuTaint])
    : derive([...path, "taints"], "no taint of nodes without GPUs", []);
}

function fillSecret(
  secret: Spec["secrets"][string],
  key: string,
  { name, origins }: { readonly name: string; readonly origins: Origins },
): Secret {
  const path = ["secrets", key];
  // A rename changes no name in Secrets Manager.
  const firstKey = secret.renamedFrom ?? key;
  return {
    name:
      secret.name ??
      origins.derive([...path, "name"], "the system's name and environment, and the key", `${name}/${firstKey}`),
    description:
      secret.description ??
      origins.derive([...path, "description"], "the key and the system's name", `Secret ${firstKey} of ${name}`),
    ...(secret.renamedFrom !== undefined && { renamedFrom: secret.renamedFrom }),
  };
}

function fillService(service: SpecService, spec: Spec, path: SpecPath, origins: Origins): Service {
  const { derive } = origins;
  const { system, cluster } = spec;
  const { resources, replicas, scale } = service;
  const fixed = replicas ?? (scale || isJob(service) ? undefined : fewPods(service, path, origins));
  return {
    ...service,
    ...(isJob(service) && fillJob(service, path, origins)),
    namespace: service.namespace ?? derive([...path, "namespace"], ...usualNamespace(system, cluster)),
    identity: service.identity === "inherit" ? usualIdentity(service, spec, path, origins) : service.identity,
    ...(fixed !== undefined && { replicas: fixed }),
    probes: fillProbes(service, path, origins),
    resources: fillResources(resources, path, origins),
    init: mapValues(service.init, (container, key) => ({
      ...container,
      resources: fillResources(container.resources, [...path, "init", key], origins),
    })),
    sidecars: mapValues(service.sidecars, (container, key) => ({
      ...container,
      probes: fillProbes(container, [...path, "sidecars", key], origins),
      resources: fillResources(container.resources, [...path, "sidecars", key], origins),
    })),
    ...(service.metrics && {
      metrics: {
        ...service.metrics,
        port: service.metrics.port ?? servicePort(service.port, [...path, "metrics"], origins),
      },
    }),
  } as Service;
}

/** None where nothing needs it: a role that nobody uses is one more that can be misused. */
function usualIdentity({ uses }: SpecService, spec: Spec, path: SpecPath, { derive }: Origins): Service["identity"] {
  const at = [...path, "identity"];
  return awsTargets(spec, uses).length === 0
    ? derive(at, "nothing that is used needs one", "none")
    : derive(at, "the cluster's kind of identity", spec.cluster.identity);
}

function fewPods({ stateful }: SpecService, path: SpecPath, { derive }: Origins): number {
  return stateful
    ? derive([...path, "replicas"], "one pod of a stateful service", 1)
    : derive([...path, "replicas"], "two pods without a scale", 2);
}

function fillJob(service: SpecService, path: SpecPath, { derive }: Origins): Pick<Service, "timeout" | "retries"> {
  return {
    timeout: service.timeout ?? derive([...path, "timeout"], "an hour for a job", jobDefaults.timeout),
    retries: service.retries ?? derive([...path, "retries"], "two retries for a job", jobDefaults.retries),
  };
}
