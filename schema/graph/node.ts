import type { SpecPath } from "../finding.ts";
import type { AnyKubernetesNode, KubernetesNode, Lifecycle, TerraformNode } from "./graph.ts";
import type { KubernetesKind, KubernetesObjects } from "./kubernetes-types.ts";
import type { TerraformConfigs, TerraformType } from "./terraform-types.ts";
import type { Address, Config, Resolvable } from "./value.ts";

/** What a Terraform node is made from, beside its type. */
export interface TerraformNodeInput<Type extends TerraformType> {
  readonly stack: string;
  readonly name: string;
  readonly origin: SpecPath;
  readonly config: Config<TerraformConfigs[Type]>;
  /** What must exist first although nothing here refers to it. */
  readonly after?: readonly { readonly address: Address }[];
  readonly lifecycle?: Lifecycle;
}

/** A Terraform resource or data source. The name is made fit for Terraform: `public-a` becomes `public_a`. */
export function terraform<Type extends TerraformType>(
  type: Type,
  { stack, name: readable, origin, config, after = [], lifecycle }: TerraformNodeInput<Type>,
): TerraformNode<Type> {
  const name = readable.replaceAll(/[^A-Za-z0-9_]/g, "_");
  const address: Address = `${stack}/${type}.${name}`;
  const dependsOn = after.map((node) => node.address);
  return { kind: "terraform", address, stack, type, name, config, dependsOn, origin, ...(lifecycle && { lifecycle }) };
}

/** A Kubernetes object that a release's chart carries. */
export function kubernetes<Kind extends KubernetesKind>(
  type: Kind,
  release: TerraformNode<"helm_release">,
  origin: SpecPath,
  object: Resolvable<KubernetesObjects[Kind]>,
): AnyKubernetesNode {
  const metadata = (object as { metadata: { name: string; namespace: string } }).metadata;
  const name = `${metadata.namespace}.${metadata.name}`;
  const { stack, address } = release;
  const node: KubernetesNode<Kind> = {
    kind: "kubernetes",
    address: `${stack}/${type}.${name}`,
    stack,
    type,
    name,
    object,
    release: address,
    origin,
  };
  return node as unknown as AnyKubernetesNode;
}

/** A manifest that a ConfigMap holds as text: objects that others create of it have names that begin with its own. */
export function heldManifest<Kind extends KubernetesKind>(
  type: Kind,
  holder: AnyKubernetesNode,
  origin: SpecPath,
  object: Resolvable<KubernetesObjects[Kind]>,
): AnyKubernetesNode {
  const { generateName, namespace } = (object as { metadata: { generateName: string; namespace: string } }).metadata;
  const { stack, release } = holder;
  const name = `${namespace}.${generateName.replace(/-$/, "")}`;
  const address: Address = `${stack}/${type}.${name}`;
  const node: KubernetesNode<Kind> = {
    kind: "kubernetes",
    address,
    stack,
    type,
    name,
    object,
    release,
    heldBy: holder.address,
    origin,
  };
  return node as unknown as AnyKubernetesNode;
}
