import type { Text } from "../../schema/graph/value.ts";
import type { InitContainer, Service, Sidecar } from "../../schema/model/model.ts";
import {
  type Container,
  dataVolume,
  type Environment,
  hardened,
  pullPolicy,
  type Volume,
  variablesOf,
} from "./container.ts";
import type { Mounted } from "./mounted.ts";
import { probesOf } from "./probe.ts";
import { scratchVolume } from "./scratch-volumes.ts";

/** A container beside a service's own, and its image. */
export interface Helper {
  readonly name: string;
  readonly image: Text;
  readonly spec: InitContainer | Sidecar;
  /** Whether it stays while the service's own container runs. */
  readonly stays: boolean;
}

/** What helpers share with the pod that they are in. */
interface Pod {
  readonly service: Service;
  readonly environment: Environment;
  readonly mounted: Mounted;
}

/**
 * The containers that start before a service's own: sidecars, which stay, and then those that end, in the order of
 * their names. https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
export function helperContainers(helpers: readonly Helper[], pod: Pod): Container[] {
  return [...helpers.filter(({ stays }) => stays), ...helpers.filter(({ stays }) => !stays)].map((helper) =>
    helperContainer(helper, pod),
  );
}

/** Directories that helpers may write to, each of one container alone. */
export function helperVolumes(helpers: readonly Helper[], { security }: Service): Volume[] {
  return helpers.flatMap(({ name }) =>
    security.writablePaths.map((_, index) => ({ name: writableVolume(name, index), emptyDir: {} })),
  );
}

function helperContainer({ name, image, spec, stays }: Helper, { service, environment, mounted }: Pod): Container {
  const { command, args, resources } = spec;
  const env = variablesOf(environmentOf(spec, environment), {});
  const mounts = mountsOf(name, spec, service, mounted);
  const port = "port" in spec ? spec.port : undefined;
  return {
    name,
    image,
    imagePullPolicy: pullPolicy(spec.image),
    ...(stays && { restartPolicy: "Always" }),
    ...(command && { command }),
    ...(args && { args }),
    ...(port !== undefined && { ports: [{ name: portName(name), containerPort: port, protocol: "TCP" as const }] }),
    ...(env.length > 0 && { env }),
    resources: {
      requests: { cpu: resources.cpu, memory: resources.memory },
      limits: { ...(resources.limits.cpu && { cpu: resources.limits.cpu }), memory: resources.limits.memory },
    },
    ...("probes" in spec && probesOf(spec.probes)),
    securityContext: hardened(service),
    ...(mounts.length > 0 && { volumeMounts: mounts }),
  };
}

/** The container's own variables, and those of the service that it names. */
function environmentOf({ env, variables }: InitContainer, { plain, secret }: Environment): Environment {
  const shared = Object.entries(plain).filter(([variable]) => variables.includes(variable));
  return {
    plain: { ...env, ...Object.fromEntries(shared) },
    secret: secret.filter(({ variable }) => variables.includes(variable)),
  };
}

function mountsOf(name: string, { mounts }: InitContainer, { security, files }: Service, mounted: Mounted) {
  return [
    ...security.writablePaths.map((mountPath, index) => ({ name: writableVolume(name, index), mountPath })),
    ...Object.entries(mounts).map(([volume, mountPath]) => ({
      name: volume === dataVolume ? dataVolume : scratchVolume(volume),
      mountPath,
    })),
    ...mounted.mounts.filter((mount) => Object.hasOwn(files, String((mount as { mountPath: unknown }).mountPath))),
  ];
}

function writableVolume(name: string, index: number): string {
  return `writable-${name}-${index}`;
}

/** The name of a port has at most 15 characters, a letter among them. */
function portName(name: string): string {
  return name.slice(0, 15).replace(/-+$/, "").replaceAll(/-{2,}/g, "-");
}
