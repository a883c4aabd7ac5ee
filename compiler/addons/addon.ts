import type { KubernetesVersion } from "../../schema/catalogue/kubernetes-versions.ts";
import type { Text } from "../../schema/graph/value.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import type { ServiceAccountName } from "../aws/irsa.ts";
import type { Statement } from "../aws/policy-document.ts";
import type { Context } from "../context.ts";

/** The AWS identity of an add-on: a role for one service account, with no more than it needs. */
export interface AddonIdentity extends ServiceAccountName {
  /** AWS managed policies by name. */
  readonly managedPolicies?: readonly string[];
  readonly statements?: (context: Context) => readonly Statement[];
}

type AddonName = keyof ResolvedSpec["cluster"]["addons"];

interface AddonBase {
  /** As the spec names it. */
  readonly name: AddonName;
  /** The version used where the spec pins none, for each Kubernetes version. */
  readonly versions: Readonly<Record<KubernetesVersion, string>>;
  /** Whether a spec that does not name it needs it all the same. */
  readonly neededBy?: (spec: ResolvedSpec) => boolean;
  readonly identity?: AddonIdentity;
}

/** An add-on that EKS installs and looks after. */
export interface ManagedAddon extends AddonBase {
  readonly kind: "managed";
  /** As EKS names it. */
  readonly eksName: string;
  /** Nodes need some add-ons to become ready, and other add-ons need nodes to become healthy. */
  readonly phase: "before-nodes" | "after-nodes";
  /** Whether every cluster has it. */
  readonly always: boolean;
  /** The add-on's own configuration, in its published schema. */
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** An add-on that comes as a Helm chart. */
export interface ChartAddon extends AddonBase {
  readonly kind: "chart";
  readonly chart: string;
  readonly repository: string;
  readonly namespace: string;
  /** Whether the namespace is made for it. */
  readonly ownNamespace: boolean;
  /** The tag of its image for each Kubernetes version, where it must follow that version. */
  readonly images?: Readonly<Record<KubernetesVersion, string>>;
  /** The chart's values that are known now. `image` is the tag out of {@link images}, or what is locked in its place. */
  readonly values: (context: Context, image?: string) => Readonly<Record<string, unknown>>;
  /** The chart's value path that takes the service account's annotations. */
  readonly annotationsPath?: string;
  /** Values that only Terraform knows, by the chart's value path. */
  readonly settings?: (known: { readonly vpcId: Text }) => Readonly<Record<string, Text>>;
}

/** Something installed beside the services. */
export type Addon = ManagedAddon | ChartAddon;

/** Where the Secrets Store CSI driver and its providers meet on a node: their charts have had other defaults. */
export const secretsProvidersDirectory = "/var/run/secrets-store-csi-providers";
