import { count } from "../../schema/count.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import { type Address, visitReferences } from "../../schema/graph/value.ts";
import { isOpen } from "../../schema/model/node-pool.ts";
import { tool } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import type { Guest } from "../facts/guests.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { judgePools, type NodeGroup, sizeOf } from "../facts/node-pools.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Nothing is paid for that nothing uses: nodes that no pod may come to, addresses and groups that nobody has. */
export const costOrphans = defineRule({
  id: "cost-orphans",
  title: "Everything is used by something",
  group: "operations",
  severity: "low",
  profile: "base",
  stage: "graph",
  rationale:
    "What nobody uses is paid for all the same, and a group that nothing carries is one that somebody will widen by mistake, because it breaks nothing.",
  remediation:
    "Set `size.min` of the pool to 0 or remove it, or name it as the `nodePool` of a service. Remove an entry under `overrides` that took the use of an address or a group away.",
  anchors: [tool("Checkov", "CKV2_AWS_19"), tool("Checkov", "CKV2_AWS_5")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph, facts }) {
    const addresses = graph.resources("aws_eip");
    const groups = graph.resources("aws_security_group");
    const users = usersOf(graph, [...addresses, ...groups]);
    return [
      ...judgePools(facts.nodePools, (groups, { name }) => judgePool(name, groups, facts.guests)),
      ...judgeNodes(addresses, (address) => judgeAddress(address, users)),
      ...judgeNodes(groups, (group) => judgeUse(group, users, `security group "${label(group)}" belongs to nothing`)),
    ];
  },
});

/** A pool that is open to every pod is never an orphan: add-ons run there. */
function judgePool(name: string, groups: readonly NodeGroup[], guests: readonly Guest[]): NodeVerdict {
  const here = guests.filter(({ pods }) => pods.some(({ places }) => places.some((group) => groups.includes(group))));
  const nodes = count(sizeOf(groups).desired, "node");
  const isOpenToAll = groups.some(isOpen);
  const nobody = isOpenToAll ? "every pod may come" : "no pod may come";
  const use = here.length > 0 ? namesOf(here.map(({ target }) => String(target.at(-1)))) : nobody;
  const seen = `${nodes} → ${use}`;
  if (here.length > 0 || isOpenToAll || sizeOf(groups).desired === 0) return { proof: seen };
  return [
    {
      setting: ["size", "min"],
      key: `pool:${name}`,
      message: `pool "${name}" keeps ${nodes} that no pod of the spec may come to`,
      expected: "a service that runs there, or no nodes",
      actual: use,
      seen,
    },
  ];
}

type Users = ReadonlyMap<Address, Address>;

/** For each of some nodes, another one that refers to it. A rule of a security group is no use of it. */
function usersOf(graph: ResourceGraph, wanted: readonly { readonly address: Address }[]): Users {
  const users = new Map<Address, Address>();
  const left = new Set(wanted.map(({ address }) => address));
  for (const node of graph.nodes) {
    if (left.size === 0) break;
    if (node.type.startsWith("aws_vpc_security_group_")) continue;
    visitReferences(node.kind === "terraform" ? node.config : node.object, ({ $ref }) => {
      if ($ref !== node.address && left.delete($ref)) users.set($ref, node.address);
    });
  }
  return users;
}

/** An address is in use where something names it, and where it names what it belongs to. */
function judgeAddress(address: TerraformNode<"aws_eip">, users: Users): NodeVerdict {
  const { instance, networkInterface } = address.config;
  if (instance !== undefined || networkInterface !== undefined) return { proof: "names what it belongs to" };
  return judgeUse(address, users, `public address "${label(address)}" belongs to nothing`);
}

function judgeUse(
  node: { readonly address: Address; readonly name: string },
  users: Users,
  message: string,
): NodeVerdict {
  const user = users.get(node.address);
  if (user !== undefined) return { proof: user };
  return [{ key: label(node), message, expected: "something that uses it", actual: "nothing refers to it" }];
}
