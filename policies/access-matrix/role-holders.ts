import type { SpecPath } from "../../schema/finding.ts";
import { groupBy } from "../../schema/group-by.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { Subject } from "../facts/reachability/subjects.ts";
import { secretStoreReaders } from "../facts/secret-stores.ts";
import { label, specItem } from "../facts/spec-item.ts";
import type { AccessInput } from "./found-way.ts";
import { type RoleGrants, roleGrants } from "./role-grants.ts";

/** Who acts with a role, and what that lets them do. */
export interface RoleHolder extends RoleGrants {
  readonly source: string;
  /** The part of the spec that has the role. */
  readonly path: SpecPath;
  /**
   * `pods` act with it themselves; for `delivery` External Secrets does in their name; `platform` is AWS, a node or a
   * controller; `nobody` is an account without pods.
   */
  readonly acts: "pods" | "delivery" | "platform" | "nobody";
  /** The pods' part of the spec, where pods act. */
  readonly subject?: Subject;
  /** From whoever acts to the role. */
  readonly steps: readonly string[];
}

/** Every role with each of its holders. */
export function roleHolders(input: AccessInput): readonly RoleHolder[] {
  const { graph, facts } = input;
  const accounts = groupBy([...facts.serviceAccounts.values()], ({ role }) => role?.address);
  const pods = groupBy(facts.pods, ({ namespace, spec }) => `${namespace}/${String(spec.serviceAccountName)}`);
  const secretStores = groupBy(secretStoreReaders(graph), ({ account }) => account);
  return roleGrants(input).flatMap((grants): RoleHolder[] => {
    const role = `role ${label(grants.role)}`;
    const bound = accounts.get(grants.role.address) ?? [];
    if (bound.length === 0) return [platformHolder(grants, role)];
    return bound.flatMap(({ namespace, name, target }): RoleHolder[] => {
      const account = `${namespace}/${name}`;
      const steps = [`service account ${name}`, role];
      const own = { ...grants, source: formatSpecPath(target), path: target };
      const [store] = secretStores.get(account) ?? [];
      const running = groupBy(pods.get(account) ?? [], (pod) => formatSpecPath(pod.target));
      const delivered: RoleHolder[] = store
        ? [{ ...own, acts: "delivery", steps: ["External Secrets", `SecretStore ${store.name}`, ...steps] }]
        : [];
      const acting = [...running].flatMap(([source, [pod]]): RoleHolder[] => {
        const subject = facts.reachability.subjects.get(source);
        if (!pod || !subject) return [];
        return [{ ...own, source, path: pod.target, subject, acts: "pods", steps: [`pod ${pod.name}`, ...steps] }];
      });
      const all = [...delivered, ...acting];
      return all.length > 0 ? all : [{ ...own, acts: "nobody", steps: [`${steps[0]}, which no pod runs as`, role] }];
    });
  });
}

/** A role that no service account of the graph has: of nodes, controllers, the control plane, or a service of AWS. */
function platformHolder(grants: RoleGrants, role: string): RoleHolder {
  const path = specItem(grants.role.origin);
  const isNodes = path[0] === "cluster" && path[1] === "nodePools";
  const acts = path[0] === "services" ? "nobody" : "platform";
  return { ...grants, source: isNodes ? "nodes" : formatSpecPath(path), path, acts, steps: [role] };
}
