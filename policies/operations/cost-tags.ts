import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { awsDocs, tool } from "../anchors.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Everything says whose it is and what it belongs to. */
export const costTags = defineRule({
  id: "cost-tags",
  title: "Resources are tagged with their system, environment and owner",
  group: "operations",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A bill that nobody can split, and a resource that nobody dares to delete, both come from tags that are missing. Given to the provider they are on everything that Terraform makes; nodes and their disks are made by EKS, and need them once more.",
  remediation:
    "`system`, `owner` and the environment are always there; add what the organisation asks for by the parameter `tags`, such as `cost-centre`, under `tags`.",
  anchors: [
    awsDocs("Best practices for tagging", "tag-editor/latest/userguide/best-practices-and-strats.html"),
    tool("kube-linter", "required-label-owner"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { tags: ["owner", "system"] },
  check({ model, graph, parameters }) {
    const wanted = [...parameters.tags, ...(model.environment === undefined ? [] : ["environment"])];
    const stacks = graph.stacks.filter(({ providers }) => providers.aws);
    return [
      ...stacks.map((stack) => judge(stack, wanted)),
      ...judgeNodes(graph.resources("aws_launch_template"), (template) => {
        // What the whole stack lacks is said of the stack.
        const given = defaultTags(stacks.find(({ name }) => name === template.stack)) ?? wanted;
        return judgeTemplate(
          template,
          given.filter((tag) => wanted.includes(tag)),
        );
      }),
    ];
  },
});

type Stack = ResourceGraph["stacks"][number];

/** What the provider puts on all that it makes; `undefined` when it is known only at apply. */
function defaultTags(stack: Stack | undefined): readonly string[] | undefined {
  return items<{ tags?: unknown }>(stack?.providers.aws?.defaultTags)?.flatMap(({ tags }) => namesOf(tags));
}

function judge(stack: Stack, wanted: readonly string[]): RuleResult {
  const { name } = stack;
  const target = ["tags"];
  const tags = defaultTags(stack);
  if (!tags) return { verdict: "not-evaluated", target, reason: `the tags of stack "${name}" are known only at apply` };
  const evidence = [`stack ${name} → default_tags: ${tags.join(", ") || "none"}`];
  const fault = faultOf(`resources of stack "${name}"`, tags, wanted);
  if (!fault) return { verdict: "compliant", target, evidence };
  return { verdict: "not-compliant", target, key: `stack:${name}`, ...fault, evidence };
}

/** What an Auto Scaling group launches, which tags of the provider do not reach. */
const launched = ["instance", "volume"];

/** https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-tagging */
function judgeTemplate(template: TerraformNode<"aws_launch_template">, wanted: readonly string[]): NodeVerdict {
  const written = items<{ resourceType?: unknown; tags?: unknown }>(template.config.tagSpecifications);
  if (!written) return { unknown: "the tags of its nodes are known only at apply" };
  const tagged = launched.map((type) => ({
    type,
    tags: written.filter(({ resourceType }) => resourceType === type).flatMap(({ tags }) => namesOf(tags)),
  }));
  const seen = tagged.map(({ type, tags }) => `tag_specifications of ${type}: ${tags.join(", ") || "none"}`);
  const faults = tagged.flatMap(({ type, tags }): NodeFault[] => {
    const fault = faultOf(`${type}s of node pool "${label(template)}"`, tags, wanted);
    return fault ? [{ key: `pool:${label(template)}:${type}`, ...fault, seen }] : [];
  });
  return faults.length > 0 ? faults : { proof: seen };
}

/** The tags that say anything: an empty one names nobody. */
function namesOf(tags: unknown): readonly string[] {
  return Object.entries((tags ?? {}) as Readonly<Record<string, unknown>>).flatMap(([name, value]) =>
    value === "" ? [] : [name],
  );
}

function faultOf(
  who: string,
  tags: readonly string[],
  wanted: readonly string[],
): Pick<NodeFault, "message" | "expected" | "actual"> | undefined {
  const missing = wanted.filter((tag) => !tags.includes(tag));
  if (missing.length === 0) return undefined;
  return {
    message: `${who} have no ${missing.map((tag) => `"${tag}"`).join(" and no ")}`,
    expected: `the tags ${wanted.join(", ")}`,
    actual: tags.join(", ") || "no tags",
  };
}
