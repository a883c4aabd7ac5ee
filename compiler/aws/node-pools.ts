import { amiType } from "../../schema/catalogue/ami-type.ts";
import { parseBytes } from "../../schema/catalogue/quantity.ts";
import type { SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { NodePool } from "../../schema/model/model.ts";
import { hasGpus } from "../../schema/model/node-pool.ts";
import { gpuLabel } from "../addons/nvidia-device-plugin.ts";
import type { Context } from "../context.ts";
import type { Account } from "./account.ts";
import type { Network } from "./network.ts";
import { type GroupPlace, placesOf } from "./node-group-places.ts";
import { type Role, role, serviceTrust } from "./role.ts";

/** The node groups of a pool with their role and launch template. */
export interface NodePoolNodes {
  /** One, or one in each zone. */
  readonly groups: readonly TerraformNode<"aws_eks_node_group">[];
  readonly nodes: readonly AnyTerraformNode[];
}

/**
 * The label by which a service chooses its pool. EKS's own node-group label holds a generated name.
 */
export const nodePoolLabel = "groundplan.dev/node-pool";

/**
 * By the first, the device plugin and pods that ask for a GPU find their nodes. The second tells the cluster autoscaler
 * to wait for the plugin on a new node instead of adding another; any value does.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
const gpuLabels = { [gpuLabel]: "true", "k8s.amazonaws.com/accelerator": "nvidia" };

/** What every node needs; the rest belongs to workload identities. */
const nodePolicies = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryReadOnly"];

/** The managed node groups of each pool, after the add-ons without which a node never becomes ready. */
export function nodePools(
  context: Context,
  network: Network,
  owner: Account,
  cluster: TerraformNode<"aws_eks_cluster">,
  addonsBeforeNodes: readonly TerraformNode<"aws_eks_addon">[],
): Readonly<Record<string, NodePoolNodes>> {
  return Object.fromEntries(
    Object.entries(context.model.spec.cluster.nodePools).map(([name, pool]) => {
      const origin: SpecPath = ["cluster", "nodePools", name];
      const nodeRole = role({
        stack: "cluster",
        account: owner,
        name: `nodes_${name}`,
        roleName: `${context.name}-nodes-${name}`,
        description: `Nodes of the pool ${name}`,
        origin,
        trust: serviceTrust("ec2.amazonaws.com"),
        managedPolicies: [...nodePolicies, ...pool.policies],
      });
      const template = launchTemplate(context, network, name, pool, origin);
      const common = { context, cluster, name, pool, origin, template, nodeRole, addonsBeforeNodes };
      const groups = placesOf(name, pool, network).map((place) => nodeGroup({ ...common, place }));
      return [name, { groups, nodes: [...nodeRole.nodes, template, ...groups] }];
    }),
  );
}

/**
 * IMDSv2 only and one hop, so that pods cannot borrow the node's role; an encrypted gp3 root volume; the nodes' own
 * security group and no other.
 * https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 */
function launchTemplate(
  { model, name }: Context,
  network: Network,
  poolName: string,
  pool: NodePool,
  origin: SpecPath,
): TerraformNode<"aws_launch_template"> {
  const { system, owner } = model.spec;
  const environment = model.environment !== undefined && { environment: model.environment };
  const tags = { Name: `${name}-${poolName}`, system, ...environment, owner, ...model.spec.tags };
  return terraform("aws_launch_template", {
    stack: "cluster",
    name: poolName,
    origin,
    config: {
      name: `${name}-${poolName}`,
      description: `Nodes of the pool ${poolName}`,
      updateDefaultVersion: true,
      ...interfaces(network, pool),
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      monitoring: { enabled: true },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeSize: Math.ceil(parseBytes(pool.disk) / 1024 ** 3),
            volumeType: "gp3",
            encrypted: "true",
            deleteOnTermination: "true",
          },
        },
      ],
      // The provider's default tags do not reach what an Auto Scaling group launches.
      tagSpecifications: ["instance", "network-interface", "volume"].map((resourceType) => ({ resourceType, tags })),
    },
  });
}

/**
 * The nodes' own security group on their one interface. In a private tier no subnet's setting can give them a public
 * address; in a public one EKS insists on it.
 */
function interfaces({ securityGroups }: Network, { tier }: NodePool) {
  const groups = [ref(securityGroups.nodes, "id")];
  if (tier === "public") return { vpcSecurityGroupIds: groups };
  return {
    networkInterfaces: [
      { deviceIndex: 0, associatePublicIpAddress: "false", deleteOnTermination: "true", securityGroups: groups },
    ],
  };
}

function nodeGroup(input: {
  readonly context: Context;
  readonly place: GroupPlace;
  readonly cluster: TerraformNode<"aws_eks_cluster">;
  readonly name: string;
  readonly pool: NodePool;
  readonly origin: SpecPath;
  readonly template: TerraformNode<"aws_launch_template">;
  readonly nodeRole: Role;
  readonly addonsBeforeNodes: readonly TerraformNode<"aws_eks_addon">[];
}): TerraformNode<"aws_eks_node_group"> {
  const { context, place, cluster, name, pool, origin, template, nodeRole, addonsBeforeNodes } = input;
  const { addons, version } = context.model.spec.cluster;
  const image = imageOf(name, pool);
  const releaseVersion = context.model.lock?.locked.kubernetes[version]?.amis[image];
  return terraform("aws_eks_node_group", {
    stack: "cluster",
    name: place.name,
    origin,
    config: {
      clusterName: ref(cluster, "name"),
      // A prefix, so that a change that needs a new group makes it before the old one goes.
      nodeGroupNamePrefix: `${place.name}-`,
      nodeRoleArn: ref(nodeRole.role, "arn"),
      version,
      amiType: image,
      ...(releaseVersion !== undefined && { releaseVersion }),
      capacityType: pool.capacity === "spot" ? "SPOT" : "ON_DEMAND",
      instanceTypes: pool.instances,
      subnetIds: place.subnets.map((subnet) => ref(subnet.node, "id")),
      scalingConfig: place.size,
      updateConfig: { maxUnavailablePercentage: Number.parseInt(pool.update.maxUnavailable, 10) },
      nodeRepairConfig: { enabled: true },
      launchTemplate: { id: ref(template, "id"), version: ref(template, "latest_version") },
      labels: { [nodePoolLabel]: name, ...(hasGpus(pool) && gpuLabels), ...pool.labels },
      taint: pool.taints.map((taint) => ({ ...taint, effect: taintEffects[taint.effect] })),
    },
    lifecycle: {
      createBeforeDestroy: true,
      // The autoscaler owns the number of nodes from the first minute on.
      ...(addons["cluster-autoscaler"] && { ignoreChanges: ["scaling_config[0].desired_size"] }),
    },
    after: [...nodeRole.policies, ...addonsBeforeNodes],
  });
}

/** The image that all instance types of a pool need: resolve has made sure that it is the same. */
function imageOf(name: string, { instances: [first = ""] }: NodePool): string {
  return amiType(first) ?? fail(`resolve let the pool ${name} have ${first}, which has no machine image`);
}

function fail(message: string): never {
  throw new Error(message);
}

/** EKS spells the effects of taints in its own way. */
const taintEffects = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
} as const;
