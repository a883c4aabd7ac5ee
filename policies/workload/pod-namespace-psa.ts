import type { NamespaceNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { groupBy } from "../../schema/group-by.ts";
import { cisEks, eksBestPractice, kubernetesDocs, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { known, knownText } from "../facts/known.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import { defineRule } from "../rule.ts";

const levels = ["privileged", "baseline", "restricted"];
const modes = ["enforce", "warn", "audit"] as const;
const deeds = { enforce: "refuse", warn: "warn of", audit: "record" } as const;

/** A namespace refuses pods that are less careful than its own. */
export const podNamespacePsa = defineRule({
  id: "pod-namespace-psa",
  title: "Namespaces refuse careless pods",
  group: "workload",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "Policies here judge what is in the spec. A Pod Security Standard on the namespace also refuses what comes by another way: by hand, from an operator, or from whoever took over a pipeline.",
  remediation:
    "Labels follow from the services of a namespace, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    cisEks("4.2.1"),
    cisEks("4.2.2"),
    cisEks("4.2.3"),
    cisEks("4.2.4"),
    cisEks("4.2.5"),
    eksBestPractice("Use multiple Pod Security Admission (PSA) modes", "pod-security"),
    kubernetesDocs("Pod Security Admission", "concepts/security/pod-security-admission/"),
    tool("hardeneks", "ensure_namespace_psa_exist"),
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph, facts }) {
    const pods = groupBy(facts.pods, ({ namespace }) => namespace);
    const labelled = graph.resources("kubernetes_labels").filter(({ config }) => config.kind === "Namespace");
    return judgeNodes<NamespaceNode>([...graph.resources("kubernetes_namespace_v1"), ...labelled], (node) => {
      const name = knownText(graph, node.config.metadata.name) ?? node.name;
      // A pod that cannot meet more is another policy's finding; the namespace follows it.
      const exempt = (pods.get(name) ?? []).find((pod) => !meetsRestricted(graph, pod));
      const needed = exempt ? "baseline" : "restricted";
      const set = modes.map((mode) => ({ mode, level: levelOf(graph, node, mode) }));
      const labels = set.map(({ mode, level }) => setTo(`pod-security.kubernetes.io/${mode}`, level)).join(", ");
      const seen = exempt ? `${labels} → ${exempt.name} cannot meet more than baseline` : labels;
      const weak = set.filter(({ level }) => levels.indexOf(level ?? "") < levels.indexOf(needed));
      if (weak.length === 0) return { proof: seen };
      return weak.map(({ mode, level }) => ({
        key: `${name}:${mode}`,
        message: `namespace "${name}" does not ${deeds[mode]} pods below the standard "${needed}"`,
        expected: `${mode}: ${needed}`,
        actual: level ?? "no label",
        seen,
      }));
    });
  },
});

function levelOf(graph: ResourceGraph, node: NamespaceNode, mode: (typeof modes)[number]): string | undefined {
  const own = node.type === "kubernetes_labels" ? node.config.labels : node.config.metadata.labels;
  const labels = (own ?? {}) as Readonly<Record<string, unknown>>;
  return knownText(graph, labels[`pod-security.kubernetes.io/${mode}`]);
}

/** What the compiler can be asked for beyond the restricted standard: root, and capabilities. */
function meetsRestricted(graph: ResourceGraph, { spec, containers }: PodTemplate): boolean {
  const isRoot = known(graph, spec.securityContext?.runAsUser ?? 0) === 0;
  const added = containers.flatMap(({ spec: container }) => {
    const { add = [] } = container.securityContext?.capabilities ?? {};
    return Array.isArray(add) ? add : [];
  });
  return !isRoot && added.every((capability) => capability === "NET_BIND_SERVICE");
}
