import type { SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { StackName } from "../context.ts";
import { type Account, managedPolicyArn } from "./account.ts";
import { policyDocument, type Statement } from "./policy-document.ts";

/** What an IAM role is made from. */
export interface RoleInput {
  readonly stack: StackName;
  readonly account: Account;
  /** The name in Terraform addresses, e.g. `vpc-cni`. */
  readonly name: string;
  /** The role's own name in IAM, at most 64 characters. */
  readonly roleName: string;
  readonly description: string;
  readonly origin: SpecPath;
  readonly trust: Omit<Statement, "resources">;
  /** AWS managed policies by name. */
  readonly managedPolicies?: readonly string[];
  /** What the role may do beyond them. */
  readonly statements?: readonly Statement[];
}

/** A role with its trust and its policies. */
export interface Role {
  readonly role: TerraformNode<"aws_iam_role">;
  /** The policies: whoever needs the role to work waits for these. */
  readonly policies: readonly (
    | TerraformNode<"aws_iam_role_policy">
    | TerraformNode<"aws_iam_role_policy_attachment">
  )[];
  readonly nodes: readonly AnyTerraformNode[];
}

/** An IAM role, its trust policy and its permissions. */
export function role({ stack, account, name, roleName, description, origin, trust, ...permissions }: RoleInput): Role {
  const trustDocument = policyDocument(stack, `${name}_trust`, origin, [trust]);
  const iamRole = terraform("aws_iam_role", {
    stack,
    name,
    origin,
    config: { name: roleName, description, assumeRolePolicy: ref(trustDocument, "json") },
  });
  const attachments = (permissions.managedPolicies ?? []).map((policy) =>
    terraform("aws_iam_role_policy_attachment", {
      stack,
      name: `${name}_${policy.replace(/^.*\//, "")}`,
      origin,
      config: { role: ref(iamRole, "name"), policyArn: managedPolicyArn(account, policy) },
    }),
  );
  if (!permissions.statements?.length)
    return { role: iamRole, policies: attachments, nodes: [trustDocument, iamRole, ...attachments] };
  const document = policyDocument(stack, name, origin, permissions.statements);
  const policy = terraform("aws_iam_role_policy", {
    stack,
    name,
    origin,
    config: { name: "permissions", role: ref(iamRole, "name"), policy: ref(document, "json") },
  });
  return {
    role: iamRole,
    policies: [...attachments, policy],
    nodes: [trustDocument, iamRole, ...attachments, document, policy],
  };
}

/** Trust for an AWS service, e.g. `eks.amazonaws.com`. */
export function serviceTrust(service: string, conditions?: Statement["conditions"]): RoleInput["trust"] {
  return {
    sid: "Service",
    actions: ["sts:AssumeRole"],
    principals: { type: "Service", identifiers: [service] },
    ...(conditions && { conditions }),
  };
}
