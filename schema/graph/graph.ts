import type { SpecPath } from "../finding.ts";
import type { KubernetesKind, KubernetesObjects } from "./kubernetes-types.ts";
import type { ProviderConfigs, ProviderName, TerraformConfigs, TerraformType } from "./terraform-types.ts";
import type { Address, Config, Reference, Resolvable, Text } from "./value.ts";

/** Terraform's lifecycle arguments that are emitted. */
export interface Lifecycle {
  readonly preventDestroy?: boolean;
  readonly createBeforeDestroy?: boolean;
  /** Arguments that somebody else owns after creation, in Terraform's own spelling. */
  readonly ignoreChanges?: readonly string[];
}

/** A Terraform resource or data source. */
export interface TerraformNode<Type extends TerraformType = TerraformType> {
  readonly kind: "terraform";
  readonly address: Address;
  readonly stack: string;
  readonly type: Type;
  /** The name in the Terraform address: lower case, digits and underscores. */
  readonly name: string;
  readonly config: Config<TerraformConfigs[Type]>;
  readonly dependsOn: readonly Address[];
  readonly lifecycle?: Lifecycle;
  /** The part of the spec that asked for it. */
  readonly origin: SpecPath;
}

/** A Kubernetes object, carried by the generated chart of a Helm release. */
export interface KubernetesNode<Kind extends KubernetesKind = KubernetesKind> {
  readonly kind: "kubernetes";
  readonly address: Address;
  readonly stack: string;
  readonly type: Kind;
  /** `namespace.name` of the object. */
  readonly name: string;
  readonly object: Resolvable<KubernetesObjects[Kind]>;
  /** The `helm_release` whose chart carries it. */
  readonly release: Address;
  /** The ConfigMap that holds the object as text, for others to create; the release then makes no such object. */
  readonly heldBy?: Address;
  readonly origin: SpecPath;
}

/** A namespace that is made, or the labels of one that Kubernetes has made. Both have `metadata[0].name`. */
export type NamespaceNode = TerraformNode<"kubernetes_namespace_v1"> | TerraformNode<"kubernetes_labels">;

/** A node whose type says what its config is. */
export type AnyTerraformNode = { [Type in TerraformType]: TerraformNode<Type> }[TerraformType];
/** An object whose kind says what it holds. */
export type AnyKubernetesNode = { [Kind in KubernetesKind]: KubernetesNode<Kind> }[KubernetesKind];
/** Anything in the graph. */
export type GraphNode = AnyTerraformNode | AnyKubernetesNode;

/** One Terraform configuration with a state of its own: a unit of deployment. */
export interface Stack {
  /** The short name that addresses use, e.g. `network`. */
  readonly name: string;
  /** What is in it, for people. */
  readonly description: string;
  readonly providers: { readonly [Name in ProviderName]?: Config<ProviderConfigs[Name]> };
  /** The exact version of each provider, where something says it. The one of the bindings where nothing does. */
  readonly providerVersions?: { readonly [Name in ProviderName]?: string };
  readonly backend:
    | { readonly kind: "local" }
    | {
        readonly kind: "s3";
        readonly bucket: string;
        readonly key: string;
        readonly region: string;
        /** The AWS CLI profile that reads and writes the state. */
        readonly profile?: string;
      };
  /** What the stack tells people and scripts once applied. */
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: Text }>>;
}

/**
 * Everything that a spec becomes, as plain data. Policies, diagrams, diffs and both back ends read it.
 * Built by {@link createGraph}, and never changed after that.
 */
export interface ResourceGraph {
  /** The stem of every stack's full name, e.g. `shop` or `shop-prod`. */
  readonly name: string;
  /** In the order of deployment: a stack refers only to earlier ones. */
  readonly stacks: readonly Stack[];
  /** Sorted by address. */
  readonly nodes: readonly GraphNode[];
  /** The node at an address. */
  node(address: Address): GraphNode | undefined;
  /** Every resource of a Terraform type, sorted by address. */
  resources<Type extends TerraformType>(type: Type): readonly TerraformNode<Type>[];
  /** Every object of a Kubernetes kind, sorted by address. */
  objects<Kind extends KubernetesKind>(kind: Kind): readonly KubernetesNode<Kind>[];
  /** The node that a value refers to, if it is a reference to a node of this type. */
  follow<Type extends TerraformType>(value: unknown, type: Type): TerraformNode<Type> | undefined;
}

/** Gives the value of a node's attribute a name that other nodes can use. */
export function ref(node: Pick<TerraformNode, "address">, attribute: string): Reference {
  return { $ref: node.address, attribute };
}
