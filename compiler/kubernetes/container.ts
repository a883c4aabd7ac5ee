import type { KubernetesObjects } from "../../schema/graph/kubernetes-types.ts";
import type { Resolvable, Text } from "../../schema/graph/value.ts";
import type { Service } from "../../schema/model/model.ts";
import type { Extras } from "../workload.ts";
import type { Mounted } from "./mounted.ts";
import { probesOf } from "./probe.ts";
import { resourcesOf } from "./resources.ts";

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
  /** Variables that come from a Kubernetes secret. */
  readonly secret: readonly SecretReference[];
}

/** A variable, and the Kubernetes secret and key that hold its value. */
export interface SecretReference {
  readonly variable: string;
  readonly name: string;
  readonly key: string;
}

/** A service's container, hardened to the restricted Pod Security Standard. */
export function container(input: {
  readonly name: string;
  readonly service: Service;
  readonly image: Text;
  readonly environment: Environment;
  readonly extras?: Extras | undefined;
  readonly mounted: Mounted;
  /** Only the service's own pods listen and are probed; a job's are not. */
  readonly serves: boolean;
  readonly command?: readonly string[] | undefined;
  readonly args?: readonly string[] | undefined;
}): Container {
  const { name, service, image, environment, extras = {}, serves, command, args } = input;
  const ports = portsOf(service, extras);
  const env = variablesOf(environment, extras);
  const mounts = mountsOf(input);
  return {
    name,
    image,
    imagePullPolicy: pullPolicy(service.image),
    ...(command && { command }),
    ...(args && { args }),
    ...(serves && ports.length > 0 && { ports }),
    ...(env.length > 0 && { env }),
    resources: resourcesOf(service),
    ...(serves && probesOf(service.probes)),
    securityContext: hardened(service),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

/** What a container may do to its node: what the restricted Pod Security Standard allows, and what a service says. */
export function hardened({ security }: Service) {
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: security.readOnlyRootFilesystem,
    capabilities: {
      drop: ["ALL"],
      ...(security.addCapabilities.length > 0 && { add: security.addCapabilities }),
    },
  };
}

/** A tag that can be moved may mean another image at the next start. */
export function pullPolicy({ immutable, digest }: Service["image"]): "IfNotPresent" | "Always" {
  return immutable || digest ? "IfNotPresent" : "Always";
}

function portsOf({ port, metrics }: Service, { portName = "http", peerPorts = {} }: Extras) {
  const ports = [
    ...(port === undefined ? [] : [[portName, port] as const]),
    ...(metrics && metrics.port !== port ? [["metrics", metrics.port] as const] : []),
    ...Object.entries(peerPorts),
  ];
  return ports.map(([name, containerPort]) => ({ name, containerPort, protocol: "TCP" as const }));
}

/** The variables of a container. */
export function variablesOf({ plain, secret }: Environment, { fields = {} }: Extras) {
  return [
    ...Object.entries(plain).map(([name, value]) => ({ name, value })),
    ...secret.map(({ variable, name, key }) => ({ name: variable, valueFrom: { secretKeyRef: { name, key } } })),
    ...Object.entries(fields).map(([name, fieldPath]) => ({ name, valueFrom: { fieldRef: { fieldPath } } })),
  ];
}

/** An empty volume for each directory that the process may write to, and whatever else the pod has. */
export function podVolumes(service: Service, { volumes }: Mounted): Volume[] {
  return [...service.security.writablePaths.map((_, index) => ({ name: volumeName(index), emptyDir: {} })), ...volumes];
}

/** The service's own pods alone have its volume: it can be attached to one at a time. */
function mountsOf(input: { readonly service: Service; readonly serves: boolean; readonly mounted: Mounted }) {
  const { service, serves, mounted } = input;
  const { security, stateful } = service;
  return [
    ...security.writablePaths.map((mountPath, index) => ({ name: volumeName(index), mountPath })),
    ...(serves && stateful ? [{ name: dataVolume, mountPath: stateful.mountPath }] : []),
    ...mounted.mounts,
  ];
}

function volumeName(index: number): string {
  return `writable-${index}`;
}
