import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { cisEks, eksBestPractice } from "../anchors.ts";
import { allSetTo } from "../facts/evidence.ts";
import { knownFlag, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** Who may use the cluster is declared, entry by entry, and nobody may by accident of having made it. */
export const iamClusterAccessEntries = defineRule({
  id: "iam-cluster-access-entries",
  title: "Access to the cluster is declared",
  group: "identity",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "The principal that creates a cluster is otherwise its administrator for ever, shown in no configuration; and a config map of users inside the cluster can lock everybody out.",
  remediation: "Declare who may do what under `cluster.access`.",
  anchors: [
    cisEks("4.1.7"),
    eksBestPractice(
      "Remove the cluster-admin permissions from the cluster creator principal",
      "identity-and-access-management",
    ),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { modes: ["API", "API_AND_CONFIG_MAP"] },
  check({ graph, parameters }) {
    return graph.resources("aws_eks_cluster").flatMap((cluster) => judge(graph, cluster, parameters.modes));
  },
});

const target = ["cluster"] as const;

function judge(
  graph: ResourceGraph,
  cluster: TerraformNode<"aws_eks_cluster">,
  modes: readonly string[],
): RuleResult[] {
  const { authenticationMode = "CONFIG_MAP", bootstrapClusterCreatorAdminPermissions: creator = true } =
    cluster.config.accessConfig ?? {};
  const resource = cluster.address;
  const mode = knownText(graph, authenticationMode);
  const isCreatorAdmin = knownFlag(graph, creator);
  if (mode === undefined || isCreatorAdmin === undefined)
    return [{ verdict: "not-evaluated", target, reason: "how access is granted is known only at apply", resource }];
  // Entries of other types, such as EC2_LINUX, are for nodes.
  const entries = graph
    .resources("aws_eks_access_entry")
    .filter(({ config }) => (knownText(graph, config.type) ?? "STANDARD") === "STANDARD");
  const evidence = [
    `cluster ${cluster.name} → ${allSetTo({ authentication_mode: authenticationMode, bootstrap_cluster_creator_admin_permissions: creator })}`,
    `cluster ${cluster.name} → access entries: ${entries.map(label).join(", ") || "none"}`,
  ];
  const fault = (key: string, message: string, expected: string, actual: string): NotCompliant => ({
    verdict: "not-compliant",
    target,
    path: ["cluster", "access"],
    key,
    message,
    expected,
    actual,
    evidence,
    resource,
  });
  const results: RuleResult[] = [];
  if (!modes.includes(mode))
    results.push(fault("mode", "access is granted by a config map in the cluster", `one of ${modes.join(", ")}`, mode));
  if (isCreatorAdmin)
    results.push(
      fault("creator", "whoever creates the cluster is its administrator", "no rights by creation", "administrator"),
    );
  if (entries.length === 0)
    results.push(fault("entries", "nobody may use the cluster", "one access entry or more", "none"));
  return results.length > 0 ? results : [{ verdict: "compliant", target, evidence, resource }];
}
