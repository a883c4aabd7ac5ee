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
  /** The role's ARN as annotated; a reference where the role is made here. */
  readonly roleArn: unknown;
  /** Absent when nothing is annotated, or something that is not a role of this graph. */
  readonly role?: TerraformNode<"aws_iam_role">;
}

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
const roleAnnotation = "eks.amazonaws.com/role-arn";

/** Every service account, by `namespace/name`. */
export function serviceAccounts(graph: ResourceGraph): ReadonlyMap<string, ServiceAccount> {
  return new Map(
    graph.objects("ServiceAccount").map((node) => {
      const { namespace, name } = objectName(node);
      const roleArn = ((node.object.metadata?.annotations ?? {}) as Readonly<Record<string, unknown>>)[roleAnnotation];
      const role = graph.follow(roleArn, "aws_iam_role");
      const { address } = node;
      return [
        `${namespace}/${name}`,
        { namespace, name, address, target: specItem(node.origin), roleArn, ...(role && { role }) },
      ];
    }),
  );
}

/** The name under which IAM knows a service account: the subject of the tokens that it presents. */
export function subjectOf({ namespace, name }: Pick<ServiceAccount, "namespace" | "name">): string {
  return `system:serviceaccount:${namespace}:${name}`;
}
