import type { AnyKubernetesNode, TerraformNode } from "../../schema/graph/graph.ts";
import { heldManifest, kubernetes } from "../../schema/graph/node.ts";
import { yamlText } from "../charts/yaml-text.ts";
import type { Context } from "../context.ts";
import type { Workload } from "../workload.ts";
import { jobConfigMap, jobKey } from "./job-files.ts";
import { jobSpec } from "./jobs.ts";
import { metadata } from "./labels.ts";
import type { PodInput } from "./pod.ts";

/**
 * The manifest of a Job that others start, in a ConfigMap of their namespace. Each Job has a name of its own, and is
 * kept for a day after its end, for whoever reads its logs.
 * https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/
 */
export function jobTemplate(
  context: Context,
  release: TerraformNode<"helm_release">,
  namespace: string,
  { name, origin, service }: Workload,
  pod: PodInput,
): AnyKubernetesNode[] {
  const { system } = context.model.spec;
  const { name: _, ...described } = metadata(name, service.namespace, system);
  const job = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { generateName: `${name}-`, ...described },
    spec: { ...jobSpec(context, name, service, pod), ttlSecondsAfterFinished: 86_400 },
  } as const;
  const holder = kubernetes("ConfigMap", release, origin, {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: metadata(jobConfigMap(name), namespace, system),
    data: { [jobKey]: yamlText(job) },
  });
  // Where several namespaces have it, it is looked at once.
  return namespace === service.namespace ? [holder, heldManifest("Job", holder, origin, job)] : [holder];
}
