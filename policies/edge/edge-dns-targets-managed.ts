import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { isReference } from "../../schema/graph/value.ts";
import { awsDocs, tool } from "../anchors.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, knownText, show } from "../facts/known.ts";
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
    "An address or a name that is written down goes to somebody else one day, and the system's name with it: whoever gets it speaks for the system. An alias goes with its load balancer.",
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
  parameters: { types: ["A", "AAAA", "CNAME"] },
  check({ graph, parameters }) {
    const balancers = balancerNames(graph);
    return judgeNodes(graph.resources("aws_route53_record"), (record) => {
      const type = knownText(graph, record.config.type);
      if (type === undefined || !parameters.types.includes(type)) return undefined;
      if (record.config.alias) return judgeAlias(graph, record, balancers);
      const written = items<unknown>(record.config.records)?.map((value) => knownText(graph, value));
      if (!written) return { unknown: "what a record leads to is known only at apply" };
      const literal = written.filter((value) => value !== undefined);
      if (literal.length === 0)
        return { proof: `records → ${(items<unknown>(record.config.records) ?? []).map(show).join(", ")}` };
      return [
        {
          setting: record.origin.slice(2),
          key: label(record),
          message: `the record "${label(record)}" leads to ${type === "CNAME" ? "a name" : "an address"} that is written down`,
          expected: "an alias",
          actual: literal.join(", "),
        },
      ];
    });
  },
});

type DnsRecord = TerraformNode<"aws_route53_record">;

/** An alias leads to a resource of the system, or to a load balancer that the cluster makes and names. */
function judgeAlias(graph: ResourceGraph, record: DnsRecord, balancers: ReadonlySet<string>): NodeVerdict {
  const { name } = record.config.alias as { readonly name?: unknown };
  const balancer = graph.follow(name, "data.aws_lb");
  if (!balancer && isReference(name)) return { proof: `alias → ${show(name)}` };
  const written = balancer ? wantedOf(graph, balancer) : show(name);
  if (written === undefined) return { unknown: "which load balancer is found is known only at apply" };
  if (balancer && balancers.has(written)) return { proof: `alias → load balancer ${written}` };
  return [
    {
      setting: record.origin.slice(2),
      key: label(record),
      message: `the record "${label(record)}" leads to "${written}", which is nothing of this system`,
      expected: balancer ? "a load balancer of the system" : "a reference",
      actual: written,
    },
  ];
}

/** By what one load balancer is found: its name or its ARN. By tags, it is whatever has them. */
function wantedOf(graph: ResourceGraph, { config }: TerraformNode<"data.aws_lb">): string | undefined {
  return knownText(graph, config.name) ?? knownText(graph, config.arn);
}

/** The names that Services and Ingresses give to their load balancers. */
function balancerNames(graph: ResourceGraph): ReadonlySet<string> {
  const annotations = [...graph.objects("Service"), ...graph.objects("Ingress")].flatMap(({ object }) =>
    Object.entries(object.metadata?.annotations ?? {}),
  );
  return new Set(
    annotations
      .filter(([key]) => /\/(aws-)?load-balancer-name$/.test(key))
      .flatMap(([, value]) => knownText(graph, value) ?? []),
  );
}
