import type { SpecPath } from "../schema/finding.ts";
import type { AnyKubernetesNode, TerraformNode } from "../schema/graph/graph.ts";
import type { Service } from "../schema/model/model.ts";
import type { SecretVariable } from "./aws/secret-source.ts";
import type { Volume } from "./kubernetes/container.ts";

/** Something that runs in the cluster: a service of the spec, or what a store in the cluster becomes. */
export interface Workload {
  /** Its name in the cluster, and the value of the label that selects its pods. */
  readonly name: string;
  /** Where the spec speaks of it. */
  readonly origin: SpecPath;
  readonly service: Service;
  /** What no spec says of a service. */
  readonly extras?: Extras;
}

/** What a workload has that no service of a spec can have. */
export interface Extras {
  /** What its port is called. `http` when absent. */
  readonly portName?: string;
  /** Ports, by name, that only its own pods call. */
  readonly peerPorts?: Readonly<Record<string, number>>;
  /** Volumes beside the one that keeps its data, and where they are. */
  readonly volumes?: readonly MountedVolume[];
  /** Environment variables that hold a field of the pod, such as `status.podIP`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Environment variables whose values are secrets. */
  readonly secrets?: readonly SecretVariable[];
  /** Other workloads of its namespace that connect to it, beside the services that use it. */
  readonly admits?: readonly string[];
  /** Whether its pods need each other to become ready, and so start all at once. */
  readonly startsTogether?: boolean;
  /** Whether no two of its pods may share a node. */
  readonly apart?: boolean;
  /** Whether it has a disruption budget however few pods it has. */
  readonly alwaysBudgeted?: boolean;
  /** Whether its release does not wait for what is in it. */
  readonly unawaited?: boolean;
  /** What it does once it runs, after each rollout. */
  readonly afterwards?: FollowUp;
  /** Objects that must be there before it runs. */
  readonly before?: (release: TerraformNode<"helm_release">) => readonly AnyKubernetesNode[];
  /** Further objects of its own release. */
  readonly beside?: (release: TerraformNode<"helm_release">) => readonly AnyKubernetesNode[];
}

/** A volume, and where its files are in the container. */
export interface MountedVolume {
  readonly volume: Volume;
  readonly mountPath: string;
}

/** A job in the workload's image that ends, and that changes nothing where there is nothing to do. */
export interface FollowUp {
  /** Follows the workload's name in its own. */
  readonly suffix: string;
  readonly command: readonly string[];
}
