import type { SpecPath } from "../../schema/finding.ts";
import { ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";

/** A security group. */
export type SecurityGroup = TerraformNode<"aws_security_group">;

/** One thing that a group lets in or out. */
export interface Rule {
  readonly name: string;
  readonly group: SecurityGroup;
  readonly origin: SpecPath;
  readonly description: string;
  readonly peer: SecurityGroup | "anywhere";
  /** Absent for every protocol and port. */
  readonly ports?: { readonly protocol: "tcp" | "udp"; readonly from: number; readonly to?: number };
}

/** What a group lets in. */
export function ingress(rule: Rule): TerraformNode<"aws_vpc_security_group_ingress_rule"> {
  return terraform("aws_vpc_security_group_ingress_rule", ruleInput(rule));
}

/** What a group lets out. */
export function egress(rule: Rule): TerraformNode<"aws_vpc_security_group_egress_rule"> {
  return terraform("aws_vpc_security_group_egress_rule", ruleInput(rule));
}

function ruleInput({ name, group, origin, description, peer, ports }: Rule) {
  return {
    stack: "network",
    name,
    origin,
    config: {
      securityGroupId: ref(group, "id"),
      description,
      ipProtocol: ports?.protocol ?? "-1",
      ...(ports && { fromPort: ports.from, toPort: ports.to ?? ports.from }),
      ...(peer === "anywhere" ? { cidrIpv4: "0.0.0.0/0" } : { referencedSecurityGroupId: ref(peer, "id") }),
      tags: { Name: name.replaceAll("_", "-") },
    },
  };
}
