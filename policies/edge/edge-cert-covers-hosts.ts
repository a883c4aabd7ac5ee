import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";
import { awsDocs } from "../anchors.ts";
import { annotationsOf } from "../facts/annotations.ts";
import { ingressGroups, portsOf } from "../facts/ingress-balancers.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, knownText, show } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** Every host that is answered for has a certificate that names it. */
export const edgeCertCoversHosts = defineRule({
  id: "edge-cert-covers-hosts",
  title: "Certificates cover the hosts of their load balancer",
  group: "edge",
  severity: "high",
  profile: "correctness",
  stage: "graph",
  rationale:
    "A browser refuses a certificate for another name. The load balancer does not notice: it takes any, and everything looks deployed.",
  remediation:
    "Give the route a `zone`, so that its certificates are made, or a `certificate` that names all of its hosts.",
  anchors: [awsDocs("ACM certificate characteristics", "acm/latest/userguide/acm-certificate-characteristics.html")],
  waivable: false,
  maxWaiverDays: 0,
  parameters: {},
  check({ graph }) {
    const groups = new Map(
      ingressGroups(graph).flatMap((members) => members.slice(0, 1).map((first) => [first, members])),
    );
    return judgeNodes([...groups.keys()], (first) => judge(graph, groups.get(first) ?? []));
  },
});

type Ingress = KubernetesNode<"Ingress">;

/** The Ingresses of a load balancer share its certificates, and its hosts. */
function judge(graph: ResourceGraph, members: readonly Ingress[]): NodeVerdict | undefined {
  const hosts = members.flatMap((ingress) =>
    (items<{ host?: unknown }>(ingress.object.spec?.rules) ?? []).flatMap(({ host }) =>
      host === undefined ? [] : [show(host)],
    ),
  );
  const written = members.flatMap(
    (ingress) => annotationsOf(ingress)["alb.ingress.kubernetes.io/certificate-arn"] ?? [],
  );
  const ports = members.map((ingress) => portsOf(graph, ingress));
  const isTls = ports.some((each) => each === undefined || each.some((listener) => listener.isTls));
  if (!isTls || hosts.length === 0) return undefined;
  if (written.length === 0)
    return { unknown: "no certificate is named, and the controller looks for one by the hosts" };
  const names = namesOf(graph, written);
  const bare = [...new Set(hosts)].filter((host) => !names.known.some((name) => covers(name, host)));
  if (bare.length === 0)
    return { proof: `hosts ${[...new Set(hosts)].join(", ")} → certificate for ${names.known.join(", ")}` };
  if (!names.isComplete) return { unknown: "the names of a certificate are not in the graph" };
  return bare.map((host) => ({
    setting: ["hosts", host],
    key: host,
    message: `no certificate of the load balancer names "${host}"`,
    expected: `a certificate for ${host}`,
    actual: names.known.join(", ") || "no name",
    seen: `host ${host} → certificate for ${names.known.join(", ") || "no name"}`,
  }));
}

interface Names {
  readonly known: readonly string[];
  /** Whether every certificate is made here. */
  readonly isComplete: boolean;
}

/** The names on the certificates of a list of ARNs: those that are made here by reference, others by text. */
function namesOf(graph: ResourceGraph, written: readonly unknown[]): Names {
  const parts = written.flatMap<unknown>((value) => (isTemplate(value) ? value.$template : [value]));
  const certificates = parts.filter(isReference).map((part) => {
    const validation = graph.follow(part, "aws_acm_certificate_validation");
    return graph.follow(validation?.config.certificateArn ?? part, "aws_acm_certificate");
  });
  const found = certificates.flatMap((certificate) => {
    const others = items<unknown>(certificate?.config.subjectAlternativeNames) ?? [];
    return [certificate?.config.domainName, ...others].flatMap((name) => knownText(graph, name) ?? []);
  });
  const hasForeign = parts.some((part) => typeof part === "string" && part.includes("arn:"));
  return { known: [...new Set(found)], isComplete: !hasForeign && !certificates.includes(undefined) };
}

/** A wildcard stands for one label. https://docs.aws.amazon.com/acm/latest/userguide/acm-concepts.html#concept-wildcard */
function covers(name: string, host: string): boolean {
  return name === host || (name.startsWith("*.") && host.slice(host.indexOf(".")) === name.slice(1));
}
