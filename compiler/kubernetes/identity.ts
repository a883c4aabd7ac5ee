import { type AnyKubernetesNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import { deliveredSecrets, type SecretVariable } from "../aws/secret-source.ts";
import type { ServiceIdentity } from "../aws/service-identity.ts";
import type { Context } from "../context.ts";
import type { Workload } from "../workload.ts";
import { metadata } from "./labels.ts";

/** The service account that a service's pods run as, with its AWS role if it has one. */
export function serviceAccount(
  { model }: Context,
  release: TerraformNode<"helm_release">,
  workload: Workload,
  identity: ServiceIdentity,
): AnyKubernetesNode {
  const { name, service } = workload;
  const annotated = service.identity === "irsa" ? identity.own : undefined;
  return account(release, workload, model.spec.system, name, annotated);
}

/**
 * What delivers a service's secrets: a service account that may read them, a store that acts with it, and the
 * mapping from Secrets Manager to the service's Kubernetes secret.
 * https://external-secrets.io/latest/provider/aws-access/
 */
export function secretDelivery(
  { model, region }: Context,
  release: TerraformNode<"helm_release">,
  workload: Workload,
  identity: ServiceIdentity,
  secrets: readonly SecretVariable[],
): AnyKubernetesNode[] {
  const delivered = deliveredSecrets(secrets);
  if (delivered.length === 0 || !identity.secrets) return [];
  const { system } = model.spec;
  const { name, origin } = workload;
  const { namespace } = workload.service;
  const reader = `${name}-secrets`;
  return [
    account(release, workload, system, reader, identity.secrets),
    kubernetes("SecretStore", release, origin, {
      apiVersion: "external-secrets.io/v1",
      kind: "SecretStore",
      metadata: metadata(name, namespace, system),
      spec: {
        provider: {
          aws: { service: "SecretsManager", region, auth: { jwt: { serviceAccountRef: { name: reader } } } },
        },
      },
    }),
    kubernetes("ExternalSecret", release, origin, {
      apiVersion: "external-secrets.io/v1",
      kind: "ExternalSecret",
      metadata: metadata(name, namespace, system),
      spec: {
        refreshInterval: "1h",
        secretStoreRef: { kind: "SecretStore", name },
        target: { name, creationPolicy: "Owner" },
        data: delivered.map(({ variable, source, property }) => ({
          secretKey: variable,
          remoteRef: { key: source.remoteKey, ...(property !== undefined && { property }) },
        })),
      },
    }),
  ];
}

function account(
  release: TerraformNode<"helm_release">,
  { origin, service }: Workload,
  system: string,
  name: string,
  role: TerraformNode<"aws_iam_role"> | undefined,
): AnyKubernetesNode {
  return kubernetes("ServiceAccount", release, origin, {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: {
      ...metadata(name, service.namespace, system),
      ...(role && { annotations: { "eks.amazonaws.com/role-arn": ref(role, "arn") } }),
    },
    automountServiceAccountToken: false,
  });
}
