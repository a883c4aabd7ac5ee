import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { matchesAction } from "../action-patterns.ts";
import type { Facts } from "../facts.ts";
import { label } from "../spec-item.ts";
import type { Hop } from "./answer.ts";
import { keysOf } from "./aws-targets.ts";
import type { Permissions } from "./permissions.ts";
import type { Subject } from "./subjects.ts";

/** What a subject may do to a resource of AWS, and the hops that say so. */
export interface Granted {
  readonly actions: readonly string[];
  readonly hops: readonly Hop[];
  /** Where credentials come from: STS for an annotated service account, the node's agent for an associated one. */
  readonly binding?: "annotation" | "association";
}

/** Reads what roles may do, and which key each resource is encrypted with. */
export function identityHops(
  graph: ResourceGraph,
  facts: Pick<Facts, "serviceAccounts">,
  permissionsOf: (role: Address) => Permissions,
): (subject: Subject, resource: Address) => Granted {
  const keys = keysOf(graph);
  return ({ main }, resource) => {
    const account = facts.serviceAccounts.get(`${main.namespace}/${String(main.spec.serviceAccountName)}`);
    const who = `service account ${String(main.spec.serviceAccountName)}`;
    if (account && !account.role && account.roleArn !== undefined)
      return { actions: [], hops: [{ unknown: `the role of ${who} is not of this system` }] };
    if (!account?.role) return { actions: [], hops: [{ missing: `${who} has no role` }] };
    const { binding } = account;
    const role = `role ${label(account.role)}`;
    const permissions = permissionsOf(account.role.address);
    const actions = permissions.on(resource);
    const name = label(graph.node(resource) ?? { name: resource });
    const bound: Hop = { passes: `${who} → ${role}` };
    if (permissions.unknown !== undefined) return { actions, binding, hops: [bound, { unknown: permissions.unknown }] };
    if (actions.length === 0)
      return { actions, binding, hops: [bound, { missing: `${role} may do nothing on ${name}` }] };
    const may: Hop = { passes: `${role} may ${actions.join(", ")} on ${name}` };
    const key = keys.get(resource);
    if (!key) return { actions, binding, hops: [bound, may] };
    const keyName = label(graph.node(key) ?? { name: key });
    const opens = permissions.on(key).some((pattern) => matchesAction(pattern, "kms:Decrypt"));
    const decrypts: Hop = opens
      ? { passes: `${role} may kms:Decrypt with key ${keyName}` }
      : { missing: `${role} may not kms:Decrypt with key ${keyName}, which encrypts ${name}` };
    return { actions, binding, hops: [bound, may, decrypts] };
  };
}
