import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { referencesIn } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";
import { eksBestPractice } from "../anchors.ts";
import { derivedGrants, keyActions } from "../facts/derived-grants.ts";
import { groupBy } from "../facts/group-by.ts";
import { show } from "../facts/known.ts";
import type { PodTemplate } from "../facts/pod-templates.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { specItem } from "../facts/spec-item.ts";
import { defineRule, type NotCompliant, type RuleResult } from "../rule.ts";

/** What a service's role may do is what its `uses` say, no more and no less. */
export const iamGrantsMatchUses = defineRule({
  id: "iam-grants-match-uses",
  title: "A service may do what it declares, and nothing else",
  group: "identity",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "`uses` is what a reviewer reads. A right beyond it is one that nobody agreed to, and one that is missing is an `AccessDenied` at the first call.",
  remediation: "Grants follow from `uses`, so this is a fault of the compiler: report it, with the spec.",
  anchors: [eksBestPractice("Grant least privileged access to applications", "identity-and-access-management")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ model, graph, facts }) {
    const policies = groupBy(facts.inlinePolicies, ({ role }) => role);
    const seen = new Set<string>();
    return facts.pods.flatMap((pod): RuleResult[] => {
      const account = facts.serviceAccounts.get(`${pod.namespace}/${String(pod.spec.serviceAccountName)}`);
      const name = String(pod.target[1]);
      if (pod.target[0] !== "services" || !account?.role || seen.has(name)) return [];
      seen.add(name);
      const statements = (policies.get(account.role.address) ?? []).map((policy) => policy.statements);
      return judge(
        model,
        graph,
        pod,
        statements.includes(undefined) ? undefined : statements.flatMap((each) => each ?? []),
      );
    });
  },
});

/** An action on one thing of the spec, e.g. `sqs:SendMessage` on `jobs`. */
interface Grant {
  readonly action: string;
  readonly on: string;
}

function judge(
  model: Model,
  graph: ResourceGraph,
  pod: PodTemplate,
  statements?: readonly PolicyStatement[],
): RuleResult[] {
  const { target, address: resource } = pod;
  const service = model.spec.services[String(target[1])];
  const unknown = (reason: string): RuleResult[] => [{ verdict: "not-evaluated", target, reason, resource }];
  if (!statements || !service) return unknown("a policy of its role is known only at apply");
  const derived = derivedGrants(model, service);
  const strange = [...derived].find(([, actions]) => actions === undefined);
  if (strange) return unknown(`what "uses" of "${strange[0]}" implies is not known to this policy`);
  const allows = statements.filter(({ effect }) => effect === "Allow");
  if (allows.some(({ notActions }) => notActions.length > 0))
    return unknown("its role may do everything but some actions");
  const granted = allows.flatMap((each) => grantsOf(graph, each));
  const extra = granted.filter(({ action, on }) => !(derived.get(on)?.includes(action) ?? false) && !isKey(action, on));
  const byThing = groupBy(granted, ({ on }) => on);
  const isHeld = (action: string, on: string) =>
    byThing.get(on)?.some((grant) => covers(grant.action, action)) ?? false;
  const missing = [...derived].flatMap(([on, actions = []]) =>
    actions.filter((action) => !isHeld(action, on)).map((action) => ({ action, on })),
  );
  const faults = [
    ...distinct(extra).map((grant) => fault(pod, grant, "extra")),
    ...distinct(missing).map((grant) => fault(pod, grant, "missing")),
  ];
  if (faults.length > 0) return faults;
  const evidence = [...derived].map(
    ([on, actions = []]) => `${pod.name} → uses ${on} → ${actions.join(", ") || "no action"}`,
  );
  const nothing = [`${pod.name} → no uses → no action`];
  return [{ verdict: "compliant", target, evidence: evidence.length > 0 ? evidence : nothing, resource }];
}

function grantsOf(graph: ResourceGraph, { actions, resources }: PolicyStatement): Grant[] {
  const things = [...new Set(resources.map((resource) => thingOf(graph, resource)))];
  return things.flatMap((on) => actions.map((action) => ({ action: show(action), on })));
}

/** The key in the spec that a resource stands for, or the resource as it is written. */
function thingOf(graph: ResourceGraph, resource: unknown): string {
  const [reference] = referencesIn(resource);
  const origin = reference && graph.node(reference.$ref)?.origin;
  return origin ? String(specItem(origin).at(-1)) : show(resource);
}

/** `sqs:Get*` holds `sqs:GetQueueUrl`. */
function covers(pattern: string, action: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === action;
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`).test(action);
}

/** The one key of all stores is theirs, not one store's, and so it is with secrets. */
function isKey(action: string, on: string): boolean {
  return (on === "stores" || on === "secrets") && keyActions.has(action);
}

function distinct(grants: readonly Grant[]): Grant[] {
  return [...new Map(grants.map((grant) => [`${grant.action} ${grant.on}`, grant])).values()];
}

function fault(
  { target, name, address: resource }: PodTemplate,
  { action, on }: Grant,
  kind: "extra" | "missing",
): NotCompliant {
  const does = kind === "extra" ? "may call" : "may not call";
  return {
    verdict: "not-compliant",
    target,
    path: [...target, "uses"],
    key: `${kind}:${action}:${on}`,
    message: `service "${target.at(-1)}" ${does} ${action} on "${on}", which its "uses" ${kind === "extra" ? "do not say" : "say"}`,
    expected: kind === "extra" ? "no such right" : action,
    actual: kind === "extra" ? action : "no such right",
    evidence: [`${name} → role → ${kind} ${action} on ${on}`],
    resource,
  };
}
