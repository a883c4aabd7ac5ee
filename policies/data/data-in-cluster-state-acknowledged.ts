import { count } from "../../schema/count.ts";
import type { KubernetesNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { groupBy } from "../../schema/group-by.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { awsDocs } from "../anchors.ts";
import { items, show } from "../facts/known.ts";
import { specItem } from "../facts/spec-item.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** Data that nobody but the system's own team looks after is a decision that somebody answers for until a day. */
export const dataInClusterStateAcknowledged = defineRule({
  id: "data-in-cluster-state-acknowledged",
  title: "Data that is kept in the cluster is acknowledged",
  group: "data",
  severity: "medium",
  profile: "prod",
  stage: "graph",
  rationale:
    "A database, cache or object store in the cluster has no operator: upgrades, failover, backups and their rehearsal are the team's own work, and easily forgotten until the day they are needed.",
  remediation:
    "Use an engine that AWS runs, such as `rds` or `s3`, or waive this with the reason and the day on which it is decided again.",
  anchors: [
    awsDocs(
      "Choosing an AWS database service",
      "decision-guides/latest/databases-on-aws-how-to-choose/databases-on-aws-how-to-choose.html",
    ),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ model, graph }) {
    const keeping = graph.objects("StatefulSet").filter((set) => claimsOf(set).length > 0);
    const byTarget = groupBy(keeping, ({ origin }) => formatSpecPath(specItem(origin)));
    const elsewhere = Object.entries(model.spec.stores).flatMap(([name, { engine }]): RuleResult[] => {
      const target = ["stores", name];
      if (byTarget.has(formatSpecPath(target))) return [];
      return [{ verdict: "compliant", target, evidence: [`store ${name} → ${engine}`] }];
    });
    return [...[...byTarget.values()].flatMap(unacknowledged), ...elsewhere];
  },
});

type StatefulSet = KubernetesNode<"StatefulSet">;

/** One finding for each store or service, however many sets it has. */
function unacknowledged(sets: readonly StatefulSet[]): NotCompliant[] {
  const [first] = sets;
  if (!first) return [];
  const target = specItem(first.origin);
  const resource: Address = first.address;
  return [
    {
      verdict: "not-compliant",
      target,
      path: [...target, target[0] === "stores" ? "engine" : "stateful"],
      key: "state",
      message: `"${target.at(-1)}" keeps its data in the cluster`,
      expected: "an engine that AWS runs, or a waiver until a day",
      actual: `${sets.length === 1 ? "a StatefulSet" : `${sets.length} StatefulSets`} with volumes`,
      evidence: sets.map(describe),
      resource,
    },
  ];
}

function describe(set: StatefulSet): string {
  const claims = claimsOf(set).map(({ spec }) => {
    const storage = show(spec?.resources?.requests?.["storage"]);
    return `${storage} of class ${show(spec?.storageClassName ?? "the default")}`;
  });
  return `StatefulSet ${set.name} → ${podsOf(set)} → ${claims.join(", ")}`;
}

function podsOf({ object }: StatefulSet): string {
  const { replicas = 1 } = object.spec ?? {};
  return typeof replicas === "number" ? count(replicas, "pod") : `${show(replicas)} pods`;
}

interface Claim {
  readonly spec?: {
    readonly storageClassName?: unknown;
    readonly resources?: { readonly requests?: Readonly<Record<string, unknown>> };
  };
}

function claimsOf({ object }: StatefulSet): readonly Claim[] {
  return items<Claim>(object.spec?.volumeClaimTemplates) ?? [];
}
