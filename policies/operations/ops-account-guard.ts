import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { setTo } from "../facts/evidence.ts";
import { items, known } from "../facts/known.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Terraform refuses to plan for another account than the one that the spec names. */
export const opsAccountGuard = defineRule({
  id: "ops-account-guard",
  title: "Only the declared account can be deployed to",
  group: "operations",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Credentials decide where Terraform deploys, and a shell easily holds those of another account. A production system applied to the wrong account is made twice, or replaces somebody else's.",
  remediation: "Set `account` to the twelve digits of the account.",
  anchors: [
    {
      control: "Terraform AWS provider: allowed_account_ids",
      url: "https://registry.terraform.io/providers/hashicorp/aws/latest/docs#allowed_account_ids",
    },
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ model, graph }) {
    const { account, profile } = model.spec;
    const target = ["account"];
    if (account !== undefined)
      return graph.stacks.flatMap((stack) => (stack.providers.aws ? [judge(graph, stack, account)] : []));
    // Credentials may choose the account of a system that is deployed to several.
    if (profile !== "regulated") return [];
    return [
      {
        verdict: "not-compliant",
        target,
        key: "account",
        message: `a system of the profile "${profile}" can be deployed to any account`,
        expected: "the number of its account",
        actual: "no account",
        evidence: [`profile ${profile} → account not set`],
      },
    ];
  },
});

function judge(graph: ResourceGraph, stack: ResourceGraph["stacks"][number], account: string): RuleResult {
  const target = ["account"];
  const written = stack.providers.aws?.allowedAccountIds;
  const ids = items<unknown>(written)?.map((id) => known(graph, id));
  if (!ids || ids.includes(undefined))
    return {
      verdict: "not-evaluated",
      target,
      reason: `the accounts of stack "${stack.name}" are known only at apply`,
    };
  const evidence = [`stack ${stack.name} → ${setTo("allowed_account_ids", written)}`];
  if (ids.length === 1 && ids[0] === account) return { verdict: "compliant", target, evidence };
  return {
    verdict: "not-compliant",
    target,
    key: `stack:${stack.name}`,
    message: `stack "${stack.name}" can be deployed to another account than "${account}"`,
    expected: account,
    actual: ids.join(", ") || "any account",
    evidence,
  };
}
