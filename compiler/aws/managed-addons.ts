import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { ManagedAddon } from "../addons/addon.ts";
import { addonPath, addonRole } from "../addons/addon-role.ts";
import { addonVersion } from "../addons/registry.ts";
import type { Context } from "../context.ts";
import type { Account } from "./account.ts";

/** Where managed add-ons are installed. */
export interface AddonPlace {
  readonly account: Account;
  readonly cluster: TerraformNode<"aws_eks_cluster">;
  readonly oidcProvider: TerraformNode<"aws_iam_openid_connect_provider">;
}

/** A managed add-on, with its role where it has an AWS identity. */
export interface AddonNodes {
  readonly addon: TerraformNode<"aws_eks_addon">;
  readonly nodes: readonly AnyTerraformNode[];
}

/**
 * One EKS add-on, after what it needs.
 * https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
 */
export function managedAddon(
  context: Context,
  addon: ManagedAddon,
  place: AddonPlace,
  after: readonly AnyTerraformNode[],
): AddonNodes {
  const role = addonRole(context, addon, { ...place, stack: "cluster" });
  const node = terraform("aws_eks_addon", {
    stack: "cluster",
    name: addon.name,
    origin: addonPath(addon),
    config: {
      clusterName: ref(place.cluster, "name"),
      addonName: addon.eksName,
      addonVersion: addonVersion(context.model, addon),
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      // Pods must keep their network while a cluster is taken down.
      ...(addon.phase === "before-nodes" && { preserve: true }),
      ...(addon.configuration && { configurationValues: JSON.stringify(addon.configuration) }),
      ...(role && { serviceAccountRoleArn: ref(role.role, "arn") }),
    },
    after: [...(role?.policies ?? []), ...after],
  });
  return { addon: node, nodes: [...(role?.nodes ?? []), node] };
}
