import type { KubernetesNode } from "../../schema/graph/graph.ts";
import { groupBy } from "../../schema/group-by.ts";
import { cisEks, nsa, tool } from "../anchors.ts";
import { items } from "../facts/known.ts";
import { objectName, type PodTemplate } from "../facts/pod-templates.ts";
import { indexSelectors } from "../facts/selectors.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** Nothing talks to anything in the cluster unless the spec says so. */
export const podNetworkPolicy = defineRule({
  id: "pod-network-policy",
  title: "Pods reach only what they declare",
  group: "workload",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "In a cluster without network policies every pod reaches every other, and the instance metadata, and the internet. With a default of no and allowances that follow from `uses`, a taken-over pod reaches what its service needs.",
  remediation:
    "Policies follow from `uses` and `routes`, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    cisEks("4.3.2"),
    cisEks("5.4.4"),
    nsa("C-0030"),
    nsa("C-0054"),
    tool("Checkov", "CKV2_K8S_6"),
    tool("kube-linter", "non-isolated-pod"),
    tool("kube-score", "pod-networkpolicy"),
    tool("hardeneks", "check_default_deny_policy_exists"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph, facts }) {
    const policies = graph.objects("NetworkPolicy");
    const ofNamespace = groupBy(policies.filter(selectsAll), (policy) => objectName(policy).namespace);
    const ofPods = indexSelectors(policies.filter((policy) => !selectsAll(policy)).map(selecting));
    return facts.pods.map((pod) => judge(pod, ofNamespace.get(pod.namespace) ?? [], ofPods(pod.namespace, pod.labels)));
  },
});

type NetworkPolicy = KubernetesNode<"NetworkPolicy">;
type Direction = "Ingress" | "Egress";
const bothDirections: readonly Direction[] = ["Ingress", "Egress"];

function judge(pod: PodTemplate, ofNamespace: readonly NetworkPolicy[], own: readonly NetworkPolicy[]): RuleResult {
  const { target, address: resource } = pod;
  const all = [...ofNamespace, ...own];
  const names = all.map(({ name }) => `network policy ${name}`).join(", ") || "no network policy";
  const fault = (key: string, message: string, expected: string, actual: string): NotCompliant => ({
    verdict: "not-compliant",
    target,
    key: `${pod.name}:${key}`,
    message: `${pod.name} ${message}`,
    expected,
    actual,
    evidence: [`${pod.name} → namespace ${pod.namespace} → ${names} → ${actual}`],
    resource,
  });
  const denied = new Set(ofNamespace.filter(allowsNothing).flatMap(directions));
  const missing = bothDirections.filter((direction) => !denied.has(direction));
  if (missing.length > 0)
    return fault(
      "default-deny",
      `is in namespace "${pod.namespace}", which does not deny by default`,
      "a default denial of both directions",
      `no denial of ${missing.join(" and ")}`,
    );
  if (own.length === 0) return fault("policy", "has no network policy of its own", "a policy that selects it", "none");
  const open = all.find(allowsEverything);
  if (open)
    return fault(
      "open",
      `is opened to everything by policy "${open.name}"`,
      "named peers or ports",
      `${open.name} allows everything`,
    );
  if (!all.some(allowsDns)) return fault("dns", "cannot look up names", "egress to port 53", "no policy allows DNS");
  return {
    verdict: "compliant",
    target,
    evidence: [`${pod.name} → namespace ${pod.namespace} → ${names}`],
    resource,
  };
}

function selecting(policy: NetworkPolicy) {
  return { namespace: objectName(policy).namespace, selector: policy.object.spec?.podSelector, value: policy };
}

/** Absent policyTypes mean Ingress, and Egress where there are egress rules. */
function directions({ object: { spec } }: NetworkPolicy): readonly Direction[] {
  const written = items<Direction>(spec?.policyTypes);
  return written?.length ? written : spec?.egress ? bothDirections : ["Ingress"];
}

function rulesOf({ object: { spec } }: NetworkPolicy, direction: Direction): readonly Rule[] {
  return items<Rule>(direction === "Ingress" ? spec?.ingress : spec?.egress) ?? [];
}

interface Rule {
  readonly from?: readonly unknown[];
  readonly to?: readonly unknown[];
  readonly ports?: readonly { readonly port?: unknown }[];
}

function selectsAll({ object: { spec } }: NetworkPolicy): boolean {
  const { matchLabels, matchExpressions } = (spec?.podSelector ?? {}) as {
    matchLabels?: object;
    matchExpressions?: object;
  };
  return [matchLabels, matchExpressions].every((part) => Object.keys(part ?? {}).length === 0);
}

function allowsNothing(policy: NetworkPolicy): boolean {
  return bothDirections.every((direction) => rulesOf(policy, direction).length === 0);
}

/** A rule without peers and without ports undoes the denial, and so does one that lets every address in. */
function allowsEverything(policy: NetworkPolicy): boolean {
  const rules = bothDirections.flatMap((direction) => rulesOf(policy, direction));
  return (
    rules.some(({ from = [], to = [], ports = [] }) => from.length + to.length + ports.length === 0) ||
    rulesOf(policy, "Ingress").some(({ from = [] }) => from.some(isWorld))
  );
}

function isWorld(peer: unknown): boolean {
  const { ipBlock } = peer as { readonly ipBlock?: { readonly cidr?: unknown } };
  return String(ipBlock?.cidr).endsWith("/0");
}

function allowsDns(policy: NetworkPolicy): boolean {
  return rulesOf(policy, "Egress").some(
    ({ ports = [] }) => ports.length === 0 || ports.some(({ port }) => Number(port) === 53),
  );
}
