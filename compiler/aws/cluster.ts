import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { ManagedAddon } from "../addons/addon.ts";
import { managedAddons } from "../addons/registry.ts";
import type { Context } from "../context.ts";
import { accessEntries } from "./access-entries.ts";
import { type Account, account } from "./account.ts";
import { kmsKey } from "./kms-key.ts";
import { logGroup } from "./log-group.ts";
import { managedAddon } from "./managed-addons.ts";
import type { Network } from "./network.ts";
import { type NodePoolNodes, nodePools } from "./node-pools.ts";
import { role, serviceTrust } from "./role.ts";

/** The EKS cluster with all that is needed before anything runs on it. */
export interface Cluster {
  readonly cluster: TerraformNode<"aws_eks_cluster">;
  readonly oidcProvider: TerraformNode<"aws_iam_openid_connect_provider">;
  readonly pools: Readonly<Record<string, NodePoolNodes>>;
  readonly nodes: readonly AnyTerraformNode[];
}

/**
 * The cluster in the order of life: log group and roles, control plane, identity provider, the add-ons that nodes
 * need to become ready, nodes, and the add-ons that need nodes.
 */
export function cluster(context: Context, network: Network): Cluster {
  const owner = account("cluster");
  const control = controlPlane(context, network, owner);
  const place = { account: owner, cluster: control.cluster, oidcProvider: control.oidcProvider };
  const inPhase = (phase: ManagedAddon["phase"], after: readonly AnyTerraformNode[]) =>
    managedAddons(context.model.spec)
      .filter((addon) => addon.phase === phase)
      .map((addon) => managedAddon(context, addon, place, after));
  const beforeNodes = inPhase("before-nodes", []);
  const addonsBeforeNodes = beforeNodes.map(({ addon }) => addon);
  const pools = nodePools(context, network, owner, control.cluster, addonsBeforeNodes);
  const groups = Object.values(pools).flatMap((pool) => pool.groups);
  const afterNodes = inPhase("after-nodes", groups);
  return {
    cluster: control.cluster,
    oidcProvider: control.oidcProvider,
    pools,
    nodes: [
      ...owner.nodes,
      ...control.nodes,
      ...[...beforeNodes, ...afterNodes].flatMap(({ nodes }) => nodes),
      ...Object.values(pools).flatMap((pool) => pool.nodes),
      ...accessEntries(context, owner, control.cluster),
    ],
  };
}

function controlPlane(context: Context, network: Network, owner: Account) {
  const { model, name } = context;
  const { spec } = model;
  const origin = ["cluster"] as const;
  const logs = logGroup({
    stack: "cluster",
    name: "control_plane",
    logGroupName: `/aws/eks/${spec.cluster.name}/cluster`,
    retention: spec.cluster.logRetention,
    key: network.logKey,
    origin: ["cluster", "logs"],
  });
  const key = spec.cluster.encryptSecrets
    ? kmsKey({
        stack: "cluster",
        name: "cluster",
        alias: `${name}-cluster`,
        description: `Kubernetes secrets of ${spec.cluster.name}`,
        origin,
        account: owner,
      })
    : undefined;
  const clusterRole = role({
    stack: "cluster",
    account: owner,
    name: "cluster",
    roleName: `${name}-cluster`,
    description: `Control plane of ${spec.cluster.name}`,
    origin,
    trust: serviceTrust("eks.amazonaws.com"),
    managedPolicies: ["AmazonEKSClusterPolicy", "AmazonEKSVPCResourceController"],
    statements: key
      ? [
          {
            sid: "EncryptSecrets",
            actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants"],
            resources: [ref(key.key, "arn")],
          },
        ]
      : [],
  });
  const eks = terraform("aws_eks_cluster", {
    stack: "cluster",
    name: "main",
    origin,
    config: {
      name: spec.cluster.name,
      version: spec.cluster.version,
      roleArn: ref(clusterRole.role, "arn"),
      // Add-ons are managed: the unmanaged copies would have to be adopted later.
      bootstrapSelfManagedAddons: false,
      enabledClusterLogTypes: spec.cluster.logs,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      upgradePolicy: { supportType: "STANDARD" },
      vpcConfig: {
        subnetIds: controlPlaneSubnets(network).map((subnet) => ref(subnet.node, "id")),
        securityGroupIds: [ref(network.securityGroups.cluster, "id")],
        endpointPrivateAccess: true,
        endpointPublicAccess: spec.cluster.endpoint.publicCidrs.length > 0,
        ...(spec.cluster.endpoint.publicCidrs.length > 0 && { publicAccessCidrs: spec.cluster.endpoint.publicCidrs }),
      },
      ...(key && { encryptionConfig: { provider: { keyArn: ref(key.key, "arn") }, resources: ["secrets"] } }),
    },
    // EKS would make the log group itself, without retention and without a key.
    after: [logs, ...clusterRole.policies],
  });
  const oidcProvider = terraform("aws_iam_openid_connect_provider", {
    stack: "cluster",
    name: "cluster",
    origin,
    config: { url: ref(eks, "identity[0].oidc[0].issuer"), clientIdList: ["sts.amazonaws.com"] },
  });
  return { cluster: eks, oidcProvider, nodes: [logs, ...(key?.nodes ?? []), ...clusterRole.nodes, eks, oidcProvider] };
}

/** The control plane's network interfaces are private wherever there is a private tier. */
function controlPlaneSubnets({ subnets }: Network): Network["subnets"]["public"] {
  return subnets.private.length > 0 ? subnets.private : subnets.public;
}
