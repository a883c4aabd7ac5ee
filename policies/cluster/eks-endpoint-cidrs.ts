import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { cisEks, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { isWorld } from "../facts/ingress-rules.ts";
import { items, knownFlag, knownText } from "../facts/known.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** A public Kubernetes API endpoint names who may reach it. */
export const eksEndpointCidrs = defineRule({
  id: "eks-endpoint-cidrs",
  title: "The Kubernetes API is not open to the internet",
  group: "cluster",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "The API endpoint is the key to everything in the cluster. Open to all addresses, a leaked credential or a flaw in the API server is usable from anywhere.",
  remediation:
    "Leave `cluster.endpoint.publicCidrs` empty, so that only the VPC reaches the API, or list the ranges of your own network there.",
  anchors: [cisEks("5.4.1"), tool("Checkov", "CKV_AWS_38"), tool("Trivy", "AWS-0041")],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph }) {
    return graph.resources("aws_eks_cluster").flatMap((cluster) => judge(graph, cluster));
  },
});

const target = ["cluster"] as const;
const path = ["cluster", "endpoint", "publicCidrs"] as const;

/** An absent endpoint_public_access is true, and absent public_access_cidrs are 0.0.0.0/0: both are AWS's defaults. */
function judge(graph: ResourceGraph, cluster: TerraformNode<"aws_eks_cluster">): RuleResult[] {
  const { endpointPublicAccess = true, publicAccessCidrs } = cluster.config.vpcConfig;
  const resource = cluster.address;
  const isPublic = knownFlag(graph, endpointPublicAccess);
  const evidenceOf = (seen: string) => [`cluster ${cluster.name} → ${seen}`];
  if (isPublic === false)
    return [{ verdict: "compliant", target, evidence: evidenceOf("endpoint_public_access = false"), resource }];
  const cidrs = items<unknown>(publicAccessCidrs)?.map((cidr) => knownText(graph, cidr));
  if (isPublic === undefined || !cidrs || cidrs.includes(undefined))
    return [{ verdict: "not-evaluated", target, reason: "who may reach it is known only at apply", resource }];
  const written = cidrs.length > 0 ? cidrs : ["0.0.0.0/0"];
  const open = written.flatMap((cidr, index) => (cidr && isWorld(cidr) ? [{ cidr, index }] : []));
  const evidence = evidenceOf(setTo("public_access_cidrs", publicAccessCidrs));
  if (open.length === 0) return [{ verdict: "compliant", target, evidence, resource }];
  return open.map(
    ({ cidr, index }): NotCompliant => ({
      verdict: "not-compliant",
      target,
      path: cidrs.length > 0 ? [...path, index] : path,
      key: `cidr:${cidr}`,
      message: `the Kubernetes API is open to ${cidr}`,
      expected: "ranges of your own network, or no public endpoint",
      actual: cidr,
      evidence,
      resource,
    }),
  );
}
