import { fsbp, tool } from "../anchors.ts";
import { annotationsOf } from "../facts/annotations.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeFault } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

const dropHeaders = "routing.http.drop_invalid_header_fields.enabled=true";
const tolerant = "routing.http.desync_mitigation_mode=monitor";

/** Application load balancers pass on no requests that two readers could read differently. */
export const edgeLbHardening = defineRule({
  id: "edge-lb-hardening",
  title: "Load balancers refuse malformed requests",
  group: "edge",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A request that the load balancer reads in one way and the service in another smuggles a second one past every check in front. AWS passes malformed headers on unless it is asked not to.",
  remediation: "Every load balancer refuses them, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    fsbp("ELB.4"),
    fsbp("ELB.12"),
    tool("Checkov", "CKV_AWS_131"),
    tool("Checkov", "CKV_AWS_328"),
    tool("Trivy", "AWS-0052"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.objects("Ingress"), (ingress) => {
      const written = annotationsOf(ingress)["alb.ingress.kubernetes.io/load-balancer-attributes"];
      const attributes = written === undefined ? "" : knownText(graph, written);
      if (attributes === undefined) return { unknown: "the attributes of a load balancer are known only at apply" };
      const seen = setTo("load-balancer-attributes", written === undefined ? undefined : attributes);
      const list = attributes.split(",").map((attribute) => attribute.trim());
      const fault = (key: string, message: string, expected: string, actual: string): NodeFault => ({
        key: `${key}:${ingress.name}`,
        message: `the load balancer of "${ingress.name}" ${message}`,
        expected,
        actual,
        seen,
      });
      const faults = [
        ...(list.includes(dropHeaders)
          ? []
          : [fault("headers", "passes malformed headers on", dropHeaders, attributes || "AWS's defaults")]),
        ...(list.includes(tolerant)
          ? [fault("desync", "only watches ambiguous requests", "defensive or strictest", "monitor")]
          : []),
      ];
      return faults.length > 0 ? faults : { proof: seen };
    });
  },
});
