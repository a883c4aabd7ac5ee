import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { objectName } from "./pod-templates.ts";
import { specItem } from "./spec-item.ts";

/** A Kubernetes service account, and the IAM role that it is bound to. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
  readonly address: Address;
  readonly target: SpecPath;
  /** The role's ARN as annotated or associated; a reference where the role is made here. */
  readonly roleArn: unknown;
  /** By an annotation (IRSA), which an SDK prefers, or by a Pod Identity association. */
  readonly binding: "annotation" | "association";
  /** Absent when it is bound to nothing, or to something that is not a role of this graph. */
  readonly role?: TerraformNode<"aws_iam_role">;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
const roleAnnotation = "eks.amazonaws.com/role-arn";

/** Every service account, by `namespace/name`. */
export function serviceAccounts(graph: ResourceGraph): ReadonlyMap<string, ServiceAccount> {
  const associated = associatedRoles(graph);
  return new Map(
    graph.objects("ServiceAccount").map((node) => {
      const { namespace, name } = objectName(node);
      const annotated = ((node.object.metadata?.annotations ?? {}) as Readonly<Record<string, unknown>>)[
        roleAnnotation
      ];
      const roleArn = annotated ?? associated.get(`${namespace}/${name}`);
      const binding = annotated === undefined ? "association" : "annotation";
      const role = graph.follow(roleArn, "aws_iam_role");
      const { address } = node;
      return [
        `${namespace}/${name}`,
        { namespace, name, address, target: specItem(node.origin), roleArn, binding, ...(role && { role }) },
      ];
    }),
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html */
function associatedRoles(graph: ResourceGraph): ReadonlyMap<string, unknown> {
  return new Map(
    graph
      .resources("aws_eks_pod_identity_association")
      .map(({ config }) => [`${String(config.namespace)}/${String(config.serviceAccount)}`, config.roleArn]),
  );
}

/** The name under which IAM knows a service account: the subject of the tokens that it presents. */
export function subjectOf({ namespace, name }: Pick<ServiceAccount, "namespace" | "name">): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
