import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { matchesAction } from "../action-patterns.ts";
import type { Facts } from "../facts.ts";
import type { PodTemplate } from "../pod-templates.ts";
import type { ServiceAccount } from "../service-accounts.ts";
import { label } from "../spec-item.ts";
import type { Hop } from "./answer.ts";
import { keysOf } from "./aws-targets.ts";
import { foreignOf, type Permissions } from "./permissions.ts";
import { podAccount } from "./pod-account.ts";

/** What a pod may do to a resource of AWS, and the hops that say so. */
export interface Granted {
  readonly actions: readonly string[];
  readonly hops: readonly Hop[];
  /** Where credentials come from: STS for an annotated service account, the node's agent for an associated one. */
  readonly binding?: "annotation" | "association";
}

/** The role that a pod acts with, or why there is none to ask. */
export type PodRole =
  | {
      readonly permissions: Permissions;
      /** For people: `role service-api`. */
      readonly name: string;
      readonly binding: ServiceAccount["binding"];
      readonly bound: Hop;
    }
  | { readonly hop: Exclude<Hop, { readonly passes: string }> };

/** Reads the role of any pod. */
export function podRoles(
  facts: Pick<Facts, "serviceAccounts">,
  permissionsOf: (role: Address) => Permissions,
): (pod: PodTemplate) => PodRole {
  return (pod) => {
    const key = podAccount(pod);
    if (key === undefined) return { hop: { unknown: `the service account of ${pod.name} is known only at apply` } };
    const account = facts.serviceAccounts.get(key);
    const who = `service account ${key.slice(key.indexOf("/") + 1)}`;
    if (account && !account.role && account.roleArn !== undefined)
      return { hop: { unknown: `the role of ${who} is not of this system` } };
    if (!account?.role) return { hop: { missing: `${who} has no role` } };
    const name = `role ${label(account.role)}`;
    const permissions = permissionsOf(account.role.address);
    return { permissions, name, binding: account.binding, bound: { passes: `${who} → ${name}` } };
  };
}

/** Reads what roles may do, and which key each resource is encrypted with. */
export function identityHops(
  graph: ResourceGraph,
  roleOf: (pod: PodTemplate) => PodRole,
): (pod: PodTemplate, resource: Address) => Granted {
  const keys = keysOf(graph);
  const nameOf = (address: Address): string => label(graph.node(address) ?? { name: address });
  const mayOn = ({ name, permissions }: HeldRole, resource: Address): Hop => {
    const actions = permissions.on(resource);
    const what = nameOf(resource);
    if (actions.length > 0) return { passes: `${name} may ${actions.join(", ")} on ${what}` };
    if (permissions.perhapsOn(resource).length > 0)
      return { unknown: `whether a policy of ${name} means ${what} is known only at apply` };
    return unlessForeign(permissions, `${name} may do nothing on ${what}`);
  };
  const mayDecrypt = ({ name, permissions }: HeldRole, resource: Address): readonly Hop[] => {
    const key = keys.get(resource);
    if (!key) return [];
    const opens = permissions.on(key).some((pattern) => matchesAction(pattern, "kms:Decrypt"));
    if (opens) return [{ passes: `${name} may kms:Decrypt with key ${nameOf(key)}` }];
    const missing = `${name} may not kms:Decrypt with key ${nameOf(key)}, which encrypts ${nameOf(resource)}`;
    return [unlessForeign(permissions, missing)];
  };
  return (pod, resource) => {
    const role = roleOf(pod);
    if ("hop" in role) return { actions: [], hops: [role.hop] };
    const { permissions, binding, bound } = role;
    const actions = permissions.on(resource);
    const { unknown } = permissions;
    if (unknown !== undefined) return { actions, binding, hops: [bound, { unknown }] };
    const key = actions.length > 0 ? mayDecrypt(role, resource) : [];
    return { actions, binding, hops: [bound, mayOn(role, resource), ...key] };
  };
}

type HeldRole = Exclude<PodRole, { readonly hop: Hop }>;

/** What a role's own policies do not allow, another's may. */
function unlessForeign(permissions: Permissions, missing: string): Hop {
  const foreign = foreignOf(permissions);
  return foreign === undefined ? { missing } : { unknown: foreign };
}
