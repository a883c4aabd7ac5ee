import type { KubernetesNode } from "../../schema/graph/graph.ts";
import { groupBy } from "../../schema/group-by.ts";
import { cisEks, nsa, tool } from "../anchors.ts";
import { type Addresses, common, sizeOf, together } from "../facts/addresses.ts";
import { allowsDns, dnsProtocols } from "../facts/dns-rules.ts";
import { namesOf } from "../facts/evidence.ts";
import { items } from "../facts/known.ts";
import {
  type Direction,
  type NetworkRule,
  type NetworkRuleReader,
  networkRuleReader,
  networkRuleText,
} from "../facts/network-rules.ts";
import { objectName, type PodTemplate } from "../facts/pod-templates.ts";
import { publicAddresses, publicAddressesOfV6 } from "../facts/public-addresses.ts";
import { remember } from "../facts/remember.ts";
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
    const { inside } = facts.reachability.network;
    const rulesOf = networkRuleReader(graph);
    const read = remember((node: NetworkPolicy) => readPolicy(rulesOf, node, inside));
    const ofNamespace = groupBy(policies.filter(selectsAll), (policy) => objectName(policy).namespace);
    const ofPods = indexSelectors(policies.filter((policy) => !selectsAll(policy)).map(selecting));
    return facts.pods.map((pod) => {
      const own = ofPods(pod.namespace, pod.labels).map(read);
      return judge(pod, (ofNamespace.get(pod.namespace) ?? []).map(read), own);
    });
  },
});

type NetworkPolicy = KubernetesNode<"NetworkPolicy">;
const bothDirections: readonly Direction[] = ["Ingress", "Egress"];

/** A network policy, as far as this policy looks at it. */
interface Policy {
  readonly name: string;
  readonly directions: readonly Direction[];
  readonly rules: Readonly<Record<Direction, readonly NetworkRule[] | undefined>>;
  /** The protocols by which it lets pods ask for names. */
  readonly names: readonly string[];
}

function readPolicy(rulesOf: NetworkRuleReader, node: NetworkPolicy, inside: Addresses): Policy {
  const rules = { Ingress: rulesOf(node, "Ingress"), Egress: rulesOf(node, "Egress") };
  const { namespace } = objectName(node);
  const names = dnsProtocols.filter((protocol) =>
    rules.Egress?.some((rule) => allowsDns(rule, { protocol, namespace, inside })),
  );
  return { name: node.name, directions: directions(node), rules, names };
}

function judge(pod: PodTemplate, ofNamespace: readonly Policy[], own: readonly Policy[]): RuleResult {
  const { target, address: resource } = pod;
  const all = [...ofNamespace, ...own];
  const names = all.map(({ name }) => `network policy ${name}`).join(", ") || "no network policy";
  const way = `${pod.name} → namespace ${pod.namespace} → ${names}`;
  const fault = (key: string, message: string, expected: string, actual: string): NotCompliant => ({
    verdict: "not-compliant",
    target,
    key: `${pod.name}:${key}`,
    message: `${pod.name} ${message}`,
    expected,
    actual,
    evidence: [`${way} → ${actual}`],
    resource,
  });
  const denied = new Set(ofNamespace.filter(allowsNothing).flatMap((policy) => policy.directions));
  const missing = bothDirections.filter((direction) => !denied.has(direction));
  if (missing.length > 0)
    return fault(
      "default-deny",
      `is in namespace "${pod.namespace}", which does not deny by default`,
      "a default denial of both directions",
      `no denial of ${missing.join(" and ")}`,
    );
  if (own.length === 0) return fault("policy", "has no network policy of its own", "a policy that selects it", "none");
  const open = bothDirections.map((direction) => openingOf(all, direction)).find((each) => each !== undefined);
  if (open) return fault("open", `${open.verb} ${open.whom} by ${quoted(open.policies)}`, "named peers", open.rules);
  const unknown = all.find((policy) => bothDirections.some((direction) => isUnknown(policy.rules[direction])));
  if (unknown)
    return {
      ...{ verdict: "not-evaluated", target, resource, evidence: [way] },
      reason: `whom network policy "${unknown.name}" allows is known only at apply`,
    };
  const silent = dnsProtocols.filter((protocol) => !all.some((policy) => policy.names.includes(protocol)));
  if (silent.length > 0)
    return fault(
      "dns",
      "cannot look up names",
      "egress to port 53 of the cluster's DNS by UDP and TCP",
      `no policy allows DNS by ${silent.join(" and ")}`,
    );
  const allowed = bothDirections.map((direction) => {
    const texts = all.flatMap(({ rules }) => (rules[direction] ?? []).map(networkRuleText));
    return `${pod.name} → ${direction === "Ingress" ? "from" : "to"} ${namesOf(texts)}`;
  });
  return { verdict: "compliant", target, evidence: [way, ...allowed], resource };
}

function quoted(policies: readonly string[]): string {
  const names = policies.map((name) => `"${name}"`).join(" and ");
  return `network ${policies.length > 1 ? "policies" : "policy"} ${names}`;
}

function selecting(policy: NetworkPolicy) {
  return { namespace: objectName(policy).namespace, selector: policy.object.spec?.podSelector, value: policy };
}

/** Absent policyTypes mean Ingress, and Egress where there are egress rules. */
function directions({ object: { spec } }: NetworkPolicy): readonly Direction[] {
  const written = items<Direction>(spec?.policyTypes);
  return written?.length ? written : spec?.egress ? bothDirections : ["Ingress"];
}

function selectsAll({ object: { spec } }: NetworkPolicy): boolean {
  return isAll(spec?.podSelector);
}

function isAll(selector: unknown): boolean {
  const { matchLabels, matchExpressions } = (selector ?? {}) as {
    readonly matchLabels?: object;
    readonly matchExpressions?: object;
  };
  return [matchLabels, matchExpressions].every((part) => Object.keys(part ?? {}).length === 0);
}

function allowsNothing({ rules }: Policy): boolean {
  return bothDirections.every((direction) => rules[direction]?.length === 0);
}

/** What opens pods to more than anybody could have named. */
interface Opening {
  readonly verb: string;
  readonly whom: string;
  readonly policies: readonly string[];
  /** The rules that do, for people. */
  readonly rules: string;
}

interface OwnedRule {
  readonly policy: string;
  readonly rule: NetworkRule;
}

function openingOf(policies: readonly Policy[], direction: Direction): Opening | undefined {
  const rules = policies.flatMap((policy) =>
    (policy.rules[direction] ?? []).map((rule): OwnedRule => ({ policy: policy.name, rule })),
  );
  const verb = direction === "Ingress" ? "admits" : "may call";
  const opening = (whom: string, found: readonly OwnedRule[]): Opening => ({
    ...{ verb, whom, policies: [...new Set(found.map(({ policy }) => policy))] },
    rules: `${direction === "Ingress" ? "from" : "to"} ${namesOf(found.map(({ rule }) => networkRuleText(rule)))}`,
  });
  for (const each of rules) {
    const whom = crowdOf(each.rule);
    if (whom !== undefined) return opening(whom, [each]);
  }
  // What the internet is called for has a port. Who calls from there has gone past the load balancer.
  const byAddress = rules.filter(
    ({ rule }) => rangesOf(rule).length > 0 && (direction === "Ingress" || hasAllPorts(rule)),
  );
  const addresses = together(byAddress.flatMap(({ rule }) => rangesOf(rule)));
  return isMostOfInternet(addresses) ? opening("the internet", byAddress) : undefined;
}

/** Whom a rule allows without naming anybody. */
function crowdOf({ peers }: NetworkRule): string | undefined {
  if (peers?.length === 0) return "everybody";
  const crowd = peers?.find((peer) => peer.kind === "pods" && isAll(peer.pods) && isAll(peer.namespaces));
  if (crowd?.kind !== "pods") return undefined;
  return crowd.namespaces === undefined ? "every pod of its namespace" : "every pod of the cluster";
}

function rangesOf({ peers = [] }: NetworkRule): readonly Addresses[] {
  return peers.flatMap((peer) => (peer.kind === "addresses" ? [peer.range.addresses] : []));
}

function hasAllPorts({ ports }: NetworkRule): boolean {
  return (
    ports?.length === 0 ||
    ports?.some(({ from = 0, to = 65_535 }) => Number(from) <= 1 && Number(to) >= 65_535) === true
  );
}

function isMostOfInternet(addresses: Addresses): boolean {
  return [publicAddresses, publicAddressesOfV6].some((all) => sizeOf(common(addresses, all)) * 2n > sizeOf(all));
}

function isUnknown(rules: readonly NetworkRule[] | undefined): boolean {
  const isOpaque = ({ peers, ports }: NetworkRule): boolean =>
    !peers || !ports || peers.some(({ kind }) => kind === "unknown");
  return rules?.some(isOpaque) ?? true;
}
