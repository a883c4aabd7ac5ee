import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { ChartAddon } from "../addons/addon.ts";
import { addonPath } from "../addons/addon-role.ts";
import { addonImage, addonVersion, chartAddons, chartRepository } from "../addons/registry.ts";
import type { Context } from "../context.ts";
import { namespace } from "./namespace.ts";
import { priorityClasses } from "./priority-classes.ts";
import { storageClass } from "./storage-class.ts";

/**
 * The classes of pods and volumes, and the add-ons that come as charts, one after the other: a controller's webhooks must answer before the next chart
 * makes objects that they see.
 */
export function platform(
  context: Context,
  vpc: TerraformNode<"aws_vpc">,
  roles: Readonly<Record<string, TerraformNode<"aws_iam_role">>>,
): AnyTerraformNode[] {
  const nodes: AnyTerraformNode[] = [...priorityClasses(context), ...storageClass(context)];
  let previous: readonly AnyTerraformNode[] = [];
  for (const addon of chartAddons(context.model.spec)) {
    const own = addon.ownNamespace ? [namespace("platform", addon.namespace, addonPath(addon), "restricted")] : [];
    const release = chartRelease(context, addon, vpc, roles[addon.name], [...own, ...previous]);
    nodes.push(...own, release);
    previous = [release];
  }
  return nodes;
}

function chartRelease(
  context: Context,
  addon: ChartAddon,
  vpc: TerraformNode<"aws_vpc">,
  role: TerraformNode<"aws_iam_role"> | undefined,
  after: readonly AnyTerraformNode[],
): TerraformNode<"helm_release"> {
  const settings = Object.entries(addon.settings?.({ vpcId: ref(vpc, "id") }) ?? {});
  const annotation =
    role && addon.annotationsPath ? `${addon.annotationsPath}.eks\\.amazonaws\\.com/role-arn` : undefined;
  return terraform("helm_release", {
    stack: "platform",
    name: addon.name,
    origin: addonPath(addon),
    config: {
      name: addon.name,
      namespace: addon.namespace,
      repository: chartRepository(context.model, addon),
      chart: addon.chart,
      version: addonVersion(context.model, addon),
      atomic: true,
      wait: true,
      timeout: 600,
      maxHistory: 5,
      values: [JSON.stringify(addon.values(context, addonImage(context.model, addon)))],
      set: [
        ...(role && annotation ? [{ name: annotation, value: ref(role, "arn") }] : []),
        ...settings.map(([name, value]) => ({ name, value })),
      ],
    },
    after,
  });
}
