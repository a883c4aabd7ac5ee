import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { kubernetesDocs, tool } from "../anchors.ts";
import type { NodeFault, NodeVerdict } from "../facts/judge-nodes.ts";
import { judgePods } from "../facts/judge-pods.ts";
import { items, knownText } from "../facts/known.ts";
import { objectName, type PodTemplate } from "../facts/pod-templates.ts";
import { indexSelectors, selects } from "../facts/selectors.ts";
import { defineRule } from "../rule.ts";

/** Where a pod says that it has metrics, something answers, and somebody may ask. */
export const obsScrapeMatches = defineRule({
  id: "obs-scrape-matches",
  title: "Metrics that are announced can be collected",
  group: "operations",
  severity: "low",
  profile: "base",
  stage: "graph",
  rationale:
    "A scraper that finds a closed port, or that no network policy admits, gets nothing and says so where nobody looks. The graph stays empty until the day that it is needed.",
  remediation:
    "Leave `metrics.port` out, so that metrics are on the service's own `port`, and give the service that collects them `connect` to it under `uses`. A collector that no spec speaks of is let in by an entry under `overrides` for the service's NetworkPolicy.",
  anchors: [
    tool("kube-linter", "dangling-servicemonitor"),
    kubernetesDocs("Network Policies", "concepts/services-networking/network-policies/"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph, facts }) {
    const policiesOf = indexSelectors(
      graph.objects("NetworkPolicy").map((policy) => ({
        namespace: objectName(policy).namespace,
        selector: policy.object.spec?.podSelector,
        value: policy,
      })),
    );
    return judgePods(facts.pods, (pod) => judge(graph, pod, () => policiesOf(pod.namespace, pod.labels)));
  },
});

const [scrape, scrapedPort] = ["prometheus.io/scrape", "prometheus.io/port"];

type NetworkPolicy = KubernetesNode<"NetworkPolicy">;

function judge(
  graph: ResourceGraph,
  pod: PodTemplate,
  policiesOf: () => readonly NetworkPolicy[],
): NodeVerdict | undefined {
  const { annotations } = pod;
  if (annotations[scrape] === undefined) return undefined;
  const [isWanted, port] = [knownText(graph, annotations[scrape]), knownText(graph, annotations[scrapedPort])];
  if (isWanted === undefined || !pod.isComplete) return { unknown: "its metrics are known only at apply" };
  if (isWanted !== "true") return undefined;
  const open = openPorts(graph, pod);
  if (port === undefined || !open.has(port))
    return fault(
      "closed",
      `announces metrics on port ${port ?? "(none)"}, where nobody listens`,
      "a port of a container",
      [...open].join(", ") || "no port",
    );
  const policies = policiesOf();
  const admitting = policies.find((policy) => admits(graph, policy, pod, port));
  if (admitting || policies.length === 0)
    return { proof: `port ${port} → ${admitting ? `network policy ${admitting.name}` : "no network policy"}` };
  return fault(
    "shut",
    `announces metrics on port ${port}, and no network policy admits anybody there`,
    `somebody who may connect to port ${port}`,
    `port ${port} → nobody`,
  );
}

function fault(key: string, message: string, expected: string, actual: string): readonly NodeFault[] {
  return [{ setting: ["metrics"], key, message, expected, actual }];
}

/** What the containers listen on. An init container is gone before anybody asks. */
function openPorts(graph: ResourceGraph, { containers }: PodTemplate): ReadonlySet<string> {
  const listening = containers.filter(({ role }) => role !== "init");
  return new Set(
    listening.flatMap(({ spec }) =>
      (items<{ containerPort?: unknown }>(spec.ports) ?? []).flatMap(
        ({ containerPort }) => knownText(graph, containerPort) ?? [],
      ),
    ),
  );
}

interface Selector {
  readonly matchLabels?: Readonly<Record<string, unknown>>;
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly ports?: readonly { readonly port?: unknown; readonly endPort?: unknown }[];
}

/** Whether a policy lets anybody else in at a port: by its number, in a range, or because its rule names no ports. */
function admits(graph: ResourceGraph, { object: { spec } }: NetworkPolicy, pod: PodTemplate, port: string): boolean {
  return (items<Rule>(spec?.ingress) ?? []).some(({ from = [], ports = [] }) => {
    if (from.length > 0 && from.every((peer) => isOneOf(peer, pod))) return false;
    return ports.length === 0 || ports.some((each) => includes(graph, each, Number(port)));
  });
}

/** Whether a peer is the pod itself and those beside it: the pods of a stateful service talk on every port. */
function isOneOf({ podSelector, namespaceSelector }: Peer, { labels, namespace }: PodTemplate): boolean {
  const isNamed = Object.keys(podSelector?.matchLabels ?? {}).length > 0 && selects(podSelector, labels);
  const isHere = namespaceSelector?.matchLabels?.["kubernetes.io/metadata.name"] === namespace;
  return isNamed && (namespaceSelector === undefined || isHere);
}

function includes(
  graph: ResourceGraph,
  { port, endPort = port }: NonNullable<Rule["ports"]>[number],
  wanted: number,
): boolean {
  if (port === undefined) return true;
  return Number(knownText(graph, port)) <= wanted && wanted <= Number(knownText(graph, endPort));
}
