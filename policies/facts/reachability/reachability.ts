import type { SpecPath } from "../../../schema/finding.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { type Address, referencesIn } from "../../../schema/graph/value.ts";
import { groupBy } from "../../../schema/group-by.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { Facts } from "../facts.ts";
import { specItem } from "../spec-item.ts";
import type { Answer, Hop } from "./answer.ts";
import { type Arrivals, arrivals } from "./arrivals.ts";
import { apiOf } from "./aws-targets.ts";
import { type Database, databases } from "./databases.ts";
import { type Granted, identityHops } from "./identity-hops.ts";
import { type Exposure, exposures } from "./internet.ts";
import { kubernetesApiHops } from "./kubernetes-api.ts";
import { type PodNetwork, podNetwork } from "./network.ts";
import { permissionsOfRoles } from "./permissions.ts";
import { outToRanges } from "./pod-hops.ts";
import { servicePorts } from "./service-ports.ts";
import { type Subject, subjectsOf } from "./subjects.ts";
import { answerFrom, type Way } from "./way.ts";
import { type WayOut, waysOut } from "./ways-out.ts";

/** Where each node hands out credentials. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
const podIdentityAgent = "169.254.170.23/32";

/** Who can reach what, from the graph alone. Everything is worked out when it is asked for, and once. */
export interface Reachability extends Arrivals {
  /** What all answers are made of. */
  readonly network: PodNetwork;
  /** By path, e.g. `services.api`. */
  readonly subjects: ReadonlyMap<string, Subject>;
  /** To what the graph has for a part of the spec. `needsActions` where the network alone is not enough. */
  toItem(subject: Subject, item: SpecPath, needsActions: "with-actions" | "network-only"): Way;
  toAddresses(subject: Subject, cidrs: readonly string[], port: number): Way;
  /** To the API of Kubernetes, for a right in a namespace, e.g. `create` on `jobs`. */
  toKubernetes(subject: Subject, namespace: string, verb: string, resource: string): Way;
  /** To the internet and to further ranges that its policies name. */
  waysOut(subject: Subject): readonly WayOut[];
  /** What the internet could reach. */
  exposures(): readonly Exposure[];
}

/** Reads what all answers need. */
export function reachability(graph: ResourceGraph, facts: Facts): Reachability {
  const network = podNetwork(graph, facts);
  const subjects = subjectsOf(facts.pods);
  const services = servicePorts(graph, network.index);
  const permissionsOf = permissionsOfRoles(graph, facts.inlinePolicies);
  const granted = identityHops(graph, facts, permissionsOf);
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
    if (!service) return none(`there is no Service ${name} in the namespace ${target.main.namespace}`);
    const behind = services.of(service);
    if (behind.length === 0) return none(`the Service ${name} leads to no pod`);
    const answers = behind.map(({ pod, port, podPort }): readonly Hop[] => {
      const step = `Service ${name}:${port}`;
      if (podPort === undefined) return [{ missing: `${step} leads to no port of ${pod.name}` }];
      return [{ passes: `${step} → ${pod.name}:${podPort}` }, asHop(network.toPod(subject.main, pod, podPort))];
    });
    const ports = [...new Set(behind.map(({ port }) => port))];
    return { ports, actions: [], answer: answerFrom(subject, answers), publicPorts: [] };
  };

  const toApi = (subject: Subject, item: SpecPath, needsActions: string): Way => {
    const found = mainNodes(nodesByItem.get(formatSpecPath(item)) ?? []);
    const [first] = found;
    const api = first && apiOf[first.type as keyof typeof apiOf];
    if (!first || !api) return none(`nothing of this system is ${formatSpecPath(item)}`);
    const { main } = subject;
    const { actions, hops, publicPorts } = allowed(subject, first.address);
    const way = network.awsApis.hops(main, network.linksOf(main, "egress"), api);
    const [asked, further] = needsActions === "with-actions" ? [hops, publicPorts] : [[], []];
    const answer = answerFrom(subject, [[...way, ...asked]]);
    return { ports: [443], actions, answer, publicPorts: network.awsApis.isPublic(api) ? [443] : further };
  };

  /** What a subject may do to a resource, and the way to its credentials with the hops that say so. */
  const allowed = (subject: Subject, resource: Address): Omit<Granted, "binding"> & Pick<Way, "publicPorts"> => {
    const { main } = subject;
    const { actions, hops, binding } = granted(subject, resource);
    const links = network.linksOf(main, "egress");
    if (binding === "association")
      return { actions, hops: [outToRanges(main, links, [podIdentityAgent], 80), ...hops], publicPorts: [] };
    const credentials = network.awsApis.hops(main, links, "sts").filter((hop) => !("passes" in hop));
    return { actions, hops: [...credentials, ...hops], publicPorts: network.awsApis.isPublic("sts") ? [443] : [] };
  };

  const toDatabase = (subject: Subject, base: Database, needsActions: string): Way => {
    const ports = base.port === undefined ? [] : [base.port];
    const way = network.toDatabase(subject.main, base);
    if (needsActions === "network-only")
      return { ports, actions: [], answer: answerFrom(subject, [way]), publicPorts: [] };
    const { actions, hops, publicPorts } = allowed(subject, base.address);
    return { ports, actions, answer: answerFrom(subject, [[...way, ...hops]]), publicPorts };
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
    toAddresses: (subject, cidrs, port) => ({
      ports: [port],
      actions: [],
      answer: answerFrom(subject, [network.toAddresses(subject.main, cidrs, port)]),
      publicPorts: cidrs.length === 0 ? [port] : [],
    }),
    toKubernetes: (subject, namespace, verb, resource) => ({
      ports: [443],
      actions: [`${verb} ${resource}`],
      answer: answerFrom(subject, [kubernetes(subject.main, namespace, verb, resource)]),
      publicPorts: [],
    }),
    ...arrivals(graph, facts, { network, subjects, services, permissionsOf, granted, bases }),
    waysOut: (subject) => waysOut(network, subject),
    exposures: () => exposures(graph, network, services, facts.loadBalancers, bases),
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

function none(missing: string): Way {
  return { ports: [], actions: [], answer: { reaches: "no", steps: [], missing }, publicPorts: [] };
}

function asHop(answer: Answer): Hop {
  if (answer.reaches === "yes") return { passes: answer.steps.join(" → ") };
  return answer.reaches === "no" ? { missing: answer.missing } : { unknown: answer.reason };
}
