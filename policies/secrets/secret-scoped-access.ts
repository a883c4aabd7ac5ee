import { referencesIn } from "../../schema/graph/value.ts";
import type { ResolvedSpec, Service } from "../../schema/model/model.ts";
import { tool } from "../anchors.ts";
import { show } from "../facts/known.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** A service's role reads that service's secrets. */
export const secretScopedAccess = defineRule({
  id: "secret-scoped-access",
  title: "A role reads only the secrets that its service names",
  group: "secrets",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A role that reads another service's secrets, or all of them, turns the weakest service into the way to the best kept secret.",
  remediation: "Rights follow from `secrets` and `uses`, so this is a fault of the compiler: report it, with the spec.",
  anchors: [tool("Checkov", "CKV_AWS_288"), tool("Checkov", "CKV_AWS_108")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:BatchGetSecretValue", "secretsmanager:*", "*"],
  },
  check({ model, graph, facts, parameters }) {
    const reads = ({ effect, actions }: PolicyStatement): boolean =>
      effect === "Allow" && actions.some((action) => parameters.actions.includes(show(action)));
    return facts.inlinePolicies.flatMap((policy): RuleResult[] => {
      const { statements, origin, address: resource } = policy;
      const target = specItem(origin);
      const service = target[0] === "services" ? model.spec.services[String(target[1])] : undefined;
      if (!service) return [];
      if (!statements) return [{ verdict: "not-evaluated", target, reason: `the policy ${policy.unread}`, resource }];
      const resources = statements.filter(reads).flatMap((statement) => statement.resources);
      if (resources.length === 0) return [];
      const own = secretsOf(model.spec, service);
      const things = resources.map((each) => {
        const [reference] = referencesIn(each);
        const item = reference && specItem(graph.node(reference.$ref)?.origin ?? []);
        return item?.length === 2 ? item.join(".") : show(each);
      });
      const foreign = [...new Set(things.filter((thing) => !own.has(thing)))];
      if (foreign.length === 0)
        return [{ verdict: "compliant", target, evidence: [`${label(policy)} → ${things.join(", ")}`], resource }];
      return foreign.map((thing) => ({
        verdict: "not-compliant",
        target,
        path: [...target, "secrets"],
        key: thing,
        message: `the role "${label(policy)}" reads "${thing}", which its service does not name`,
        expected: "the service's own secrets",
        actual: thing,
        evidence: [`role policy ${label(policy)} → ${thing}`],
        resource,
      }));
    });
  },
});

/** What a service names: secrets that it is given or reads, and the stores that it uses, with their logins. */
function secretsOf({ stores }: ResolvedSpec, { secrets, uses }: Service): ReadonlySet<string> {
  const ofStores = Object.keys(uses).flatMap((target) => {
    const store = stores[target];
    return store && "secret" in store ? [`secrets.${store.secret}`] : [];
  });
  return new Set([
    ...Object.values(secrets).map(({ secret }) => `secrets.${secret}`),
    ...Object.keys(uses).flatMap((target) => [`secrets.${target}`, `stores.${target}`]),
    ...ofStores,
  ]);
}
