import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { tool } from "../anchors.ts";
import { actionTable } from "../facts/action-patterns.ts";
import { namesOf } from "../facts/evidence.ts";
import type { Facts } from "../facts/facts.ts";
import { judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { show } from "../facts/known.ts";
import { openPrincipals } from "../facts/open-principals.ts";
import { ownSecrets, secretOf } from "../facts/own-secrets.ts";
import type { PolicyStatement } from "../facts/policy-statements.ts";
import { isWhole } from "../facts/resource-scope.ts";
import type { InlinePolicy } from "../facts/role-policies.ts";
import { secretStoreReaders } from "../facts/secret-stores.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { allowedIn } from "../facts/statement-dangers.ts";
import { coversAction } from "../facts/statement-grants.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** A service's role uses that service's secrets, a store's its own, and a secret lets nobody else in. */
export const secretScopedAccess = defineRule({
  id: "secret-scoped-access",
  title: "A secret is used only by those who name it",
  group: "secrets",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "A role that reads another service's secrets, or all of them, turns the weakest service into the way to the best kept secret. One that writes them chooses what others log in with.",
  remediation:
    "Rights follow from `secrets` and `uses`: name the secret there, and take what gives more out of `overrides`.",
  anchors: [tool("Checkov", "CKV_AWS_288"), tool("Checkov", "CKV_AWS_108")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {
    actions: [
      "secretsmanager:BatchGetSecretValue",
      "secretsmanager:DeleteSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutResourcePolicy",
      "secretsmanager:PutSecretValue",
      "secretsmanager:ReplicateSecretToRegions",
      "secretsmanager:RestoreSecret",
      "secretsmanager:RotateSecret",
      "secretsmanager:UpdateSecret",
      "secretsmanager:UpdateSecretVersionStage",
    ],
  },
  check({ model, graph, facts, parameters }) {
    const table = actionTable(parameters.actions);
    const usesOf = (statement: PolicyStatement): readonly string[] =>
      statement.notActions.length > 0
        ? parameters.actions.filter((action) => coversAction(statement, action))
        : allowedIn(statement).flatMap(table);
    return [
      ...facts.inlinePolicies.flatMap((policy) => judgeRole(model, graph, policy, usesOf)),
      ...secretStoreReaders(graph).flatMap(({ name, address, target, furtherRoles }) =>
        furtherRoles.map(
          (role): RuleResult => ({
            verdict: "not-compliant",
            target,
            key: `role:${show(role)}`,
            message: `the secret store "${name}" reads with the role "${show(role)}", not with that of its own service account`,
            expected: "the role of its service account",
            actual: show(role),
            evidence: [`SecretStore ${name} → role ${show(role)}`],
            resource: address,
          }),
        ),
      ),
      ...judgeNodes(graph.resources("aws_secretsmanager_secret"), (secret) =>
        judgeSecret(model, graph, facts, label(secret), secret.config.policy),
      ),
    ];
  },
});

function judgeRole(
  { spec }: Model,
  graph: ResourceGraph,
  policy: InlinePolicy,
  usesOf: (statement: PolicyStatement) => readonly string[],
): readonly RuleResult[] {
  const { statements, origin, address: resource } = policy;
  const target = specItem(origin);
  const own = ownSecrets(spec, target);
  const isWorkload = target[0] === "services" || target[0] === "stores";
  if (!statements) return [{ verdict: "not-evaluated", target, reason: `the policy ${policy.unread}`, resource }];
  const used = statements
    .filter(({ effect }) => effect === "Allow")
    .flatMap((statement) => {
      const means = usesOf(statement);
      // What an add-on may do with every secret is found by the policies about wildcards.
      const resources = isWorkload ? statement.resources : statement.resources.filter((each) => !isWhole(each));
      return means.length > 0 ? resources.map((each) => ({ thing: secretOf(graph, each), means })) : [];
    });
  const things = used.flatMap(({ thing }) => thing ?? []);
  if (things.length === 0) return [];
  const foreign = [...new Set(things)].filter((thing) => !own.has(thing));
  if (foreign.length === 0)
    return [{ verdict: "compliant", target, evidence: [`${label(policy)} → ${namesOf(things)}`], resource }];
  return foreign.map((thing) => {
    const means = used.filter((each) => each.thing === thing).flatMap((each) => each.means);
    const does = means.some((action) => /:(Batch)?Get/.test(action)) ? "reads" : "changes";
    return {
      verdict: "not-compliant",
      target,
      path: target[0] === "services" ? [...target, "secrets"] : target,
      key: thing,
      message: `the role "${label(policy)}" ${does} "${thing}", which "${target.at(-1)}" does not name`,
      expected: "its own secrets",
      actual: thing,
      evidence: [`role policy ${label(policy)} → ${namesOf(means)} → ${thing}`],
      resource,
    };
  });
}

/** What a secret says itself of who may use it. The account that has it lets in whom IAM lets in anyway. */
function judgeSecret(
  { spec }: Model,
  graph: ResourceGraph,
  facts: Facts,
  name: string,
  policy: unknown,
): NodeVerdict | undefined {
  if (policy === undefined || policy === null || policy === "") return undefined;
  const text = facts.policyText(policy);
  if ("unread" in text) return { unknown: `the policy of a secret ${text.unread}` };
  const isOwn = (written: string): boolean =>
    written.includes("data.aws_caller_identity") || (spec.account !== undefined && written.includes(spec.account));
  const open = text.statements
    .flatMap((statement) => openPrincipals(graph, statement))
    .filter(({ is, written }) => is !== "account" || !isOwn(written));
  const known = open.filter(({ is }) => is !== "unknown");
  if (known.length === 0 && open.length > 0) return { unknown: "whom a secret lets in is known only at apply" };
  if (known.length === 0) return { proof: "its policy lets nobody else in" };
  return [...new Map(known.map((each) => [each.written, each])).values()].map(({ written, is }) => ({
    key: `policy:${written}`,
    message: `the secret "${name}" lets in ${is === "everybody" ? "everybody" : `the whole account "${written}"`}`,
    expected: "no policy of its own, or named principals",
    actual: written,
    seen: `policy → Allow ${written}`,
  }));
}
