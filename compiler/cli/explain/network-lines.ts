import { items, show } from "../../../policies/facts/known.ts";
import { podTemplates } from "../../../policies/facts/pod-templates.ts";
import { selects } from "../../../policies/facts/selectors.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";

interface Peer {
  readonly ipBlock?: { readonly cidr?: unknown; readonly except?: object };
  readonly namespaceSelector?: { readonly matchLabels?: Readonly<Record<string, unknown>> };
  readonly podSelector?: unknown;
}

interface Rule {
  readonly to?: object;
  readonly from?: object;
  readonly ports?: object;
}

/** The rules of a network policy, a line for each peer: `pods of services.prices in shop, TCP 9000`. */
export function networkLines(graph: ResourceGraph, rules: object | undefined, side: "to" | "from"): readonly string[] {
  return (items<Rule>(rules) ?? []).flatMap((rule) => {
    const ports = (items<{ protocol?: unknown; port?: unknown }>(rule.ports) ?? []).map(
      ({ protocol = "TCP", port }) => `${show(protocol)} ${port === undefined ? "any port" : show(port)}`,
    );
    const suffix = `, ${ports.length > 0 ? ports.join(" and ") : "any port"}`;
    const peers = items<Peer>(rule[side]) ?? [];
    return (peers.length > 0 ? peers.map((peer) => peerText(graph, peer)) : ["anything"]).map((peer) => peer + suffix);
  });
}

function peerText(graph: ResourceGraph, { ipBlock, namespaceSelector, podSelector }: Peer): string {
  if (ipBlock) {
    const except = (items<unknown>(ipBlock.except) ?? []).map(show);
    return `${show(ipBlock.cidr)}${except.length > 0 ? ` but ${except.join(" and ")}` : ""}`;
  }
  const namespace = namespaceSelector?.matchLabels?.["kubernetes.io/metadata.name"];
  const place = namespace === undefined ? "" : ` in ${show(namespace)}`;
  const owners = podTemplates(graph)
    .filter((pod) => pod.namespace === namespace && podSelector !== undefined && selects(podSelector, pod.labels))
    .map(({ target }) => formatSpecPath(target));
  const known = [...new Set(owners)];
  return known.length > 0 ? `pods of ${known.join(" and ")}${place}` : `pods ${labelsOf(podSelector)}${place}`;
}

function labelsOf(selector: unknown): string {
  const labels = (selector as { readonly matchLabels?: object } | undefined)?.matchLabels ?? {};
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${show(value)}`)
    .join(",");
}
