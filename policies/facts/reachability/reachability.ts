import type { SpecPath } from "../../../schema/finding.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { type Address, referencesIn } from "../../../schema/graph/value.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { Facts } from "../facts.ts";
import { show } from "../known.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { specItem } from "../spec-item.ts";
import type { Hop } from "./answer.ts";
import { type Arrivals, arrivals } from "./arrivals.ts";
import { apiOf } from "./aws-targets.ts";
import { type Database, databases } from "./databases.ts";
import { type Granted, identityHops, podRoles } from "./identity-hops.ts";
import { type Exposure, exposures } from "./internet.ts";
import { kubernetesApiHops } from "./kubernetes-api.ts";
import type { ApiRight } from "./kubernetes-rights.ts";
import { type PodNetwork, podNetwork } from "./network.ts";
import { permissionsOfRoles } from "./permissions.ts";
import { placeOf } from "./place.ts";
import { outToPlace } from "./pod-hops.ts";
import { servicePorts } from "./service-ports.ts";
import { type Stranger, strangers } from "./strangers.ts";
import { type Subject, subjectsOf } from "./subjects.ts";
import { answerFrom, type Way } from "./way.ts";
import { type WayOut, waysOut } from "./ways-out.ts";

/** Where each node hands out credentials. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
const podIdentityAgent = placeOf(["169.254.170.23/32"]);

/** Who can reach what, from the graph alone. Everything is worked out when it is asked for, and once. */
export interface Reachability extends Arrivals {
  /** What all answers are made of. */
  readonly network: PodNetwork;
  /** By path, e.g. `services.api`. */
  readonly subjects: ReadonlyMap<string, Subject>;
  /** To what the graph has for a part of the spec. `needsActions` where the network alone is not enough. */
  toItem(subject: Subject, item: SpecPath, needsActions: "with-actions" | "network-only"): Way;
  /** To all of some networks; to all of the internet when there is none. */
  toAddresses(subject: Subject, cidrs: readonly string[], port: number): Way;
  /** To the API of Kubernetes, for a right in a namespace, or for none. */
  toKubernetes(subject: Subject, right?: ApiRight): Way;
  /** To the internet and to further ranges that its policies name. */
  waysOut(subject: Subject): readonly WayOut[];
  /** What the internet could reach. */
  exposures(): readonly Exposure[];
  /** Who else is admitted from outside of the system. */
  strangers(): readonly Stranger[];
}

/** Reads what all answers need. */
export function reachability(graph: ResourceGraph, facts: Facts): Reachability {
  const network = podNetwork(graph, facts);
  const subjects = subjectsOf(facts.pods);
  const services = servicePorts(graph, network.index);
  const roleOf = podRoles(facts, permissionsOfRoles(graph, facts));
  const granted = identityHops(graph, roleOf);
  const nodesByItem = groupBy(
    graph.nodes.filter(({ type }) => type in apiOf),
    ({ origin }) => formatSpecPath(specItem(origin)),
  );
  const bases = databases(graph);
  const basesByItem = groupBy(bases, ({ item }) => formatSpecPath(item));
  const kubernetes = kubernetesApiHops(graph, facts, network);

  const toPods = (subject: Subject, target: Subject): Way => {
    const name = String(target.path.at(-1));
    const service = services.named(`${target.main.namespace}.${name}`);
    if (!service) return none(subject, `there is no Service ${name} in the namespace ${target.main.namespace}`);
    const { type, externalName } = service.object.spec ?? {};
    if (type === "ExternalName") return none(subject, `the Service ${name} is another name of ${show(externalName)}`);
    const behind = services.of(service);
    if (behind.length === 0) return none(subject, `the Service ${name} leads to no pod`);
    // Nobody chooses the pod behind a Service, so that every way must be open.
    const hops = behind.flatMap(({ pod, port, podPort }): readonly Hop[] => {
      const step = `Service ${name}:${port}`;
      if (podPort === undefined) return [{ missing: `${step} leads to no port of ${pod.name}` }];
      return [
        { passes: `${step} → ${pod.name}:${podPort}` },
        ...network.toPod(subject.main, pod, { port: podPort, extent: "all" }),
      ];
    });
    const ports = [...new Set(behind.map(({ port }) => port))];
    return { ports, actions: [], answer: answerFrom(subject.main, hops), publicPorts: [] };
  };

  const toApi = (subject: Subject, item: SpecPath, needsActions: string): Way => {
    const found = mainNodes(nodesByItem.get(formatSpecPath(item)) ?? []);
    const [first] = found;
    const api = first && apiOf[first.type as keyof typeof apiOf];
    if (!first || !api) return none(subject, `nothing of this system is ${formatSpecPath(item)}`);
    const { main } = subject;
    const { actions, hops, publicPorts } = allowed(main, first.address);
    const way = network.awsApis.hops(main, api);
    const [asked, further] = needsActions === "with-actions" ? [hops, publicPorts] : [[], []];
    const answer = answerFrom(main, [...way, ...asked]);
    return { ports: [443], actions, answer, publicPorts: network.awsApis.isPublic(api) ? [443] : further };
  };

  /** What a pod may do to a resource, and the way to its credentials with the hops that say so. */
  const allowed = (pod: PodTemplate, resource: Address): Omit<Granted, "binding"> & Pick<Way, "publicPorts"> => {
    const { actions, hops, binding } = granted(pod, resource);
    if (binding === "association") {
      const side = { pod, links: network.linksOf(pod, "egress") };
      const agent = podIdentityAgent ? [outToPlace(side, podIdentityAgent, { port: 80, extent: "all" })] : [];
      return { actions, hops: [...agent, ...hops], publicPorts: [] };
    }
    const credentials = network.awsApis.hops(pod, "sts").filter((hop) => !("passes" in hop));
    return { actions, hops: [...credentials, ...hops], publicPorts: network.awsApis.isPublic("sts") ? [443] : [] };
  };

  const toDatabase = (subject: Subject, base: Database, needsActions: string): Way => {
    const ports = base.port === undefined ? [] : [base.port];
    const way = network.toDatabase(subject.main, base, "all");
    if (needsActions === "network-only")
      return { ports, actions: [], answer: answerFrom(subject.main, way), publicPorts: [] };
    const { actions, hops, publicPorts } = allowed(subject.main, base.address);
    return { ports, actions, answer: answerFrom(subject.main, [...way, ...hops]), publicPorts };
  };

  return {
    network,
    subjects,
    toItem(subject, item, needsActions) {
      const key = formatSpecPath(item);
      const pods = subjects.get(key);
      if (pods) return toPods(subject, pods);
      const [base] = basesByItem.get(key) ?? [];
      return base ? toDatabase(subject, base, needsActions) : toApi(subject, item, needsActions);
    },
    toAddresses(subject, cidrs, port) {
      const place = cidrs.length > 0 ? placeOf(cidrs) : network.internet;
      const unread: Hop = { unknown: `${cidrs.join(" and ")} cannot be read` };
      const hops = place ? network.toPlace(subject.main, place, { port, extent: "all" }) : [unread];
      const publicPorts = cidrs.length === 0 ? [port] : [];
      return { ports: [port], actions: [], answer: answerFrom(subject.main, hops), publicPorts };
    },
    toKubernetes: (subject, right) => ({
      ports: [443],
      actions: right ? [`${right.verb} ${right.resource}`] : [],
      answer: answerFrom(subject.main, kubernetes(subject.main, right)),
      publicPorts: [],
    }),
    ...arrivals(graph, facts, { network, subjects, services, roleOf, granted, bases }),
    waysOut: (subject) => waysOut(network, subject),
    exposures: () => exposures(graph, network, services, facts.loadBalancers, bases),
    strangers: () => strangers(graph, network, facts.ingressRules),
  };
}

type AnyNode = ResourceGraph["nodes"][number];

/** The resources that stand for an item themselves, and not those that another of them keeps its failures in. */
function mainNodes(nodes: readonly AnyNode[]): readonly AnyNode[] {
  const own = nodes.filter(({ type }) => apiOf[type as keyof typeof apiOf] !== undefined);
  const inner = new Set(
    own.flatMap((node) => (node.kind === "terraform" ? referencesIn(node.config).map(({ $ref }) => $ref) : [])),
  );
  const main = own.filter(({ address }) => !inner.has(address));
  return main.length > 0 ? main : own;
}

function none({ main }: Subject, missing: string): Way {
  return { ports: [], actions: [], answer: answerFrom(main, [{ missing }]), publicPorts: [] };
}
