import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { isReference, isTemplate } from "../../../schema/graph/value.ts";
import { annotationsOf, type BalancerObject } from "../annotations.ts";
import { type GroupName, groupName } from "../group-names.ts";
import { type NodeNetwork, placeOfSubnets } from "./node-network.ts";
import type { End } from "./security-groups.ts";

/** The parts of an annotation's name that say which load balancer it is about. */
const prefixes = { Ingress: "alb.ingress.kubernetes.io/", Service: "service.beta.kubernetes.io/aws-load-balancer-" };

/**
 * A load balancer that faces the internet, as security groups see it. One that asks for no groups has a group that the
 * controller makes, which admits everybody and which the controller lets through to the pods.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/security_groups/
 */
export function balancerEnd(
  graph: ResourceGraph,
  { publicSubnets }: NodeNetwork,
  name: string,
  objects: readonly BalancerObject[],
): End {
  const groups = listedIn(objects, "security-groups").map((each): GroupName => groupName(graph, each));
  const subnets = listedIn(objects, "subnets");
  // The controller finds those that are tagged for it: public ones for this load balancer.
  const own = subnets.length > 0 ? subnets.map((each) => graph.follow(each, "aws_subnet")) : publicSubnets;
  return { name, groups: [...new Set(groups)], place: placeOfSubnets(graph, own) };
}

/** The entries of an annotation that lists things, of all objects that share a load balancer. */
function listedIn(objects: readonly BalancerObject[], name: string): readonly unknown[] {
  return objects.flatMap((object) => entriesOf(annotationsOf(object)[`${prefixes[object.type]}${name}`]));
}

function entriesOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  const parts: readonly unknown[] = isTemplate(value) ? value.$template : [value];
  return parts.flatMap((part): readonly unknown[] => (isReference(part) ? [part] : namesIn(String(part))));
}

function namesIn(text: string): readonly string[] {
  return text
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}
