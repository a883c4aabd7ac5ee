import { compareText } from "../../schema/finding.ts";
import type { Service } from "../../schema/model/model.ts";

/** Where the pods of a service find the manifests of what they start. */
const directory = "/etc/groundplan/jobs";
const volume = "jobs";

type Uses = Pick<Service, "uses">;

/** The manifest of a Job of a service that runs on demand, as the pods that start it see it. */
export function jobFile(target: string): string {
  return `${directory}/${target}.yaml`;
}

/** The ConfigMap that holds the manifest, in the namespace of the service and of all that start it. */
export function jobConfigMap(target: string): string {
  return `${target}-job`;
}

/** The key of the manifest in its ConfigMap. */
export const jobKey = "job.yaml";

/** The services that a service starts or enters through the API of Kubernetes, for which its pods need a token. */
export function reachedThroughKubernetes({ uses }: Uses): readonly string[] {
  return Object.keys(uses).filter((target) => uses[target] === "run" || uses[target] === "exec");
}

/** The services that a service starts, sorted. */
export function startedBy({ uses }: Uses): readonly string[] {
  return Object.keys(uses)
    .filter((target) => uses[target] === "run")
    .sort(compareText);
}

/**
 * The manifests of all that a service starts, in one directory. A changed manifest reaches running pods within a
 * minute or two: nothing has to be rolled out.
 * https://kubernetes.io/docs/concepts/configuration/configmap/#mounted-configmaps-are-updated-automatically
 */
export function jobFiles(service: Uses) {
  const targets = startedBy(service);
  if (targets.length === 0) return { volumes: [], mounts: [] };
  const sources = targets.map((target) => ({
    configMap: { name: jobConfigMap(target), items: [{ key: jobKey, path: `${target}.yaml` }] },
  }));
  return {
    volumes: [{ name: volume, projected: { sources } }],
    mounts: [{ name: volume, mountPath: directory, readOnly: true }],
  };
}
