import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { groupBy } from "../../schema/group-by.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { eksBestPractice } from "../anchors.ts";
import { derivedGrants, keyActions, secretActions } from "../facts/derived-grants.ts";
import type { Facts } from "../facts/facts.ts";
import { show } from "../facts/known.ts";
import { namedResource } from "../facts/named-resource.ts";
import { givenSecrets, ownSecrets, secretOf } from "../facts/own-secrets.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { secretStoreReaders } from "../facts/secret-stores.ts";
import { specItem } from "../facts/spec-item.ts";
import { isAllowed } from "../facts/statement-grants.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/**
 * What a service's role may do is what its `uses` say, no more and no less; and what External Secrets may do for it is to
 * read its secrets.
 */
export const iamGrantsMatchUses = defineRule({
  id: "iam-grants-match-uses",
  title: "A service may do what it declares, and nothing else",
  group: "identity",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "`uses` is what a reviewer reads. A right beyond it is one that nobody agreed to, and one that is missing is an `AccessDenied` at the first call.",
  remediation:
    "Grants follow from `uses` and `secrets`: say there what is needed, and take what gives more out of `overrides`.",
  anchors: [eksBestPractice("Grant least privileged access to applications", "identity-and-access-management")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ model, graph, facts }) {
    const policies = groupBy(facts.inlinePolicies, ({ role }) => role);
    return holdersOf(model, graph, facts).flatMap((holder): readonly RuleResult[] => {
      const { target, address: resource, role, derived } = holder;
      const unknown = (reason: string): RuleResult[] => [{ verdict: "not-evaluated", target, reason, resource }];
      const own = policies.get(role) ?? [];
      const unread = own.find((policy) => policy.unread !== undefined)?.unread;
      if (unread !== undefined) return unknown(`a policy of its role ${unread}`);
      const strange = [...derived].find(([, actions]) => actions === undefined);
      if (strange) return unknown(`what "uses" of "${strange[0]}" implies is not known to this policy`);
      const statements = own.flatMap((policy) => policy.statements ?? []);
      if (statements.some(({ effect, notActions }) => effect === "Allow" && notActions.length > 0))
        return unknown("its role may do everything but some actions");
      return judge(model, graph, holder, statements);
    });
  },
});

/** Who acts with a role: the pods of a service, or External Secrets in the name of a service or a store. */
interface Holder {
  readonly target: SpecPath;
  readonly address: Address;
  readonly name: string;
  readonly role: Address;
  /** The key below {@link target} that says what the role may do. */
  readonly by: "uses" | "secrets" | "secret";
  /** Actions by the thing of the spec that they are on. */
  readonly derived: ReadonlyMap<string, readonly string[] | undefined>;
  /** Whether all of them must be there, or only those that are said in so many words. */
  readonly needed: ReadonlyMap<string, readonly string[]>;
}

const readSecret = ["secretsmanager:GetSecretValue"];

function holdersOf(model: Model, graph: ResourceGraph, facts: Facts): readonly Holder[] {
  const pods = facts.pods.flatMap(({ target, address, name, namespace, spec }): Holder[] => {
    const role = facts.serviceAccounts.get(`${namespace}/${String(spec.serviceAccountName)}`)?.role?.address;
    const service = target[0] === "services" ? model.spec.services[String(target[1])] : undefined;
    if (!role || !service) return [];
    const derived = derivedGrants(model, service);
    const needed = new Map([...derived].map(([on, actions]) => [on, actions ?? []]));
    return [{ target, address, name, role, by: "uses", derived, needed }];
  });
  const readers = secretStoreReaders(graph).flatMap(({ target, address, name, account = "" }): Holder[] => {
    const role = facts.serviceAccounts.get(account)?.role?.address;
    if (!role) return [];
    const own = [...ownSecrets(model.spec, target)].map((path) => String(path.split(".").at(-1)));
    const derived = new Map(own.map((secret) => [secret, secretActions]));
    const needed = new Map(givenSecrets(model.spec, target).map((secret) => [secret, readSecret]));
    const by = target[0] === "services" ? "secrets" : "secret";
    return [{ target, address, name: `SecretStore/${name}`, role, by, derived, needed }];
  });
  // The pods of a service have one role between them.
  const services = groupBy(pods, ({ target }) => formatSpecPath(target));
  return [...[...services.values()].flatMap(([pod]) => pod ?? []), ...readers];
}

/** An action on one thing of the spec, e.g. `sqs:SendMessage` on `jobs`. */
interface Grant {
  readonly action: string;
  readonly on: string;
}

function judge(
  { spec }: Model,
  graph: ResourceGraph,
  holder: Holder,
  statements: readonly PolicyStatement[],
): RuleResult[] {
  const { target, address: resource, name, derived, needed } = holder;
  const own = ownSecrets(spec, target);
  const things = new Map(statements.map((each) => [each, each.resources.map((on) => thingOf(graph, on))]));
  const granted = statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((each) => grantsOf(graph, each, things.get(each) ?? [], own));
  const isDerived = ({ action, on }: Grant): boolean => derived.get(on)?.some((each) => isSame(each, action)) ?? false;
  const extra = granted.filter((grant) => !isDerived(grant) && !isKey(grant));
  const missing = [...needed].flatMap(([on, actions]) =>
    actions
      .filter((action) => !isAllowed(statements, action, (each) => things.get(each)?.includes(on) ?? false))
      .map((action) => ({ action, on })),
  );
  const faults = [
    ...distinct(extra).map((grant) => fault(holder, grant, "extra")),
    ...distinct(missing).map((grant) => fault(holder, grant, "missing")),
  ];
  if (faults.length > 0) return faults;
  const evidence = [...derived].map(
    ([on, actions = []]) => `${name} → ${holder.by} ${on} → ${actions.join(", ") || "no action"}`,
  );
  const nothing = [`${name} → no ${holder.by} → no action`];
  return [{ verdict: "compliant", target, evidence: evidence.length > 0 ? evidence : nothing, resource }];
}

/** The secrets of others are found by `secret-scoped-access`, so that one mistake is one finding. */
function grantsOf(
  graph: ResourceGraph,
  { actions, resources }: PolicyStatement,
  things: readonly string[],
  own: ReadonlySet<string>,
): Grant[] {
  const isOwn = (index: number): boolean => own.has(secretOf(graph, resources[index]) ?? "none");
  return actions.map(show).flatMap((action) => {
    const isOfSecrets = /^secretsmanager:/i.test(action);
    return things.flatMap((on, index) => (isOfSecrets && !isOwn(index) ? [] : [{ action, on }]));
  });
}

/** The key in the spec that a resource stands for, or the resource as it is written. */
function thingOf(graph: ResourceGraph, resource: unknown): string {
  const node = namedResource(graph, resource);
  const item = node ? specItem(node.origin) : [];
  // The one key of all stores, or of all secrets, is the section's.
  return item.length > 1 || node?.type === "aws_kms_key" ? String(item.at(-1)) : show(resource);
}

/** The one key of all stores is theirs, not one store's, and so it is with secrets. */
function isKey({ action, on }: Grant): boolean {
  return (on === "stores" || on === "secrets") && [...keyActions].some((each) => isSame(each, action));
}

/** The case of an action does not matter. */
function isSame(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

function distinct(grants: readonly Grant[]): Grant[] {
  return [...new Map(grants.map((grant) => [`${grant.action} ${grant.on}`, grant])).values()];
}

function fault(
  { target, name, address: resource, by }: Holder,
  { action, on }: Grant,
  kind: "extra" | "missing",
): NotCompliant {
  const does = kind === "extra" ? "may call" : "may not call";
  const who = by === "uses" ? `service "${target.at(-1)}"` : `the reader of the secrets of "${target.at(-1)}"`;
  const says = by === "secret" ? { extra: "does not say", missing: "says" } : { extra: "do not say", missing: "say" };
  return {
    verdict: "not-compliant",
    target,
    path: [...target, by],
    key: `${kind}:${action}:${on}`,
    message: `${who} ${does} ${action} on "${on}", which its "${by}" ${says[kind]}`,
    expected: kind === "extra" ? "no such right" : action,
    actual: kind === "extra" ? action : "no such right",
    evidence: [`${name} → role → ${kind} ${action} on ${on}`],
    resource,
  };
}
