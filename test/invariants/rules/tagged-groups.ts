import { addressOf, type Data, type Emitted, type EmittedResource, resourcesOf } from "../emitted.ts";
import { follow } from "../expressions.ts";
import type { Invariant } from "../invariant.ts";
import { list } from "../pods.ts";

/**
 * The load balancer controller opens the one group of a node's interface that has the cluster's tag, and gives up
 * where there are none or two. EKS tags the cluster's own group, which nodes have when no other is said.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/
 */
export const taggedGroups: Invariant = {
  name: "each network interface of a node has exactly one group with the cluster's tag",
  check: (emitted) =>
    resourcesOf(emitted, "aws_eks_node_group").flatMap((nodeGroup) => {
      const cluster = follow(emitted, nodeGroup.stack, nodeGroup.body["cluster_name"])?.resource;
      const tag = `kubernetes.io/cluster/${cluster?.body["name"]}`;
      const template = list([nodeGroup.body["launch_template"]].flat())[0];
      const launch = follow(emitted, nodeGroup.stack, template?.["id"])?.resource;
      const interfaces = list(launch?.body["network_interfaces"]);
      const sets =
        interfaces.length > 0
          ? interfaces.map((each) => each["security_groups"])
          : [launch?.body["vpc_security_group_ids"]];
      return sets.flatMap((groups) => {
        const tagged = taggedOf(emitted, nodeGroup, groups, tag);
        return tagged.length === 1 ? [] : [`${addressOf(nodeGroup)} has ${tagged.length} groups with ${tag}`];
      });
    }),
};

function taggedOf(emitted: Emitted, { stack }: EmittedResource, groups: unknown, tag: string): readonly unknown[] {
  const named = (groups ?? []) as readonly unknown[];
  if (named.length === 0) return ["the cluster's own group"];
  return named.filter((group) => {
    const found = follow(emitted, stack, group);
    if (found?.resource.type === "aws_eks_cluster") return true;
    return tag in ((found?.resource.body["tags"] ?? {}) as Data);
  });
}
