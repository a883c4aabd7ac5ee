import type { SpecPath } from "../../schema/finding.ts";
import type { AnyKubernetesNode, TerraformNode } from "../../schema/graph/graph.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import type { SecretVariable } from "../aws/secret-source.ts";
import { metadata } from "../kubernetes/labels.ts";
import type { StoreInput } from "./compiled-store.ts";
import type { InClusterStore } from "./in-cluster.ts";

/** How a store in the cluster, and whoever uses it, know its password. */
export interface StoreLogin {
  /** The login, or a part of it, in an environment variable. */
  variable(variable: string, part?: string): SecretVariable;
  /** What makes the login, where the cluster does. */
  objects(release: TerraformNode<"helm_release">): readonly AnyKubernetesNode[];
}

/**
 * The login of a store: what the spec's secret holds, or a password that the cluster makes once and that nobody else
 * ever knows. `parts` are the keys of a login that is more than a password: `{{ .password }}` stands for that.
 * https://external-secrets.io/latest/api/generator/password/
 */
export function storeLogin(
  { context, name, store, place }: StoreInput<InClusterStore>,
  parts?: Readonly<Record<string, string>>,
): StoreLogin {
  const source = store.secret === undefined ? undefined : place.secrets[store.secret];
  if (source)
    return {
      variable: (variable, part) => ({ variable, source, ...(part !== undefined && { property: part }) }),
      objects: () => [],
    };
  const login = `${name}-login`;
  const made = { name: login, namespace: store.namespace, system: context.model.spec.system };
  return {
    variable: (variable, part = "password") => ({ variable, held: { name: login, key: part } }),
    objects: (release) => generated(release, ["stores", name], made, parts),
  };
}

/** A password that is made once. It stays when the release goes: the data that it opens stays, too. */
function generated(
  release: TerraformNode<"helm_release">,
  origin: SpecPath,
  { name, namespace, system }: { readonly name: string; readonly namespace: string; readonly system: string },
  parts: Readonly<Record<string, string>> | undefined,
): AnyKubernetesNode[] {
  const kept = {
    ...metadata(name, namespace, system),
    annotations: { "helm.sh/resource-policy": "keep" },
  };
  const apiVersion = "generators.external-secrets.io/v1alpha1";
  return [
    kubernetes("Password", release, origin, {
      apiVersion,
      kind: "Password",
      metadata: kept,
      spec: { length: 32, digits: 8, symbols: 0, noUpper: false, allowRepeat: true },
    }),
    kubernetes("ExternalSecret", release, origin, {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: kept,
      spec: {
        refreshPolicy: "CreatedOnce",
        target: { name, creationPolicy: "Owner", ...(parts && { template: { data: { ...parts } } }) },
        dataFrom: [{ sourceRef: { generatorRef: { apiVersion, kind: "Password", name } } }],
      },
    }),
  ];
}
