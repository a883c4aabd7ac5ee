import type { AnyKubernetesNode, ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { items, knownText } from "./known.ts";

/** A volume that an object of the cluster asks for. */
export interface VolumeClaim {
  readonly node: AnyKubernetesNode;
  /** The claim's own name; a StatefulSet may have several. */
  readonly name: string;
  /** Without a name it is left to the cluster's default. Absent where it is known only at apply. */
  readonly storageClass?: { readonly name?: string };
}

interface Claim {
  readonly metadata?: { readonly name?: unknown };
  readonly spec?: { readonly storageClassName?: unknown };
}

/** Every claim of a graph, of StatefulSets and by themselves. */
export function volumeClaims(graph: ResourceGraph): readonly VolumeClaim[] {
  const claim = (
    node: AnyKubernetesNode,
    { metadata, spec: { storageClassName: written } = {} }: Claim,
  ): VolumeClaim => {
    const name = knownText(graph, written);
    const storageClass = name === undefined ? (written === undefined ? {} : undefined) : { name };
    return { node, name: String(metadata?.name), ...(storageClass && { storageClass }) };
  };
  return [
    ...graph
      .objects("StatefulSet")
      .flatMap((node) => (items<Claim>(node.object.spec?.volumeClaimTemplates) ?? []).map((each) => claim(node, each))),
    ...graph.objects("PersistentVolumeClaim").map((node) => claim(node, node.object)),
  ];
}

/** The classes of volumes that are made here, by name. Without a name it is the one for claims that name none. */
export function storageClasses(
  graph: ResourceGraph,
): ReadonlyMap<string | undefined, TerraformNode<"kubernetes_storage_class_v1">> {
  const classes = graph.resources("kubernetes_storage_class_v1");
  const metadata = (node: (typeof classes)[number]) =>
    [node.config.metadata].flat()[0] as { readonly name?: unknown; readonly annotations?: object } | undefined;
  const standard = classes.filter((node) => {
    const annotations = (metadata(node)?.annotations ?? {}) as Readonly<Record<string, unknown>>;
    return annotations["storageclass.kubernetes.io/is-default-class"] === "true";
  });
  return new Map([
    ...classes.map((node) => [knownText(graph, metadata(node)?.name), node] as const),
    ...standard.map((node) => [undefined, node] as const),
  ]);
}
