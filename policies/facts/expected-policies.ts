import type { SpecPath } from "../../schema/finding.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";

/** AWS's policies with which a role can do whatever it wants. */
export const administratorPolicies: readonly string[] = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"];

/**
 * AWS's policies that the roles of a part of the spec need, worked out here once more and apart from the compiler. What
 * services need is written for each of them.
 * https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html
 */
const expected: Readonly<Record<string, readonly string[]>> = {
  cluster: ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"],
  "cluster.addons.aws-ebs-csi-driver": ["AmazonEBSCSIDriverPolicy"],
  "cluster.addons.container-insights": ["CloudWatchAgentServerPolicy"],
  "cluster.addons.vpc-cni": ["AmazonEKS_CNI_Policy"],
  stores: ["AmazonRDSEnhancedMonitoringRole"],
};

/** The policies that roles of a part of the spec may have. */
export function expectedPolicies(item: SpecPath): readonly string[] {
  return expected[formatSpecPath(item)] ?? (item.length > 1 ? (expected[formatSpecPath(item.slice(0, 1))] ?? []) : []);
}
