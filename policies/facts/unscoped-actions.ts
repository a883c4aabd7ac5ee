import { plainPattern } from "./action-patterns.ts";

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
  (action) => new RegExp(`^${action.replace("*", "[a-z*?]*")}$`, "i"),
);

/** Whether an action, or all that it stands for, may be on every resource. */
export function isUnscoped(action: string): boolean {
  return patterns.some((pattern) => pattern.test(plainPattern(action)));
}
