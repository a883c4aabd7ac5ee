import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { isReference } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";
import { cisEks, eksBestPractice } from "../anchors.ts";
import { associatedRight, declaredRight, groupRights, isKnownPolicy } from "../facts/access-entries.ts";
import { allSetTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { knownFlag, knownText, show } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
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
    "The principal that creates a cluster is otherwise its administrator for ever, shown in no configuration; and a config map of users inside the cluster can lock everybody out. What a line of `cluster.access` says must be what it gives.",
  remediation: "Declare who may do what under `cluster.access`, and not under `overrides`.",
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
  check({ model, graph, parameters }) {
    return [
      ...graph.resources("aws_eks_cluster").flatMap((cluster) => judge(graph, cluster, parameters.modes)),
      ...judgeNodes(graph.resources("aws_eks_access_policy_association"), (node) => judgeRight(model, node)),
      ...judgeNodes(graph.resources("aws_eks_access_entry"), (node) => judgeEntry(model, node)),
    ];
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

/** Who has more than the line of the spec says, or less, or elsewhere. */
function judgeRight(model: Model, node: TerraformNode<"aws_eks_access_policy_association">): NodeVerdict | undefined {
  const declared = declaredRight(model, specItem(node.origin));
  if (declared === undefined) return undefined;
  if (!isKnownPolicy(node)) return { unknown: "the policy of an access entry is known only at apply" };
  const given = associatedRight(node);
  if (given === declared) return { proof: given };
  return [
    {
      setting: ["policy"],
      key: `right:${label(node)}`,
      message: `access entry "${label(node)}" gives ${given}, and its line says ${declared}`,
      expected: declared,
      actual: given,
    },
  ];
}

/** Whom an entry lets in, and the groups beside its policies. That it is a user is what `iam-no-users` asks. */
function judgeEntry(model: Model, node: TerraformNode<"aws_eks_access_entry">): NodeVerdict | undefined {
  const access = model.spec.cluster.access[String(specItem(node.origin).at(-1))];
  if (!access) return undefined;
  const { principalArn } = node.config;
  const principal = show(principalArn);
  const declared = access.principal ?? `role ${String(access.role)} of this account`;
  const groups = groupRights(node).map(({ right }) => right);
  const faults = [
    ...(isReference(principalArn) || principal.includes(":user/") || isDeclared(model, access, principal)
      ? []
      : [
          {
            setting: ["principal"],
            key: `principal:${label(node)}`,
            message: `access entry "${label(node)}" lets in "${principal}", and its line says ${declared}`,
            expected: declared,
            actual: principal,
          },
        ]),
    ...groups.map((group) => ({
      key: `${group}:${label(node)}`,
      message: `access entry "${label(node)}" is in the ${group}, and no line says so`,
      expected: "what its policy gives",
      actual: group,
    })),
  ];
  if (faults.length > 0) return faults;
  return isReference(principalArn)
    ? { unknown: "who is let in is known only at apply" }
    : { proof: `principal_arn = ${principal}` };
}

/** A role by its name is one of this account, whose number Terraform asks AWS for. */
function isDeclared(
  { spec }: Model,
  { principal, role }: Model["spec"]["cluster"]["access"][string],
  written: string,
): boolean {
  if (principal !== undefined) return written === principal;
  const [, account, name] = /^arn:[^:]*:iam::([^:]*):role\/(.*)$/.exec(written) ?? [];
  const isOwn = account?.startsWith("${") || spec.account === undefined || account === spec.account;
  return name === role && isOwn;
}
