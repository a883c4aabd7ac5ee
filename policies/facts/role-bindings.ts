import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { type Address, isTemplate, referencesIn } from "../../schema/graph/value.ts";
import { items, knownText } from "./known.ts";
import { specItem } from "./spec-item.ts";

/** An add-on with the role that it acts with, if it has one. */
export interface AddonIdentity {
  /** EKS's name of a managed add-on, or the name of the chart. */
  readonly name: string;
  readonly address: Address;
  readonly target: SpecPath;
  /** The role that is given to its service account, when it is in the graph. */
  readonly role?: Address;
  /** Whether it is given a role at all. */
  readonly hasRole: boolean;
}

/** Every add-on, managed or from a chart. */
export function addonIdentities(graph: ResourceGraph): AddonIdentity[] {
  const managed = graph.resources("aws_eks_addon").map(({ address, origin, config }) => ({
    name: knownText(graph, config.addonName) ?? "",
    address,
    target: specItem(origin),
    ...roleOf(
      graph,
      config.serviceAccountRoleArn ?? items<{ roleArn?: unknown }>(config.podIdentityAssociation)?.[0]?.roleArn,
    ),
  }));
  const charts = graph.resources("helm_release").flatMap(({ address, origin, config }) => {
    if (config.repository === undefined) return [];
    const name = knownText(graph, config.chart) ?? "";
    const settings = items<{ name?: unknown; value?: unknown }>(config.set) ?? [];
    const annotation = settings.find((setting) => isRoleAnnotation(setting.name));
    return [{ name, address, target: specItem(origin), ...roleOf(graph, annotation?.value) }];
  });
  return [...managed, ...charts];
}

/** The roles that nodes run with. */
export function nodeRoles(graph: ResourceGraph): ReadonlySet<Address> {
  const roles = graph
    .resources("aws_eks_node_group")
    .map(({ config }) => graph.follow(config.nodeRoleArn, "aws_iam_role"));
  return new Set(roles.flatMap((role) => (role ? [role.address] : [])));
}

function roleOf(graph: ResourceGraph, arn: unknown): Pick<AddonIdentity, "role" | "hasRole"> {
  const [role] = referencesIn(arn).map((reference) => graph.follow(reference, "aws_iam_role"));
  return { hasRole: arn !== undefined && arn !== "", ...(role && { role: role.address }) };
}

/** A path in a chart's values, with the dots of the annotation escaped. */
function isRoleAnnotation(path: unknown): boolean {
  const text = isTemplate(path) ? path.$template.at(-1) : path;
  return typeof text === "string" && text.endsWith("eks\\.amazonaws\\.com/role-arn");
}
