import { parseDuration } from "../../schema/catalogue/quantity.ts";
import type { AnyKubernetesNode, TerraformNode } from "../../schema/graph/graph.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import type { Context } from "../context.ts";
import type { FollowUp, Workload } from "../workload.ts";
import { metadata, objectLabels } from "./labels.ts";
import type { Mounted } from "./mounted.ts";
import { jobPod, type PodInput } from "./pod.ts";

import { withoutGpu } from "./resources.ts";

/**
 * The job that must succeed before each rollout, as a Helm hook: Helm runs it before it touches the Deployment and
 * gives the rollout up when it fails.
 * https://helm.sh/docs/topics/charts_hooks/
 */
export function migrationJob(
  context: Context,
  release: TerraformNode<"helm_release">,
  { name, origin, service }: Workload,
  pod: PodInput,
): AnyKubernetesNode[] {
  const { migrations } = service;
  if (!migrations) return [];
  const { system } = context.model.spec;
  const jobName = migrationName(name);
  return [
    kubernetes("Job", release, [...origin, "migrations"], {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        ...metadata(jobName, service.namespace, system),
        annotations: {
          "helm.sh/hook": "pre-install,pre-upgrade",
          "helm.sh/hook-delete-policy": "before-hook-creation",
        },
      },
      spec: {
        backoffLimit: migrations.retries,
        activeDeadlineSeconds: parseDuration(migrations.timeout),
        template: {
          metadata: { labels: objectLabels(jobName, system) },
          spec: jobPod(
            context,
            { ...pod, name: jobName, helpers: [], service: withoutGpu(service) },
            { command: migrations.command },
          ),
        },
      },
    }),
  ];
}

/** The name of a service's migration job, and of all that belongs to it. */
export function migrationName(service: string): string {
  return `${service}-migrate`;
}

/** The data and the configuration are the workload's own: its job only talks to it. */
const nothing: Mounted = { volumes: [], mounts: [] };

/**
 * What a workload does after each rollout, as a Helm hook: Helm runs it when everything of the release is ready, and
 * the release is done when the job is.
 * https://helm.sh/docs/topics/charts_hooks/
 */
export function followUpJob(
  context: Context,
  release: TerraformNode<"helm_release">,
  { name, origin, service, extras }: Workload,
  pod: PodInput,
): AnyKubernetesNode[] {
  const followUp = extras?.afterwards;
  if (!followUp) return [];
  const { system } = context.model.spec;
  const jobName = followUpName(name, followUp);
  return [
    kubernetes("Job", release, origin, {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        ...metadata(jobName, service.namespace, system),
        annotations: {
          "helm.sh/hook": "post-install,post-upgrade",
          "helm.sh/hook-delete-policy": "before-hook-creation",
        },
      },
      spec: {
        backoffLimit: 5,
        activeDeadlineSeconds: 600,
        template: {
          metadata: { labels: objectLabels(jobName, system) },
          spec: jobPod(
            context,
            { ...pod, name: jobName, extras: undefined, mounted: nothing },
            { command: followUp.command },
          ),
        },
      },
    }),
  ];
}

/** The name of the job that follows a workload's rollout, and of all that belongs to it. */
export function followUpName(workload: string, { suffix }: FollowUp): string {
  return `${workload}-${suffix}`;
}
