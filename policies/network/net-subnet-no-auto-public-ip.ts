import { fsbp, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { knownFlag } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** No subnet gives public addresses by itself. Load balancers in public subnets do not need it. */
export const netSubnetNoAutoPublicIp = defineRule({
  id: "net-subnet-no-auto-public-ip",
  title: "No subnet gives out public addresses by itself",
  group: "network",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Where a subnet gives every instance a public address, whatever is launched there by mistake is on the internet. Load balancers and NAT gateways do not need it.",
  remediation:
    "Leave `autoPublicIp` out or set it to false, and keep node pools out of the public tier: EKS requires it there.",
  fixable: true,
  anchors: [fsbp("EC2.9"), fsbp("EC2.15"), tool("Checkov", "CKV_AWS_130"), tool("Trivy", "AWS-0164")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    return graph.resources("aws_subnet").map((subnet): RuleResult => {
      const target = specItem(subnet.origin);
      const resource = subnet.address;
      const { mapPublicIpOnLaunch } = subnet.config;
      const isPublic = mapPublicIpOnLaunch === undefined ? false : knownFlag(graph, mapPublicIpOnLaunch);
      if (isPublic === undefined) return { verdict: "not-evaluated", target, reason: "known only at apply", resource };
      const evidence = [`subnet ${label(subnet)} → ${setTo("map_public_ip_on_launch", mapPublicIpOnLaunch)}`];
      if (!isPublic) return { verdict: "compliant", target, evidence, resource };
      return {
        verdict: "not-compliant",
        target,
        path: [...target, "autoPublicIp"],
        key: `subnet:${label(subnet)}`,
        message: `whatever is launched in subnet "${label(subnet)}" gets a public address`,
        expected: "map_public_ip_on_launch false",
        actual: "true",
        fix: false,
        evidence,
        resource,
      };
    });
  },
});
