import { cisEks, fsbp, tool } from "../anchors.ts";
import { allSetTo } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownFlag } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** The Kubernetes API answers inside the VPC, and nowhere else. */
export const eksEndpointPrivate = defineRule({
  id: "eks-endpoint-private",
  title: "The Kubernetes API has no address of the internet",
  group: "cluster",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Even limited to some ranges a public endpoint is one edit away from being open, and every flaw of the API server and of those ranges' owners is within reach. A private one is reached by VPN, peering or a session through the VPC.",
  remediation: "Leave `cluster.endpoint.publicCidrs` empty.",
  anchors: [
    cisEks("5.4.2"),
    fsbp("EKS.1"),
    tool("cdk-nag", "EKS1"),
    tool("Checkov", "CKV_AWS_39"),
    tool("Trivy", "AWS-0040"),
    tool("hardeneks", "check_endpoint_public_access"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_eks_cluster"), ({ config }) => {
      // AWS's own defaults: public, and not private.
      const isPublic = knownFlag(graph, config.vpcConfig.endpointPublicAccess ?? true);
      const isPrivate = knownFlag(graph, config.vpcConfig.endpointPrivateAccess ?? false);
      const setting = ["endpoint", "publicCidrs"];
      const seen = allSetTo({
        endpoint_public_access: config.vpcConfig.endpointPublicAccess,
        endpoint_private_access: config.vpcConfig.endpointPrivateAccess,
      });
      const fault = (key: string, message: string, expected: string, actual: string) => [
        { setting, key, message, expected, actual, seen },
      ];
      if (isPublic)
        return fault("public", "the Kubernetes API has a public endpoint", "a private endpoint only", "a public one");
      if (isPrivate === false)
        return fault("private", "the Kubernetes API has no private endpoint", "a private endpoint", "none");
      if (isPublic === undefined || isPrivate === undefined)
        return { unknown: "its endpoints are known only at apply" };
      return { proof: seen };
    });
  },
});
