import { awsDocs, tool } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { items, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A public name leads to something of this system, by reference. */
export const edgeDnsTargetsManaged = defineRule({
  id: "edge-dns-targets-managed",
  title: "Names lead to what the system has, not to addresses",
  group: "edge",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "An address that is written down goes to somebody else one day, and the name with it: whoever gets the address speaks for the system. An alias goes with its load balancer.",
  remediation:
    "Records follow from the `zone` of a route, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    tool("Checkov", "CKV2_AWS_23"),
    awsDocs(
      "Choosing between alias and non-alias records",
      "Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html",
    ),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { types: ["A", "AAAA"] },
  check({ graph, parameters }) {
    return judgeNodes(graph.resources("aws_route53_record"), (record) => {
      const type = knownText(graph, record.config.type);
      if (type === undefined || !parameters.types.includes(type)) return undefined;
      if (record.config.alias) return { proof: "an alias" };
      const written = items<unknown>(record.config.records)?.map((value) => knownText(graph, value));
      if (!written) return { unknown: "what a record leads to is known only at apply" };
      const literal = written.filter((value) => value !== undefined);
      if (literal.length === 0) return { proof: "an address of a resource" };
      return [
        {
          setting: record.origin.slice(2),
          key: label(record),
          message: `the record "${label(record)}" leads to an address that is written down`,
          expected: "an alias",
          actual: literal.join(", "),
        },
      ];
    });
  },
});
