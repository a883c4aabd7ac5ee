import { createGraph } from "../schema/graph/create-graph.ts";
import type { AnyTerraformNode, GraphNode, ResourceGraph, Stack, TerraformNode } from "../schema/graph/graph.ts";
import type { Model } from "../schema/model/model.ts";
import { mapOf } from "../schema/resolve/plain-data.ts";
import { addonRole } from "./addons/addon-role.ts";
import { chartAddons } from "./addons/registry.ts";
import { allWorkloads } from "./all-workloads.ts";
import { account, withoutUnusedLookups } from "./aws/account.ts";
import { certificates } from "./aws/certificates.ts";
import { type Cluster, cluster } from "./aws/cluster.ts";
import { type Data, data } from "./aws/data.ts";
import { dns } from "./aws/dns.ts";
import { network } from "./aws/network.ts";
import { registry } from "./aws/registry.ts";
import { type ServiceIdentity, serviceIdentity } from "./aws/service-identity.ts";
import { type Context, createContext } from "./context.ts";
import { ingresses } from "./kubernetes/ingress.ts";
import { platform } from "./kubernetes/platform.ts";
import { workloads } from "./kubernetes/workloads.ts";
import { outputs } from "./outputs.ts";
import { stacks } from "./stacks.ts";
import type { Workload } from "./workload.ts";

/** Turns a model into everything that it becomes. The same model gives the same graph, on any machine. */
export function compileModel(model: Model): ResourceGraph {
  const { stacks: all, nodes } = compileNodes(model);
  return createGraph(model.name, all, nodes);
}

/** The stacks and the nodes of a graph, as they are made: each part of the spec makes its nodes in one order. */
export function compileNodes(model: Model): {
  readonly stacks: readonly Stack[];
  readonly nodes: readonly GraphNode[];
} {
  const context = createContext(model);
  const networkPart = network(context);
  const registryPart = registry(context);
  const certificatePart = certificates(context);
  const dataPart = data(context, networkPart);
  const clusterPart = cluster(context, networkPart);
  const running = allWorkloads(context, dataPart.stores);
  const identities = identity(context, clusterPart, dataPart, running);
  const workloadNodes = workloads(context, running, {
    network: networkPart,
    registry: registryPart,
    data: dataPart,
    identities: identities.services,
  });
  const ingressNodes = ingresses(context, {
    network: networkPart,
    certificates: certificatePart,
    workloads: workloadNodes,
  });
  const dnsPart = dns(context, ingressNodes);
  const nodes: GraphNode[] = withoutUnusedLookups([
    ...networkPart.nodes,
    ...registryPart.nodes,
    ...certificatePart.nodes,
    ...dataPart.nodes,
    ...clusterPart.nodes,
    ...identities.nodes,
    ...platform(context, networkPart.vpc, identities.addons),
    ...workloadNodes,
    ...ingressNodes,
    ...dnsPart.nodes,
  ]);
  const used = new Set(nodes.map((node) => node.stack));
  const told = outputs({
    network: networkPart,
    registry: registryPart,
    certificates: certificatePart,
    data: dataPart,
    cluster: clusterPart,
    dns: dnsPart,
  });
  return { stacks: stacks(context, used, clusterPart.cluster, told), nodes };
}

interface Identities {
  readonly addons: Readonly<Record<string, TerraformNode<"aws_iam_role">>>;
  readonly services: Readonly<Record<string, ServiceIdentity>>;
  readonly nodes: readonly AnyTerraformNode[];
}

/** The roles of what runs in the cluster: they need the cluster's identity provider, and come before their users. */
function identity(
  context: Context,
  { cluster: eks, oidcProvider }: Cluster,
  dataPart: Data,
  running: readonly Workload[],
): Identities {
  const owner = account("identity");
  const addons = chartAddons(context.model.spec).flatMap((addon) => {
    const role = addonRole(context, addon, { stack: "identity", account: owner, oidcProvider });
    return role ? [{ name: addon.name, role }] : [];
  });
  const services = running.map((workload) => ({
    name: workload.name,
    identity: serviceIdentity(context, workload, { account: owner, cluster: eks, oidcProvider, data: dataPart }),
  }));
  const nodes = [...addons.flatMap(({ role }) => role.nodes), ...services.flatMap((service) => service.identity.nodes)];
  return {
    addons: Object.fromEntries(addons.map(({ name, role }) => [name, role.role])),
    services: mapOf(services.map((service) => [service.name, service.identity] as const)),
    nodes: [...owner.nodes, ...nodes],
  };
}
