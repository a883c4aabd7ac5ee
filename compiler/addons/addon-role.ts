import type { SpecPath } from "../../schema/finding.ts";
import type { TerraformNode } from "../../schema/graph/graph.ts";
import type { Account } from "../aws/account.ts";
import { irsaTrust } from "../aws/irsa.ts";
import { type Role, role } from "../aws/role.ts";
import type { Context, StackName } from "../context.ts";
import type { Addon } from "./addon.ts";

/** The role that only an add-on's service account can assume, if the add-on has an AWS identity at all. */
export function addonRole(
  context: Context,
  addon: Addon,
  place: {
    readonly stack: StackName;
    readonly account: Account;
    readonly oidcProvider: TerraformNode<"aws_iam_openid_connect_provider">;
  },
): Role | undefined {
  const { identity, name } = addon;
  if (!identity) return undefined;
  return role({
    stack: place.stack,
    account: place.account,
    name: `addon_${name}`,
    roleName: `${context.name}-${name}`,
    description: `The ${name} add-on of ${context.model.spec.cluster.name}`,
    origin: addonPath(addon),
    trust: irsaTrust(place.oidcProvider, identity),
    ...(identity.managedPolicies && { managedPolicies: identity.managedPolicies }),
    ...(identity.statements && { statements: identity.statements(context) }),
  });
}

/** Where a spec speaks of an add-on. */
export function addonPath(addon: Addon): SpecPath {
  return ["cluster", "addons", addon.name];
}
