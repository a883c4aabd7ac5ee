import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import { tool } from "../anchors.ts";
import { annotationsOf } from "../facts/annotations.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, knownText, show } from "../facts/known.ts";
import { specItem } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Only a route leads in from outside the cluster, and only a public one from the internet. */
export const edgeInternalByDefault = defineRule({
  id: "edge-internal-by-default",
  title: "Services are reached from outside by routes only",
  group: "edge",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A node port opens on every node, and a load balancer has an address of the internet unless it is told otherwise. Both are easily made for a moment and stay. `routes` is where a reviewer looks.",
  remediation: "Ways in follow from `routes`, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    tool("Trivy", "AWS-0053"),
    tool("kube-linter", "exposed-services"),
    tool("kube-score", "service-type"),
    tool("Kyverno", "restrict-nodeport"),
    tool("Kyverno", "restrict-service-external-ips"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ model, graph }) {
    return [
      ...judgeNodes(graph.objects("Service"), (service) => judgeService(graph, model.spec, service)),
      ...judgeNodes(graph.objects("Ingress"), (ingress) =>
        judgeScheme(graph, model.spec, ingress, "alb.ingress.kubernetes.io/scheme", "internal"),
      ),
    ];
  },
});

/** Addresses from outside are a way in by themselves, and one to catch what is meant for others (CVE-2020-8554). */
function judgeService(graph: ResourceGraph, spec: ResolvedSpec, service: KubernetesNode<"Service">): NodeVerdict {
  const addresses = items<unknown>(service.object.spec?.externalIPs);
  if (!addresses) return { unknown: "the addresses of a Service are known only at apply" };
  if (addresses.length > 0) {
    const actual = `externalIPs = ${addresses.map(show).join(", ")}`;
    return [fault(service, "external-ips", "takes what nodes are sent for other addresses", "no externalIPs", actual)];
  }
  const type = knownText(graph, service.object.spec?.type ?? "ClusterIP");
  if (type === undefined) return { unknown: "the type of a Service is known only at apply" };
  if (type === "LoadBalancer")
    return judgeScheme(graph, spec, service, "service.beta.kubernetes.io/aws-load-balancer-scheme", "internet-facing");
  if (type !== "NodePort") return { proof: `type = ${type}` };
  return [fault(service, "node-port", "opens a port on every node", "ClusterIP, behind a route", "type = NodePort")];
}

/** What a load balancer is that says nothing of itself differs: public from a Service, internal from an Ingress. */
function judgeScheme(
  graph: ResourceGraph,
  { routes }: ResolvedSpec,
  object: KubernetesNode<"Service"> | KubernetesNode<"Ingress">,
  annotation: string,
  absent: string,
): NodeVerdict {
  const [section, name] = specItem(object.origin);
  const route = section === "routes" ? routes[String(name)] : undefined;
  const scheme = knownText(graph, annotationsOf(object)[annotation] ?? absent);
  if (!route) return [fault(object, "route", "is reached from outside, and no route says so", "a route", "no route")];
  if (scheme === undefined) return { unknown: "the scheme of a load balancer is known only at apply" };
  if (scheme === route.scheme || scheme === "internal")
    return { proof: `scheme ${scheme} → route ${String(name)} is ${route.scheme}` };
  return [fault(object, "scheme", "is reached from the internet, and its route is internal", route.scheme, scheme)];
}

function fault(
  { type, name }: { type: string; name: string },
  key: string,
  message: string,
  expected: string,
  actual: string,
) {
  return { key: `${key}:${name}`, message: `${type} "${name}" ${message}`, expected, actual };
}
