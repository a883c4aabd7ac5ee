import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { items, knownText } from "./known.ts";

/**
 * A security group as something names it: by its address where it is one of the graph, else by its id, which is then
 * somebody else's. `undefined` for one that is known only at apply.
 */
export type GroupName = Address | string | undefined;

/** A security group that something names. */
export function groupName(graph: ResourceGraph, written: unknown): GroupName {
  return graph.follow(written, "aws_security_group")?.address ?? knownText(graph, written);
}

/**
 * The security groups that something has. Where it names none, it has one of AWS's choice.
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export function groupNames(graph: ResourceGraph, written: object | undefined): readonly GroupName[] {
  const names = items<unknown>(written)?.map((each) => groupName(graph, each));
  return names && names.length > 0 ? names : [undefined];
}

/** A group for people: by its name where it is one of the graph. */
export function groupText(name: GroupName): string {
  if (name === undefined) return "a group known only at apply";
  return isOfGraph(name) ? name.slice(name.lastIndexOf(".") + 1).replaceAll("_", "-") : name;
}

/** Whether a group is one of the graph: ids have no slash but that of another account's, and never a type. */
export function isOfGraph(name: GroupName): name is Address {
  return name?.includes("security_group.") === true;
}
