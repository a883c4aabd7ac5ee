import { hiddenMark } from "../../../policies/check-report.ts";
import { items, show } from "../../../policies/facts/known.ts";
import { type PodTemplate, podTemplates } from "../../../policies/facts/pod-templates.ts";
import { type PolicyStatement, policyText } from "../../../policies/facts/policy-statements.ts";
import { inlinePolicies } from "../../../policies/facts/role-policies.ts";
import { looksSecret } from "../../../policies/hidden/secret-places.ts";
import type { SpecPath } from "../../../schema/finding.ts";
import type { KubernetesNode, ResourceGraph } from "../../../schema/graph/graph.ts";
import type { KubernetesKind } from "../../../schema/graph/kubernetes-types.ts";
import { isWithin } from "../../../schema/spec-path.ts";
import { networkLines } from "./network-lines.ts";

/** The kinds of things that a service is given. */
export const accessKinds = ["network", "aws", "environment", "secret", "kubernetes", "callers"] as const;

/** One thing that a service can reach, do or know, or that can reach it. */
export interface AccessFact {
  readonly kind: (typeof accessKinds)[number];
  /** In a line, e.g. `sqs:SendMessage on ${aws_sqs_queue.jobs.arn}`. Two facts are the same when their lines are. */
  readonly text: string;
  /** The variable that a fact about the environment or a secret is of. */
  readonly variable?: string;
}

/**
 * Everything that a part of the spec is given, read from what it is compiled to: network policies, IAM statements,
 * variables, delivered secrets and Kubernetes roles. It knows no kind of store or verb, so that a new one shows up.
 */
export function accessFacts(graph: ResourceGraph, path: SpecPath): readonly AccessFact[] {
  const own = <Kind extends KubernetesKind>(kind: Kind): readonly KubernetesNode<Kind>[] =>
    graph.objects(kind).filter(({ origin }) => isWithin(origin, path));
  const policies = own("NetworkPolicy").map(({ object }) => object.spec);
  const facts = [
    ...policies.flatMap((spec) => networkLines(graph, spec?.egress, "to").map((text) => fact("network", text))),
    ...awsFacts(graph, path),
    ...podTemplates(graph)
      .filter(({ address }) => isWithin(graph.node(address)?.origin ?? [], path))
      .flatMap(environmentFacts),
    ...own("ExternalSecret").flatMap((node) => secretFacts(node)),
    ...own("Role").flatMap(({ object }) =>
      (items<RoleRule>(object.rules) ?? []).map((rule) => fact("kubernetes", ruleText(rule))),
    ),
    ...policies.flatMap((spec) => networkLines(graph, spec?.ingress, "from").map((text) => fact("callers", text))),
  ];
  return [...new Map(facts.map((each) => [`${each.kind}\n${each.text}`, each])).values()];
}

/** The facts that only the first list has. */
export function factsOnlyIn(facts: readonly AccessFact[], others: readonly AccessFact[]): readonly AccessFact[] {
  const known = new Set(others.map(({ kind, text }) => `${kind}\n${text}`));
  return facts.filter(({ kind, text }) => !known.has(`${kind}\n${text}`));
}

function fact(kind: AccessFact["kind"], text: string, variable?: string): AccessFact {
  return { kind, text, ...(variable !== undefined && { variable }) };
}

/** What its roles may do, a line for each resource: statements join those that several lines of `uses` ask for. */
function awsFacts(graph: ResourceGraph, path: SpecPath): readonly AccessFact[] {
  return inlinePolicies(graph, (policy) => policyText(graph, policy))
    .filter(({ origin }) => isWithin(origin, path))
    .flatMap(({ statements, unread, role }) => {
      const name = role === undefined ? "" : ` (role ${role.slice(role.lastIndexOf(".") + 1)})`;
      return statements
        ? statements.flatMap((each) => statementTexts(each).map((text) => fact("aws", `${text}${name}`)))
        : [fact("aws", `nobody can say what: its policy ${unread}${name}`)];
    });
}

/** A statement as a line for each resource. */
function statementTexts({
  effect,
  actions,
  notActions,
  resources,
  notResources,
  conditions,
}: PolicyStatement): readonly string[] {
  const what = [...actions, ...notActions.map((action) => `all but ${show(action)}`)].map(show).join(", ");
  const when = conditions.map(
    ({ test, variable, values }) => `${show(variable)} ${test} ${values.map(show).join(" or ")}`,
  );
  const condition = when.length > 0 ? ` if ${when.join(" and ")}` : "";
  const things = notResources.length > 0 ? [`all but ${notResources.map(show).join(", ")}`] : resources.map(show);
  return (things.length > 0 ? things : ["no resource"]).map(
    (resource) => `${effect === "Allow" ? "" : `${effect}: `}${what} on ${resource}${condition}`,
  );
}

interface Variable {
  readonly name?: unknown;
  readonly value?: unknown;
  readonly valueFrom?: { readonly secretKeyRef?: { readonly name?: unknown; readonly key?: unknown } };
}

function environmentFacts({ containers }: PodTemplate): readonly AccessFact[] {
  return containers.flatMap(({ spec }) =>
    (items<Variable>(spec.env) ?? []).map(({ name, value, valueFrom }) => {
      const secret = valueFrom?.secretKeyRef;
      const literal = show(value ?? "");
      const shown = looksSecret(show(name), literal) ? hiddenMark : literal;
      const text = secret ? `from the Kubernetes secret ${show(secret.name)}` : `= ${shown}`;
      return fact("environment", `${show(name)} ${text}`, show(name));
    }),
  );
}

interface Delivered {
  readonly secretKey?: unknown;
  readonly remoteRef?: { readonly key?: unknown; readonly property?: unknown };
}

function secretFacts({ object }: KubernetesNode<"ExternalSecret">): readonly AccessFact[] {
  const { target, data, refreshInterval } = object.spec as {
    readonly target?: { readonly name?: unknown };
    readonly data?: unknown;
    readonly refreshInterval?: unknown;
  };
  return (items<Delivered>(data as object | undefined) ?? []).map(({ secretKey, remoteRef }) => {
    const property = remoteRef?.property === undefined ? "" : `, its property ${show(remoteRef.property)}`;
    const into = `by External Secrets into the Kubernetes secret ${show(target?.name)}, every ${show(refreshInterval)}`;
    return fact(
      "secret",
      `${show(secretKey)} from Secrets Manager ${show(remoteRef?.key)}${property}, ${into}`,
      show(secretKey),
    );
  });
}

interface RoleRule {
  readonly verbs?: unknown;
  readonly resources?: unknown;
  readonly resourceNames?: unknown;
}

function ruleText({ verbs, resources, resourceNames }: RoleRule): string {
  const names = items<unknown>(resourceNames as object | undefined) ?? [];
  const only = names.length > 0 ? ` (only ${names.map(show).join(", ")})` : "";
  return `${listed(verbs)} ${listed(resources)}${only}`;
}

function listed(value: unknown): string {
  return (items<unknown>(value as object | undefined) ?? []).map(show).join(", ");
}
