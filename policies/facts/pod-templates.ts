import type { SpecPath } from "../../schema/finding.ts";
import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address, Resolvable } from "../../schema/graph/value.ts";
import { items } from "./known.ts";
import { specItem } from "./spec-item.ts";

/** A pod as Kubernetes declares it. */
export type PodSpec = Resolvable<import("kubernetes-models/v1").IPodSpec>;
/** A container of a pod as Kubernetes declares it. */
export type ContainerSpec = Resolvable<import("kubernetes-models/v1").IContainer>;

/** A container, and when it runs. */
export interface PodContainer {
  readonly name: string;
  /** `init` ends before the others start; `sidecar` is an init container that keeps running. */
  readonly role: "main" | "init" | "sidecar";
  readonly spec: ContainerSpec;
}

/** The pod that an object makes, whatever the kind of the object. */
export interface PodTemplate {
  /** The object's kind and name, e.g. `Deployment/api`. */
  readonly name: string;
  readonly namespace: string;
  readonly address: Address;
  /** The part of the spec that a waiver would name, e.g. `services.api`. */
  readonly target: SpecPath;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly spec: PodSpec;
  /** Whether {@link containers} are all: a list of containers can be known only at apply. */
  readonly isComplete: boolean;
  /** Main containers, sidecars and init containers alike. */
  readonly containers: readonly PodContainer[];
  /** Whether it is meant to run for ever, so that probes, replicas and disruption budgets mean something. */
  readonly isLongRunning: boolean;
}

interface Template {
  readonly metadata?: {
    readonly labels?: Readonly<Record<string, unknown>>;
    readonly annotations?: Readonly<Record<string, unknown>>;
  };
  readonly spec?: PodSpec;
}

/** The kinds that carry a pod: a kind that is added to the graph gets its line here. */
const carriers = {
  CronJob: { isLongRunning: false },
  Deployment: { isLongRunning: true },
  Job: { isLongRunning: false },
  StatefulSet: { isLongRunning: true },
} as const;

/** Every pod template in the graph. A check of pods goes through here and so misses no kind and no container. */
export function podTemplates(graph: ResourceGraph): PodTemplate[] {
  return [
    ...graph.objects("CronJob").map((node) => readTemplate(node, node.object.spec?.jobTemplate.spec?.template)),
    ...graph.objects("Deployment").map((node) => readTemplate(node, node.object.spec?.template)),
    ...graph.objects("Job").map((node) => readTemplate(node, node.object.spec?.template)),
    ...graph.objects("StatefulSet").map((node) => readTemplate(node, node.object.spec?.template)),
  ];
}

type Carrier = keyof typeof carriers;

function readTemplate(
  node: { [Kind in Carrier]: KubernetesNode<Kind> }[Carrier],
  template: Template | undefined,
): PodTemplate {
  const { name, namespace } = objectName(node);
  const spec = template?.spec ?? { containers: [] };
  const mains = items<ContainerSpec>(spec.containers);
  const inits = items<ContainerSpec>(spec.initContainers);
  return {
    name: `${node.type}/${name}`,
    namespace,
    address: node.address,
    target: specItem(node.origin),
    labels: template?.metadata?.labels ?? {},
    annotations: template?.metadata?.annotations ?? {},
    spec,
    isComplete: mains !== undefined && inits !== undefined,
    containers: [
      ...(mains ?? []).map((container) => ({ name: String(container.name), role: "main" as const, spec: container })),
      ...(inits ?? []).map((container) => ({
        name: String(container.name),
        role: container.restartPolicy === "Always" ? ("sidecar" as const) : ("init" as const),
        spec: container,
      })),
    ],
    isLongRunning: carriers[node.type].isLongRunning,
  };
}

/**
 * An object's own name and namespace. The graph names a node `namespace.name`, and a namespace has no dot; what the
 * object itself says of its namespace is what Kubernetes goes by.
 */
export function objectName({ name, object }: { readonly name: string; readonly object: object }): {
  readonly namespace: string;
  readonly name: string;
} {
  const dot = name.indexOf(".");
  const { namespace } = (object as { readonly metadata?: { readonly namespace?: unknown } }).metadata ?? {};
  return {
    namespace: typeof namespace === "string" ? namespace : name.slice(0, dot),
    name: name.slice(dot + 1),
  };
}
