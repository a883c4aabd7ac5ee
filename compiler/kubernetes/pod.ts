import type { Text } from "../../schema/graph/value.ts";
import type { Service } from "../../schema/model/model.ts";
import type { Context } from "../context.ts";
import type { Extras } from "../workload.ts";
import { termination } from "./balanced-pods.ts";
import { container, type Environment, podVolumes } from "./container.ts";
import { type Helper, helperContainers, helperVolumes } from "./helper-containers.ts";
import { reachedThroughKubernetes } from "./job-files.ts";
import { selectorLabels } from "./labels.ts";
import type { Mounted } from "./mounted.ts";
import { priorityOf } from "./priority-classes.ts";
import { scheduling } from "./scheduling.ts";

/** What the pods of a service have in common, whatever runs them. */
export interface PodInput {
  /** The name of the container, and the value of the selector label. */
  readonly name: string;
  readonly service: Service;
  readonly serviceAccount: string;
  readonly image: Text;
  readonly environment: Environment;
  readonly extras?: Extras | undefined;
  readonly mounted: Mounted;
  readonly helpers: readonly Helper[];
}

/** The pod of a service that serves. */
export function servingPod(context: Context, input: PodInput) {
  const { name, service } = input;
  const { seconds, lifecycle } = termination(context, name, service);
  return {
    ...commonPod(context, input),
    terminationGracePeriodSeconds: seconds,
    ...(input.extras?.apart && { affinity: apart(name) }),
    topologySpreadConstraints: [zoneKey, hostKey].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      ...unsatisfiable(service, topologyKey),
      labelSelector: { matchLabels: selectorLabels(name) },
    })),
    containers: [
      { ...container({ ...input, serves: true, command: service.command, args: service.args }), ...lifecycle },
    ],
  };
}

const zoneKey = "topology.kubernetes.io/zone";
const hostKey = "kubernetes.io/hostname";

/** No two pods on one node: what keeps copies of data would lose several at once. */
function apart(name: string) {
  return {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: hostKey, labelSelector: { matchLabels: selectorLabels(name) } },
      ],
    },
  };
}

/**
 * A preference: a pool of one node must still be able to run every pod. Not so for volumes over zones: a volume never
 * leaves the zone that its pod first ran in. A zone of which a pod tolerates no node then counts for nothing: nobody
 * could ever run there.
 * https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/
 */
function unsatisfiable({ stateful }: Service, topologyKey: string) {
  return stateful && topologyKey === zoneKey
    ? { whenUnsatisfiable: "DoNotSchedule" as const, nodeTaintsPolicy: "Honor" as const }
    : { whenUnsatisfiable: "ScheduleAnyway" as const };
}

/** What a job runs in the service's image: the image's own entry point where there is no command. */
export interface JobCommand {
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
}

/** The pod of a job that runs one command in the service's image and ends. */
export function jobPod(context: Context, input: PodInput, { command, args }: JobCommand) {
  return {
    ...commonPod(context, input),
    restartPolicy: "Never" as const,
    containers: [container({ ...input, serves: false, command, args })],
  };
}

function commonPod(context: Context, input: PodInput) {
  const { service, serviceAccount, mounted, helpers } = input;
  const { runAsUser } = service.security;
  const volumes = [...podVolumes(service, mounted), ...helperVolumes(helpers, service)];
  return {
    serviceAccountName: serviceAccount,
    automountServiceAccountToken: reachedThroughKubernetes(service).length > 0,
    // Otherwise every Service of the namespace would appear in the environment.
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: runAsUser !== 0,
      runAsUser,
      runAsGroup: runAsUser,
      fsGroup: runAsUser,
      seccompProfile: { type: "RuntimeDefault" as const },
    },
    ...(volumes.length > 0 && { volumes }),
    ...(helpers.length > 0 && { initContainers: helperContainers(helpers, input) }),
    ...priorityOf(context, service),
    ...scheduling(context.model.spec, service),
  };
}
