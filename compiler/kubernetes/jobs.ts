import { createHash } from "node:crypto";
import { parseDuration } from "../../schema/catalogue/quantity.ts";
import type { AnyKubernetesNode, TerraformNode } from "../../schema/graph/graph.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import type { Service } from "../../schema/model/model.ts";
import { jobDefaults } from "../../schema/model/workload.ts";
import type { Context } from "../context.ts";
import type { Workload } from "../workload.ts";
import { jobAnnotations } from "./annotations.ts";
import { metadata, objectLabels } from "./labels.ts";
import { jobPod, type PodInput } from "./pod.ts";

/**
 * The CronJob of a service with a schedule. A run that is still going holds the next one back, and a start that was
 * missed by more than five minutes waits for its next turn.
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
export function cronJob(
  context: Context,
  release: TerraformNode<"helm_release">,
  { name, origin, service }: Workload,
  pod: PodInput,
): AnyKubernetesNode {
  return kubernetes("CronJob", release, origin, {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: metadata(name, service.namespace, context.model.spec.system),
    spec: {
      schedule: service.schedule ?? "",
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 300,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
      jobTemplate: { spec: jobSpec(context, name, service, pod) },
    },
  });
}

/**
 * The Job of a service that runs once. A Job's pods cannot be changed, so its name holds a hash of what it runs: a
 * change makes another Job. The pods are kept for a day, for whoever reads their logs.
 * https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/
 */
export function oneOffJob(
  context: Context,
  release: TerraformNode<"helm_release">,
  { name, origin, service }: Workload,
  pod: PodInput,
): AnyKubernetesNode {
  const spec = { ...jobSpec(context, name, service, pod), ttlSecondsAfterFinished: 86_400 };
  const hash = createHash("sha256").update(JSON.stringify(spec)).digest("hex").slice(0, 8);
  return kubernetes("Job", release, origin, {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { ...metadata(name, service.namespace, context.model.spec.system), name: `${name}-${hash}` },
    spec,
  });
}

/** How long a release has for its one-off job, in seconds: as long as the job, and a minute for its first pod. */
export function oneOffTimeout(service: Service): number {
  return parseDuration(service.timeout ?? jobDefaults.timeout) + 60;
}

/** What a Job of a service is, however it is started. */
export function jobSpec(context: Context, name: string, service: Service, pod: PodInput) {
  const { command, args, timeout, retries, labels, gracePeriod } = service;
  return {
    backoffLimit: retries ?? jobDefaults.retries,
    activeDeadlineSeconds: parseDuration(timeout ?? jobDefaults.timeout),
    template: {
      metadata: { labels: { ...labels, ...objectLabels(name, context.model.spec.system) }, ...jobAnnotations(service) },
      spec: {
        ...jobPod(context, pod, { command, args }),
        terminationGracePeriodSeconds: parseDuration(gracePeriod),
      },
    },
  };
}
