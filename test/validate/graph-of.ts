import { parseAllDocuments } from "yaml";
import { checkObjects } from "../../compiler/validate/check-objects.ts";
import { createGraph } from "../../schema/graph/create-graph.ts";
import type { AnyKubernetesNode, ResourceGraph, Stack } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";

/** An object as YAML says it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly [field: string]: unknown;
}

/** The objects of a YAML file with any number of documents. */
export function manifestsOf(yaml: string): Manifest[] {
  return parseAllDocuments(yaml).map((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return document.toJS() as Manifest;
  });
}

/** What is asked for beside the objects. */
export interface GraphOptions {
  /** The Kubernetes version of the cluster. */
  readonly version?: string;
  /** The namespaces that exist; those of the objects when absent. */
  readonly namespaces?: readonly string[];
}

/** A graph of a cluster, its namespaces and one release with the objects. */
export function graphOf(
  manifests: readonly Manifest[],
  { version = "1.35", namespaces }: GraphOptions = {},
): ResourceGraph {
  const stacks: Stack[] = ["cluster", "workloads"].map((name) => ({
    name,
    description: name,
    providers: {},
    backend: { kind: "local" },
    outputs: {},
  }));
  const cluster = terraform("aws_eks_cluster", {
    stack: "cluster",
    name: "main",
    origin: ["cluster"],
    config: { name: "shop", version, roleArn: "arn:aws:iam::111122223333:role/shop", vpcConfig: { subnetIds: [] } },
  });
  const release = terraform("helm_release", {
    stack: "workloads",
    name: "shop",
    origin: ["services"],
    config: { name: "shop", chart: "./shop" },
  });
  const made = namespaces ?? [...new Set(manifests.map(({ metadata }) => metadata?.namespace))];
  const namespaceNodes = made
    .filter((name) => typeof name === "string")
    .map((name) =>
      terraform("kubernetes_namespace_v1", {
        stack: "workloads",
        name,
        origin: ["services"],
        config: { metadata: { name } },
      }),
    );
  const objects = manifests.map((manifest, index) => nodeOf(manifest, index, release.address));
  return createGraph("shop", stacks, [cluster, release, ...namespaceNodes, ...objects]);
}

/** Made by hand, since broken objects and kinds that are not emitted yet are what the tests are about. */
function nodeOf(manifest: Manifest, index: number, release: AnyKubernetesNode["release"]): AnyKubernetesNode {
  const { namespace, name: own } = manifest.metadata ?? {};
  const name = `${textOf(namespace)}.${textOf(own)}`;
  const node = {
    kind: "kubernetes",
    address: `workloads/${manifest.kind}.${name}-${index}`,
    stack: "workloads",
    type: manifest.kind,
    name,
    object: manifest,
    release,
    origin: ["services", String(manifest.metadata?.name)],
  };
  return node as unknown as AnyKubernetesNode;
}

/** The messages about a set of objects. */
export function messagesOf(manifests: readonly Manifest[], options?: GraphOptions): string[] {
  return checkObjects(graphOf(manifests, options)).map(({ message }) => message);
}

/** A broken object may have anything for a name. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : String(JSON.stringify(value));
}
