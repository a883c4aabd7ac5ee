import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { awsDocs, tool } from "../anchors.ts";
import { items } from "../facts/known.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Everything says whose it is and what it belongs to. */
export const costTags = defineRule({
  id: "cost-tags",
  title: "Resources are tagged with their system and owner",
  group: "operations",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A bill that nobody can split, and a resource that nobody dares to delete, both come from tags that are missing. Given to the provider they are on everything that Terraform makes.",
  remediation:
    "`system`, `owner` and the environment are always there; add what the organisation asks for, such as `cost-centre`, under `tags`.",
  anchors: [
    awsDocs("Best practices for tagging", "tag-editor/latest/userguide/best-practices-and-strats.html"),
    tool("kube-linter", "required-label-owner"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { tags: ["owner", "system"] },
  check({ graph, parameters }) {
    return graph.stacks.flatMap((stack) => (stack.providers.aws ? [judge(stack, parameters.tags)] : []));
  },
});

function judge({ name, providers }: ResourceGraph["stacks"][number], wanted: readonly string[]): RuleResult {
  const target = ["tags"];
  const blocks = items<{ tags?: unknown }>(providers.aws?.defaultTags);
  if (!blocks)
    return { verdict: "not-evaluated", target, reason: `the tags of stack "${name}" are known only at apply` };
  const tags = new Set(blocks.flatMap((block) => Object.keys((block.tags ?? {}) as object)));
  const evidence = [`stack ${name} → default_tags: ${[...tags].join(", ") || "none"}`];
  const missing = wanted.filter((tag) => !tags.has(tag));
  if (missing.length === 0) return { verdict: "compliant", target, evidence };
  return {
    verdict: "not-compliant",
    target,
    key: `stack:${name}`,
    message: `resources of stack "${name}" have no ${missing.map((tag) => `"${tag}"`).join(" and no ")}`,
    expected: `the tags ${wanted.join(", ")}`,
    actual: [...tags].join(", ") || "no tags",
    evidence,
  };
}
