import type { Model } from "../../schema/model/model.ts";
import { kubernetesDocs } from "../anchors.ts";
import { type DeclaredEdge, declaredEdges, wayOf } from "../facts/declared-edges.ts";
import { evidenceOf } from "../facts/reachability/answer.ts";
import type { Reachability } from "../facts/reachability/reachability.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Whatever a service uses it gets to: network policies, security groups, routes and permissions all agree. */
export const accessUsesWork = defineRule({
  id: "access-uses-work",
  title: "What a service uses it can reach",
  group: "access",
  severity: "high",
  profile: "correctness",
  stage: "graph",
  rationale:
    "A connection passes network policies on both sides, security groups, routes and IAM. One of them that is closed is a time-out or an `AccessDenied` which nobody sees before the service runs.",
  remediation:
    "Open the hop that the finding names. All of them follow from `uses`: what closes one is an entry of `overrides`, or a fault of the compiler.",
  anchors: [kubernetesDocs("Network Policies", "concepts/services-networking/network-policies/")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ model, facts }) {
    return declaredEdges(model).map((edge) => judge(model, facts.reachability, edge));
  },
});

function judge(model: Model, reach: Reachability, edge: DeclaredEdge): RuleResult {
  const { service, target: name, path } = edge;
  const target = ["services", service];
  const way = wayOf(model, reach, edge);
  if (!way) return { verdict: "not-evaluated", target, reason: `service "${service}" has no pods in the graph` };
  const { answer } = way;
  const evidence = [evidenceOf(answer)];
  if (answer.reaches === "yes") return { verdict: "compliant", target, evidence };
  if (answer.reaches === "unknown")
    return { verdict: "not-evaluated", target, reason: `${name}: ${answer.reason}`, evidence };
  return {
    verdict: "not-compliant",
    target,
    path,
    key: `uses:${name}`,
    message: `service "${service}" uses "${name}", but ${answer.missing}`,
    expected: `a way from "${service}" to "${name}"`,
    actual: answer.missing,
    evidence,
  };
}
