import { ref, type Stack } from "../schema/graph/graph.ts";
import { joined, type Text } from "../schema/graph/value.ts";
import { mapOf } from "../schema/resolve/plain-data.ts";
import type { Certificates } from "./aws/certificates.ts";
import type { Cluster } from "./aws/cluster.ts";
import type { Data } from "./aws/data.ts";
import type { Dns } from "./aws/dns.ts";
import type { Network } from "./aws/network.ts";
import type { Registry } from "./aws/registry.ts";
import type { Subnet } from "./aws/subnets.ts";
import type { Outputs } from "./stacks.ts";

/** The parts of a system that its stacks tell of. */
export interface ToldParts {
  readonly network: Network;
  readonly registry: Registry;
  readonly certificates: Certificates;
  readonly data: Data;
  readonly cluster: Cluster;
  readonly dns: Dns;
}

type Told = Stack["outputs"];

/** What people and scripts read from applied stacks, under the names that CloudFormation made customary. */
export function outputs({ network, registry, certificates, data, cluster, dns }: ToldParts): Outputs {
  return {
    network: networkOutputs(network),
    registry: each("RepositoryUri", "Images are pushed here", repositoryUris(registry)),
    certificate: alone("CertificateArn", "The certificate", mapText(certificates.ofHosts, "certificate_arn")),
    data: userPoolOutputs(data),
    cluster: clusterOutputs(cluster),
    dns: alone("LoadBalancerDnsName", "The load balancer", mapText(dns.loadBalancers, "dns_name")),
  };
}

function networkOutputs({ vpc, subnets }: Network): Told {
  const tier = (name: string, description: string, members: readonly Subnet[]) =>
    members.length > 0 && { [name]: { description, value: ids(members) } };
  return {
    VpcId: { description: "The VPC", value: ref(vpc, "id") },
    ...tier("PublicSubnetIds", "The public subnets, with commas between them", subnets.public),
    ...tier("PrivateSubnetIds", "The private subnets, with commas between them", subnets.private),
    ...tier("DataSubnetIds", "The subnets of data stores, with commas between them", subnets.data),
  };
}

/** Text, which shells and CloudFormation parameters take as it is. */
function ids(members: readonly Subnet[]): Text {
  return joined(
    members.map(({ node }) => ref(node, "id")),
    ",",
  );
}

/** What an application must know that people sign in to. */
function userPoolOutputs({ userPools }: Data): Told {
  const pools = Object.entries(userPools);
  const clientIds = pools.flatMap(([name, { clients }]) =>
    Object.entries(clients).map(([client, node]) => [`${name}-${client}`, ref(node, "id")] as const),
  );
  return {
    ...alone(
      "UserPoolId",
      "The user pool",
      Object.fromEntries(pools.map(([name, { pool }]) => [name, ref(pool, "id")])),
    ),
    ...alone("UserPoolClientId", "The client of the user pool", Object.fromEntries(clientIds)),
  };
}

function clusterOutputs({ cluster, pools }: Cluster): Told {
  const roles = Object.entries(pools).flatMap(
    ([
      name,
      {
        groups: [first],
      },
    ]) => (first ? [[name, ref(first, "node_role_arn")] as const] : []),
  );
  return {
    ClusterName: { description: "The cluster's name", value: ref(cluster, "name") },
    ClusterArn: { description: "The cluster's ARN", value: ref(cluster, "arn") },
    ClusterEndpoint: { description: "The Kubernetes API", value: ref(cluster, "endpoint") },
    OidcIssuer: {
      description: "The issuer of the cluster's service account tokens",
      value: ref(cluster, "identity[0].oidc[0].issuer"),
    },
    ...alone("NodeRoleArn", "The role of the nodes", Object.fromEntries(roles)),
  };
}

/** The last segment tells a repository apart in most registries; the whole name does in the others. */
function repositoryUris({ repositories }: Registry): Readonly<Record<string, Text>> {
  const last = (name: string): string => name.slice(name.lastIndexOf("/") + 1);
  const owners = new Map<string, number>();
  for (const name of Object.keys(repositories)) owners.set(last(name), (owners.get(last(name)) ?? 0) + 1);
  const isShared = (name: string): boolean => (owners.get(last(name)) ?? 0) > 1;
  return mapOf(
    Object.entries(repositories).map(([name, node]) => [
      isShared(name) ? name : last(name),
      ref(node, "repository_url"),
    ]),
  );
}

function mapText(
  nodes: Readonly<Record<string, { readonly address: `${string}/${string}.${string}` }>>,
  attribute: string,
): Readonly<Record<string, Text>> {
  return mapOf(Object.entries(nodes).map(([name, node]) => [name, ref(node, attribute)]));
}

/** One output each: `FactoryApiRepositoryUri`. */
function each(suffix: string, description: string, values: Readonly<Record<string, Text>>): Told {
  return mapOf(
    Object.entries(values).map(([name, value]) => [
      `${pascalCase(name)}${suffix}`,
      { description: `${description}: ${name}`, value },
    ]),
  );
}

/** The only one needs no name of its own: `CertificateArn`. */
function alone(suffix: string, description: string, values: Readonly<Record<string, Text>>): Told {
  const [only, ...others] = Object.values(values);
  return only !== undefined && others.length === 0
    ? { [suffix]: { description, value: only } }
    : each(suffix, description, values);
}

function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join("");
}
