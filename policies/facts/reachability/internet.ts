import type { SpecPath } from "../../../schema/finding.ts";
import type { KubernetesNode, ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { ingressGroups, portsOf } from "../ingress-balancers.ts";
import type { LoadBalancer } from "../load-balancers.ts";
import { label, specItem } from "../spec-item.ts";
import { type Answer, alongHops, type Hop } from "./answer.ts";
import { balancerEnd } from "./balancer-ends.ts";
import type { Database } from "./databases.ts";
import { ingressBackends } from "./ingress-backends.ts";
import type { PodNetwork } from "./network.ts";
import { inFromPlace } from "./pod-hops.ts";
import type { End } from "./security-groups.ts";
import type { ServicePort, ServicePorts } from "./service-ports.ts";

/** Something that the internet can reach. */
export interface Exposure {
  /** The part of the spec that is reached, e.g. `services.api`; the way in itself where nobody can tell. */
  readonly item: SpecPath;
  /** The part of the spec that the way in belongs to: a route, or the item itself. */
  readonly through: SpecPath;
  /** The ports that the internet calls, all with the same answer. */
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
  const groups = new Map(
    ingressGroups(graph).flatMap((members) => (members[0] ? [[members[0].address, members]] : [])),
  );
  return [
    ...balancers
      .filter(({ scheme }) => scheme !== "internal")
      .flatMap(({ address, scheme }) => {
        const entrances = entrancesOf(graph, services, address, groups.get(address) ?? []);
        return throughBalancer(graph, network, scheme, entrances);
      }),
    ...databases.filter(({ isPublic }) => isPublic !== false).map((each) => publicDatabase(network, each)),
  ];
}

type Ingress = KubernetesNode<"Ingress">;
type Balanced = Ingress | KubernetesNode<"Service">;

/** One of the objects that share a load balancer, and where it leads. */
interface Entrance {
  readonly object: Balanced;
  /** `undefined` when the ports that it listens on are known only at apply. */
  readonly listening: readonly number[] | undefined;
  readonly behind: readonly Behind[];
  readonly unknown: readonly string[];
}

/** A pod's port behind a load balancer, and the ports that lead there. */
interface Behind extends ServicePort {
  readonly ports: readonly number[];
}

function entrancesOf(
  graph: ResourceGraph,
  services: ServicePorts,
  address: Address,
  ingresses: readonly Ingress[],
): readonly Entrance[] {
  const node = graph.node(address);
  if (node?.type === "Service") {
    const behind = services.of(node).map((each) => ({ ...each, ports: [each.port] }));
    return [{ object: node, listening: behind.flatMap(({ ports }) => ports), behind, unknown: [] }];
  }
  return ingresses.map((object) => {
    const { ports: found, unknown } = ingressBackends(graph, services, object);
    const listening = portsOf(graph, object)?.map(({ port }) => port);
    return { object, listening, behind: found.map((each) => ({ ...each, ports: listening ?? [] })), unknown };
  });
}

function throughBalancer(
  graph: ResourceGraph,
  network: PodNetwork,
  scheme: LoadBalancer["scheme"],
  entrances: readonly Entrance[],
): readonly Exposure[] {
  const objects = entrances.map(({ object }) => object);
  return entrances.flatMap(({ object, listening, behind, unknown }) => {
    const through = specItem(object.origin);
    const name = `load balancer of ${label({ name: String(through.at(-1)) })}`;
    const end = balancerEnd(graph, network.nodes, name, objects);
    const from: Balancer = { scheme, end, isListening: listening !== undefined };
    const byPod = groupBy(behind, ({ pod, podPort }) => `${pod.address} ${podPort}`);
    const opaque = unknown.map((reason): Exposure => {
      const answer = alongHops([{ passes: `internet → ${name}` }, { unknown: reason }]);
      return { item: through, through, ports: listening ?? [], answer, resource: object.address };
    });
    const clear = [...byPod.values()].flatMap((same) => {
      const [first] = same;
      if (!first) return [];
      const ports = [...new Set(same.flatMap((each) => each.ports))].sort((left, right) => left - right);
      const asked = ports.length > 0 ? ports.map((port) => [port]) : [[]];
      const answers = asked.map((each) => ({
        ports: each,
        answer: alongHops(hopsFrom(network, from, first, each[0])),
      }));
      return [...groupBy(answers, ({ answer }) => answer.reaches).values()].map((alike): Exposure => {
        const [{ answer } = { answer: alongHops([]) }] = alike;
        const item = first.pod.target;
        return { item, through, ports: alike.flatMap((each) => each.ports), answer, resource: object.address };
      });
    });
    return [...clear, ...opaque];
  });
}

interface Balancer {
  readonly scheme: LoadBalancer["scheme"];
  readonly end: End;
  readonly isListening: boolean;
}

function hopsFrom(
  { nodes, group, internet, linksOf }: PodNetwork,
  { scheme, end, isListening }: Balancer,
  { pod, podPort }: Behind,
  port: number | undefined,
): readonly Hop[] {
  const { name, groups, place } = end;
  if (scheme === undefined) return [{ unknown: `whether the ${name} faces the internet is known only at apply` }];
  if (!isListening || port === undefined) return [{ unknown: `the ports of the ${name} are known only at apply` }];
  if (podPort === undefined) return [{ unknown: `the port behind the ${name} is known only at apply` }];
  const outside: End = { name: "internet", groups: [], place: internet };
  const pods = nodes.of(pod).ends;
  const passage = { port: podPort, extent: "any" } as const;
  const byGroups: readonly Hop[] =
    groups.length === 0
      ? [{ passes: `${name}: a security group of the controller's own, which admits everybody` }]
      : [
          group([end], [outside], { way: "ingress", port, extent: "any" }),
          group([end], pods, { way: "egress", ...passage }),
          group(pods, [end], { way: "ingress", ...passage }),
        ];
  const admitted: Hop = place
    ? inFromPlace({ pod, links: linksOf(pod, "ingress") }, place, passage)
    : { unknown: `the subnets of the ${name} are known only at apply` };
  return [{ passes: `internet → ${name}` }, ...byGroups, admitted];
}

function publicDatabase({ group, internet }: PodNetwork, { address, item, port, end, isPublic }: Database): Exposure {
  const name = label({ name: String(item.at(-1)) });
  const outside: End = { name: "internet", groups: [], place: internet };
  const asked = `internet → public address of ${name}`;
  const hops: readonly Hop[] =
    isPublic === undefined || port === undefined
      ? [
          {
            unknown: `${port === undefined ? "the port" : "whether there is a public address"} of ${name} is known only at apply`,
          },
        ]
      : [{ passes: asked }, group([end], [outside], { way: "ingress", port, extent: "any" })];
  return { item, through: item, ports: port === undefined ? [] : [port], answer: alongHops(hops), resource: address };
}
