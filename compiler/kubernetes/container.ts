import type { KubernetesObjects } from "../../schema/graph/kubernetes-types.ts";
import type { Resolvable, Text } from "../../schema/graph/value.ts";
import type { Service } from "../../schema/model/model.ts";
import { probe } from "./probe.ts";

type PodSpec = NonNullable<NonNullable<KubernetesObjects["Deployment"]["spec"]>["template"]["spec"]>;
/** A container of a pod. */
export type Container = Resolvable<PodSpec["containers"][number]>;
/** A volume of a pod. */
export type Volume = NonNullable<PodSpec["volumes"]>[number];

/** The volume in which a stateful service keeps its data. */
export const dataVolume = "data";

/** What a container is told at start, beside its image. */
export interface Environment {
  readonly plain: Readonly<Record<string, Text>>;
  /** Variables that come from the service's Kubernetes secret, under the same key. */
  readonly secret: { readonly name: string; readonly variables: readonly string[] };
}

/** A service's container, hardened to the restricted Pod Security Standard. */
export function container(input: {
  readonly name: string;
  readonly service: Service;
  readonly image: Text;
  readonly environment: Environment;
  /** Only the service's own pods listen and are probed; a job's are not. */
  readonly serves: boolean;
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
}): Container {
  const { name, service, image, environment, serves, command, args } = input;
  const { resources, security, probes, port, metrics } = service;
  const ports = [
    ...(port === undefined ? [] : [{ name: "http", containerPort: port, protocol: "TCP" as const }]),
    ...(metrics && metrics.port !== port
      ? [{ name: "metrics", containerPort: metrics.port, protocol: "TCP" as const }]
      : []),
  ];
  const env = [
    ...Object.entries(environment.plain).map(([variable, value]) => ({ name: variable, value })),
    ...environment.secret.variables.map((variable) => ({
      name: variable,
      valueFrom: { secretKeyRef: { name: environment.secret.name, key: variable } },
    })),
  ];
  const mounts = mountsOf(input);
  return {
    name,
    image,
    imagePullPolicy: service.image.immutable || service.image.digest ? "IfNotPresent" : "Always",
    ...(command && { command }),
    ...(args && { args }),
    ...(serves && ports.length > 0 && { ports }),
    ...(env.length > 0 && { env }),
    resources: {
      requests: { cpu: resources.cpu, memory: resources.memory },
      limits: { ...(resources.limits.cpu && { cpu: resources.limits.cpu }), memory: resources.limits.memory },
    },
    ...(serves && probes.startup && { startupProbe: probe(probes.startup) }),
    ...(serves && probes.readiness && { readinessProbe: probe(probes.readiness) }),
    ...(serves && probes.liveness && { livenessProbe: probe(probes.liveness) }),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: security.readOnlyRootFilesystem,
      capabilities: {
        drop: ["ALL"],
        ...(security.addCapabilities.length > 0 && { add: security.addCapabilities }),
      },
    },
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

/** An empty volume for each directory that the process may write to. */
export function writableVolumes(service: Service): Volume[] {
  return service.security.writablePaths.map((_, index) => ({ name: volumeName(index), emptyDir: {} }));
}

/** The service's own pods alone have its volume: it can be attached to one at a time. */
function mountsOf({ service, serves }: { readonly service: Service; readonly serves: boolean }) {
  const { security, stateful } = service;
  return [
    ...security.writablePaths.map((mountPath, index) => ({ name: volumeName(index), mountPath })),
    ...(serves && stateful ? [{ name: dataVolume, mountPath: stateful.mountPath }] : []),
  ];
}

function volumeName(index: number): string {
  return `writable-${index}`;
}
