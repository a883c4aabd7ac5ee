import type { KubernetesNode, ResourceGraph } from "../../schema/graph/graph.ts";
import { referencesIn } from "../../schema/graph/value.ts";
import { groupBy } from "../../schema/group-by.ts";
import { knownText } from "./known.ts";
import type { Listener, LoadBalancer } from "./load-balancers.ts";
import { specItem } from "./spec-item.ts";

type Ingress = KubernetesNode<"Ingress">;

const prefix = "alb.ingress.kubernetes.io/";

/**
 * Application load balancers, read from Ingresses and their annotations; the Ingresses of one group share one.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
 */
export function ingressBalancers(graph: ResourceGraph): LoadBalancer[] {
  return ingressGroups(graph).flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const listeners = listenersOf(graph, members);
    const groupsOfAll = members.flatMap((member) => referencesIn(member.object.metadata?.annotations));
    return [
      {
        address: first.address,
        target: specItem(first.origin),
        scheme: schemeOf(graph, members),
        ...(listeners && { listeners }),
        securityGroups: new Set(
          groupsOfAll.map(({ $ref }) => $ref).filter((address) => graph.node(address)?.type === "aws_security_group"),
        ),
      },
    ];
  });
}

/** The Ingresses of each application load balancer. */
export function ingressGroups(graph: ResourceGraph): readonly (readonly Ingress[])[] {
  return [...groupBy(graph.objects("Ingress"), (ingress) => groupName(graph, ingress)).values()];
}

function groupName(graph: ResourceGraph, ingress: Ingress): string {
  return knownText(graph, annotation(ingress, "group.name")) ?? ingress.name;
}

/** The controller makes an internal one where no Ingress of the group says otherwise. */
function schemeOf(graph: ResourceGraph, members: readonly Ingress[]): LoadBalancer["scheme"] {
  const written = members.map((member) => annotation(member, "scheme")).filter((value) => value !== undefined);
  const schemes = written.map((value) => knownText(graph, value));
  if (schemes.includes("internet-facing")) return "internet-facing";
  return schemes.includes(undefined) ? undefined : "internal";
}

/** The listening ports of all, of which those without TLS redirect as soon as one Ingress of the group says so. */
function listenersOf(graph: ResourceGraph, members: readonly Ingress[]): readonly Listener[] | undefined {
  const redirects = members.map((member) => annotation(member, "ssl-redirect")).filter((value) => value !== undefined);
  const target = redirects.length > 0 ? Number(knownText(graph, redirects[0])) : undefined;
  const ports = members.map((member) => portsOf(graph, member));
  if (!ports.every((each) => each !== undefined) || Number.isNaN(target)) return undefined;
  const byPort = new Map(ports.flat().map((each) => [each.port, each]));
  return [...byPort.values()].map(
    (each): Listener => (each.isTls || target === undefined ? each : { ...each, redirectsTo: target }),
  );
}

/** The listening ports that one Ingress asks for; `undefined` when they are known only at apply. */
export function portsOf(graph: ResourceGraph, ingress: Ingress): readonly Listener[] | undefined {
  const written = annotation(ingress, "listen-ports");
  if (written === undefined)
    return annotation(ingress, "certificate-arn") === undefined
      ? [{ port: 80, isTls: false }]
      : [{ port: 443, isTls: true }];
  const text = knownText(graph, written);
  return text === undefined ? undefined : parsePorts(text);
}

/** `[{"HTTP":80},{"HTTPS":443}]` */
function parsePorts(text: string): readonly Listener[] {
  return Array.from(text.matchAll(/"(HTTPS?)"\s*:\s*(\d+)/g), ([, protocol, port]) => ({
    port: Number(port),
    isTls: protocol === "HTTPS",
  }));
}

function annotation(ingress: Ingress, name: string): unknown {
  return (ingress.object.metadata?.annotations as Readonly<Record<string, unknown>> | undefined)?.[`${prefix}${name}`];
}
