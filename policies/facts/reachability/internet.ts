import type { SpecPath } from "../../../schema/finding.ts";
import type { KubernetesNode, ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { items } from "../known.ts";
import type { LoadBalancer } from "../load-balancers.ts";
import { objectName } from "../pod-templates.ts";
import { label } from "../spec-item.ts";
import { type Answer, alongHops, type Hop } from "./answer.ts";
import type { Database } from "./databases.ts";
import type { PodNetwork } from "./network.ts";
import { inFromRanges } from "./pod-hops.ts";
import { anyPublicAddress } from "./ranges.ts";
import type { ServicePort, ServicePorts } from "./service-ports.ts";

/** Something that the internet can reach. */
export interface Exposure {
  /** The part of the spec that is reached, e.g. `services.api`. */
  readonly item: SpecPath;
  /** The part of the spec that the way in belongs to: a route, or the item itself. */
  readonly through: SpecPath;
  /** The ports that the internet calls. */
  readonly ports: readonly number[];
  readonly answer: Answer;
  readonly resource: Address;
}

/** Everything that a load balancer or a public address could show to the internet, whether it does or not. */
export function exposures(
  graph: ResourceGraph,
  network: PodNetwork,
  services: ServicePorts,
  balancers: readonly LoadBalancer[],
  databases: readonly Database[],
): readonly Exposure[] {
  const members = ingressesByFirst(graph, balancers);
  return [
    ...balancers
      .filter(({ scheme }) => scheme !== "internal")
      .flatMap((balancer) => throughBalancer(graph, network, services, balancer, members.get(balancer.address) ?? [])),
    ...databases.filter(({ isPublic }) => isPublic !== false).map((each) => publicDatabase(network, each)),
  ];
}

type Ingress = KubernetesNode<"Ingress">;

/** The Ingresses that share a balancer are those of its part of the spec. */
function ingressesByFirst(
  graph: ResourceGraph,
  balancers: readonly LoadBalancer[],
): ReadonlyMap<Address, readonly Ingress[]> {
  const byRoute = groupBy(graph.objects("Ingress"), ({ origin }) => JSON.stringify(origin.slice(0, 2)));
  return new Map(balancers.map(({ address, target }) => [address, byRoute.get(JSON.stringify(target)) ?? []]));
}

function throughBalancer(
  graph: ResourceGraph,
  network: PodNetwork,
  services: ServicePorts,
  balancer: LoadBalancer,
  ingresses: readonly Ingress[],
): readonly Exposure[] {
  const node = graph.node(balancer.address);
  const listening = balancer.listeners?.map(({ port }) => port);
  const behind: readonly Behind[] =
    node?.type === "Service"
      ? services.of(node as KubernetesNode<"Service">).map((each) => ({ ...each, ports: [each.port] }))
      : backendsOf(services, ingresses).map((each) => ({ ...each, ports: listening ?? [] }));
  const byItem = groupBy(behind, ({ pod, podPort }) => `${pod.address} ${podPort}`);
  return [...byItem.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const ports = [...new Set(same.flatMap((each) => each.ports))].sort((left, right) => left - right);
    const answer = alongHops(balancerHops(network, balancer, first, ports));
    return [{ item: first.pod.target, through: balancer.target, ports, answer, resource: balancer.address }];
  });
}

/** A pod's port behind a balancer, and the ports that the balancer listens on for it. */
interface Behind extends ServicePort {
  readonly ports: readonly number[];
}

function balancerHops(
  network: PodNetwork,
  { scheme, securityGroups, target }: LoadBalancer,
  { pod, podPort }: Behind,
  ports: readonly number[],
): readonly Hop[] {
  const { nodes, group, linksOf } = network;
  const name = `load balancer of ${label({ name: String(target.at(-1)) })}`;
  const groups = [...securityGroups];
  if (scheme === undefined) return [{ unknown: `whether the ${name} faces the internet is known only at apply` }];
  if (podPort === undefined) return [{ unknown: `the port behind the ${name} is known only at apply` }];
  // Without one that is asked for, the controller makes one for the addresses of all the world.
  const letIn =
    groups.length === 0
      ? [{ passes: `${name}: a security group of the controller's own, which admits everybody` }]
      : ports.map((port) => firstOf(groups.map((each) => group("ingress", each, { cidrs: [anyPublicAddress] }, port))));
  const onwards =
    groups.length === 0
      ? []
      : [
          firstOf(groups.map((each) => group("egress", each, { groups: nodes.groups }, podPort))),
          nodes.letsIn({ groups }, podPort),
        ];
  const { publicRanges } = nodes;
  const admitted: Hop =
    publicRanges.length === 0
      ? { unknown: "the subnets of the load balancer are known only at apply" }
      : firstOf(publicRanges.map((range) => inFromRanges(pod, linksOf(pod, "ingress"), [range], podPort)));
  return [{ passes: `internet → ${name}` }, firstOf(letIn), ...onwards, admitted];
}

/** One open way is enough. */
function firstOf(hops: readonly Hop[]): Hop {
  const closed: Hop = { missing: "there is no way" };
  return hops.find((hop) => "passes" in hop) ?? hops.find((hop) => "unknown" in hop) ?? hops[0] ?? closed;
}

interface WrittenRule {
  readonly http?: { readonly paths?: object };
}

interface WrittenPath {
  readonly backend?: { readonly service?: { readonly name?: unknown; readonly port?: { readonly number?: unknown } } };
}

function backendsOf(services: ServicePorts, ingresses: readonly Ingress[]): readonly ServicePort[] {
  return ingresses.flatMap((ingress) => {
    const { namespace } = objectName(ingress);
    const rules = items<WrittenRule>(ingress.object.spec?.rules) ?? [];
    const paths = rules.flatMap(({ http }) => items<WrittenPath>(http?.paths) ?? []);
    return paths.flatMap(({ backend }) => {
      const service = services.named(`${namespace}.${String(backend?.service?.name)}`);
      const number = backend?.service?.port?.number;
      return service ? services.of(service).filter(({ port }) => number === undefined || port === number) : [];
    });
  });
}

function publicDatabase(network: PodNetwork, { address, item, port, groups, isPublic }: Database): Exposure {
  const name = label({ name: String(item.at(-1)) });
  const hops: readonly Hop[] =
    isPublic === undefined || port === undefined
      ? [{ unknown: `whether ${name} has a public address is known only at apply` }]
      : [
          { passes: `internet → public address of ${name}` },
          firstOf(groups.map((each) => network.group("ingress", each, { cidrs: [anyPublicAddress] }, port))),
        ];
  return { item, through: item, ports: port === undefined ? [] : [port], answer: alongHops(hops), resource: address };
}
