import { cisAws, fsbp, tool } from "../anchors.ts";
import { items } from "../facts/known.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** The security group that AWS gives every VPC has no rules. */
export const netDefaultSgClosed = defineRule({
  id: "net-default-sg-closed",
  title: "The VPC's default security group admits nothing",
  group: "network",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "What is launched without a security group gets the VPC's default one, which as AWS makes it admits all of its own members and lets everything out. Emptied, a forgotten group means no traffic instead of all.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [cisAws("6.5"), fsbp("EC2.2"), tool("Checkov", "CKV2_AWS_12"), tool("Trivy", "AWS-0173")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    const managed = graph.resources("aws_default_security_group");
    const target = ["network"] as const;
    return graph.resources("aws_vpc").map((vpc): RuleResult => {
      const failure = {
        verdict: "not-compliant",
        target,
        expected: "managed, with no rules",
        resource: vpc.address,
      } as const;
      const group = managed.find(({ config }) => graph.follow(config.vpcId, "aws_vpc") === vpc);
      if (!group)
        return {
          ...failure,
          key: "unmanaged",
          message: `the default security group of VPC "${vpc.name}" is left as AWS makes it`,
          actual: "not managed",
          evidence: [`VPC ${vpc.name} → no aws_default_security_group`],
        };
      const [ingress, egress] = [items(group.config.ingress), items(group.config.egress)];
      if (!ingress || !egress) return { verdict: "not-evaluated", target, reason: "its rules are known only at apply" };
      const rules = ingress.length + egress.length;
      const evidence = [
        `VPC ${vpc.name} → default security group ${group.name} → ${ingress.length} ingress and ${egress.length} egress rules`,
      ];
      if (rules === 0) return { verdict: "compliant", target, evidence, resource: group.address };
      return {
        ...failure,
        key: "rules",
        message: `the default security group of VPC "${vpc.name}" has rules`,
        actual: rules === 1 ? "1 rule" : `${rules} rules`,
        evidence,
        resource: group.address,
      };
    });
  },
});
