import { createGraph } from "../schema/graph/create-graph.ts";
import {
  type AnyTerraformNode,
  type GraphNode,
  type ResourceGraph,
  ref,
  type TerraformNode,
} from "../schema/graph/graph.ts";
import type { Model } from "../schema/model/model.ts";
import { addonRole } from "./addons/addon-role.ts";
import { chartAddons } from "./addons/registry.ts";
import { allWorkloads } from "./all-workloads.ts";
import { account, withoutUnusedLookups } from "./aws/account.ts";
import { type Cluster, cluster } from "./aws/cluster.ts";
import { type Data, data } from "./aws/data.ts";
import { network } from "./aws/network.ts";
import { registry } from "./aws/registry.ts";
import { type ServiceIdentity, serviceIdentity } from "./aws/service-identity.ts";
import { type Context, createContext } from "./context.ts";
import { ingresses } from "./kubernetes/ingress.ts";
import { platform } from "./kubernetes/platform.ts";
import { workloads } from "./kubernetes/workloads.ts";
import { stacks } from "./stacks.ts";
import type { Workload } from "./workload.ts";

/** Turns a model into everything that it becomes. The same model gives the same graph, on any machine. */
export function compileModel(model: Model): ResourceGraph {
  const context = createContext(model);
  const networkPart = network(context);
  const registryPart = registry(context);
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
  const nodes: GraphNode[] = withoutUnusedLookups([
    ...networkPart.nodes,
    ...registryPart.nodes,
    ...dataPart.nodes,
    ...clusterPart.nodes,
    ...identities.nodes,
    ...platform(context, networkPart.vpc, identities.addons),
    ...workloadNodes,
    ...ingresses(context, { network: networkPart, workloads: workloadNodes }),
  ]);
  const used = new Set(nodes.map((node) => node.stack));
  const outputs = {
    network: { VpcId: { description: "The VPC", value: ref(networkPart.vpc, "id") } },
    registry: Object.fromEntries(
      Object.values(registryPart.repositories).map((repository) => [
        `RepositoryUrl_${repository.name}`,
        { description: `Where images of ${repository.name} are pushed to`, value: ref(repository, "repository_url") },
      ]),
    ),
    cluster: {
      ClusterName: { description: "The cluster's name", value: ref(clusterPart.cluster, "name") },
      ClusterEndpoint: { description: "The Kubernetes API", value: ref(clusterPart.cluster, "endpoint") },
      OidcIssuer: {
        description: "The issuer of the cluster's service account tokens",
        value: ref(clusterPart.cluster, "identity[0].oidc[0].issuer"),
      },
    },
  };
  return createGraph(model.name, stacks(context, used, clusterPart.cluster, outputs), nodes);
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
    services: Object.fromEntries(services.map((service) => [service.name, service.identity])),
    nodes: [...owner.nodes, ...nodes],
  };
}
