import { isTemplate } from "../../schema/graph/value.ts";
import type { PolicyStatement } from "./policy-statements.ts";

/**
 * Actions that IAM cannot limit to a resource: their column "Resource types" is empty.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const withoutResource: readonly string[] = [
  "acm:ListCertificates",
  "autoscaling:Describe*",
  "cloudwatch:PutMetricData",
  "ec2:Describe*",
  "ecr:GetAuthorizationToken",
  "elasticloadbalancing:Describe*",
  "eks:ListClusters",
  "iam:ListServerCertificates",
  "route53:ListHostedZones",
  "route53:ListHostedZonesByName",
  "s3:ListAllMyBuckets",
  "sts:GetCallerIdentity",
];

/**
 * Reads of what is not secret, which controllers do to find the thing that they are asked for: its name is known only
 * to the object in the cluster. The published policies of the controllers have them on every resource, too.
 */
const discovery: readonly string[] = [
  "acm:DescribeCertificate",
  "acm:GetCertificate",
  "ec2:GetCoipPoolUsage",
  "ec2:GetInstanceTypesFromInstanceRequirements",
  "ec2:GetSecurityGroupsForVpc",
  "eks:DescribeNodegroup",
  "iam:GetServerCertificate",
];

const patterns = [...withoutResource, ...discovery].map(
  (action) => new RegExp(`^${action.replace("*", "[A-Za-z]*")}$`, "i"),
);

/** Whether an action may stand on every resource. */
export function isUnscoped(action: string): boolean {
  return patterns.some((pattern) => pattern.test(action));
}

/** Condition keys that limit an action to some resources, as its resources otherwise would. */
const scoping = /ResourceTag\/|RequestTag\/|:ResourceAccount$|:SourceArn$|:AWSServiceName$|:CreateAction$|:ViaService$/;

/** Whether a statement limits by its conditions what its resources leave open. */
export function isScopedByCondition({ conditions }: PolicyStatement): boolean {
  return conditions.some(({ variable }) => {
    const parts = isTemplate(variable) ? variable.$template : [variable];
    return parts.some((part) => typeof part === "string" && scoping.test(part));
  });
}
