import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { tool } from "../anchors.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, known, show } from "../facts/known.ts";
import { objectName, type PodTemplate } from "../facts/pod-templates.ts";
import { indexSelectors, selects } from "../facts/selectors.ts";
import { defineRule } from "../rule.ts";

/** What leads somewhere leads to something that is there. */
export const opsSelectorsResolve = defineRule({
  id: "ops-selectors-resolve",
  title: "Services find their pods, and Ingresses their Services",
  group: "operations",
  severity: "high",
  profile: "correctness",
  stage: "graph",
  rationale:
    "A selector with a typo, or a port that nobody listens on, is deployed without a word, and then every request fails.",
  remediation: "No spec can ask for it, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    tool("kube-linter", "dangling-service"),
    tool("kube-linter", "dangling-ingress"),
    tool("kube-linter", "mismatching-selector"),
    tool("kube-score", "service-targets-pod"),
    tool("kube-score", "ingress-targets-service"),
  ],
  waivable: false,
  maxWaiverDays: 0,
  parameters: {},
  check({ graph, facts }) {
    const services = graph.objects("Service");
    const byPods = indexSelectors(
      services.filter(hasSelector).map((service) => ({
        namespace: objectName(service).namespace,
        selector: { matchLabels: service.object.spec?.selector },
        value: service.address,
      })),
    );
    const podsOf = new Map<string, PodTemplate[]>();
    for (const pod of facts.pods)
      for (const address of byPods(pod.namespace, pod.labels))
        podsOf.set(address, [...(podsOf.get(address) ?? []), pod]);
    const names = new Set(services.map(({ name }) => name));
    return [
      ...judgeNodes(services, (service) => judgeService(graph, service, podsOf.get(service.address) ?? [])),
      ...judgeNodes(graph.objects("Ingress"), (ingress) => judgeIngress(ingress, names)),
    ];
  },
});

function judgeService(
  graph: ResourceGraph,
  service: KubernetesNode<"Service">,
  pods: readonly PodTemplate[],
): NodeVerdict | undefined {
  const { type, selector, ports: written } = service.object.spec ?? {};
  // A name for something outside the cluster has no pods.
  if (type === "ExternalName") return undefined;
  if (!hasSelector(service)) return [fault(service, "pods", "finds no pods", "pods with its labels", "no selector")];
  const found = pods.filter(({ labels }) => selects({ matchLabels: selector }, labels));
  if (found.length === 0) return [fault(service, "pods", "finds no pods", "pods with its labels", show(selector))];
  const ports = items<{ port?: unknown; targetPort?: unknown }>(written);
  if (!ports || found.some(({ isComplete }) => !isComplete)) return { unknown: "its ports are known only at apply" };
  const open = new Set(found.flatMap(openPorts));
  const targets = ports.map(({ port, targetPort }) => known(graph, targetPort ?? port));
  if (targets.includes(undefined)) return { unknown: "a port is known only at apply" };
  const closed = targets.filter((target) => !open.has(String(target)));
  if (closed.length === 0) return { proof: `${found.map(({ name }) => name).join(", ")} → port ${targets.join(", ")}` };
  return closed.map((port) =>
    fault(
      service,
      `port:${String(port)}`,
      `leads to port ${String(port)}, where nobody listens`,
      "a container's port",
      [...open].join(", ") || "no port",
    ),
  );
}

/**
 * The endpoints of a Service without one are written by hand, which nobody here does.
 * https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors
 */
function hasSelector({ object: { spec } }: KubernetesNode<"Service">): boolean {
  return Object.keys(spec?.selector ?? {}).length > 0;
}

/** Ports by number and by name. */
function openPorts({ containers }: PodTemplate): string[] {
  return containers.flatMap(({ spec }) =>
    (items<{ containerPort?: unknown; name?: unknown }>(spec.ports) ?? []).flatMap(({ containerPort, name }) => [
      String(containerPort),
      ...(name === undefined ? [] : [String(name)]),
    ]),
  );
}

interface IngressRule {
  readonly http?: {
    readonly paths?: readonly { readonly backend?: { readonly service?: { readonly name?: unknown } } }[];
  };
}

function judgeIngress(ingress: KubernetesNode<"Ingress">, services: ReadonlySet<string>): NodeVerdict {
  const { namespace } = objectName(ingress);
  const rules = items<IngressRule>(ingress.object.spec?.rules) ?? [];
  const backends = rules.flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => show(backend?.service?.name)));
  const missing = [...new Set(backends)].filter((name) => !services.has(`${namespace}.${name}`));
  if (missing.length === 0) return { proof: `Service ${[...new Set(backends)].join(", Service ")}` };
  return missing.map((name) =>
    fault(ingress, `service:${name}`, `leads to the Service "${name}"`, "a Service of its namespace", "none"),
  );
}

function fault(
  { type, name }: { type: string; name: string },
  key: string,
  message: string,
  expected: string,
  actual: string,
): NodeFault {
  return { key: `${name}:${key}`, message: `${type} "${name}" ${message}`, expected, actual };
}
