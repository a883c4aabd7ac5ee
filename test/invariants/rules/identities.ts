import {
  addressOf,
  type Data,
  type Emitted,
  type EmittedResource,
  nameOf,
  namespaceOf,
  objectsOfKind,
  resourcesOf,
} from "../emitted.ts";
import { follow } from "../expressions.ts";
import { type Binding, bindingsOf } from "../identity-bindings.ts";
import type { Invariant } from "../invariant.ts";
import { list, podsOf } from "../pods.ts";

/** Whatever of the four is different, the pod gets no credentials, or somebody else's. */
export const identities: Invariant = {
  name: "a pod's namespace, its service account, its role and the role's trust agree",
  check: (emitted) => {
    const bindings = bindingsOf(emitted);
    return [
      ...podAccounts(emitted),
      ...bindings.flatMap((binding) => disagreement(emitted, binding)),
      ...unbound(emitted, bindings),
    ];
  },
};

function podAccounts(emitted: Emitted): string[] {
  const accounts = new Set(
    objectsOfKind(emitted, "ServiceAccount").map(({ manifest }) => `${namespaceOf(manifest)}/${nameOf(manifest)}`),
  );
  return podsOf(emitted).flatMap(({ title, namespace, spec }) => {
    const account = `${namespace}/${spec["serviceAccountName"]}`;
    return accounts.has(account) ? [] : [`${title} runs as ${account}, which does not exist`];
  });
}

function disagreement(emitted: Emitted, binding: Binding): string[] {
  const { by, way, role } = binding;
  if (!role) return [`${by} is given something that is no role of this system`];
  const trusted = trustOf(emitted, role).filter(({ effect }) => effect === "Allow");
  const fitting = trusted.filter((statement) =>
    way === "irsa" ? trustsToken(emitted, role, statement, binding) : trustsAgent(statement, binding),
  );
  return fitting.length === 1 && trusted.length === 1
    ? []
    : [`${addressOf(role)} does not trust exactly what ${by} binds it to`];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html */
function trustsToken(
  emitted: Emitted,
  role: EmittedResource,
  statement: Data,
  { namespace, account }: Binding,
): boolean {
  const [provider] = principals(statement, "Federated").map((value) => follow(emitted, role.stack, value)?.resource);
  const claim = (name: string, wanted: string) =>
    conditionsOf(statement).some(
      ({ test, variable, values }) =>
        test === "StringEquals" &&
        String(variable).endsWith(`:${name}`) &&
        follow(emitted, role.stack, variable)?.resource === provider &&
        isOnly(values, wanted),
    );
  return (
    provider?.type === "aws_iam_openid_connect_provider" &&
    isOnly(statement["actions"], "sts:AssumeRoleWithWebIdentity") &&
    claim("sub", `system:serviceaccount:${namespace}:${account}`) &&
    claim("aud", "sts.amazonaws.com")
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html */
function trustsAgent(statement: Data, { namespace, account }: Binding): boolean {
  const tag = (name: string, wanted: string) =>
    conditionsOf(statement).some(
      ({ test, variable, values }) =>
        test === "StringEquals" && variable === `aws:RequestTag/${name}` && isOnly(values, wanted),
    );
  return (
    isOnly(principals(statement, "Service"), "pods.eks.amazonaws.com") &&
    tag("kubernetes-namespace", namespace) &&
    tag("kubernetes-service-account", account)
  );
}

/** A role for pods that nobody is bound to is left over, and open to whoever makes an account of that name. */
function unbound(emitted: Emitted, bindings: readonly Binding[]): string[] {
  return resourcesOf(emitted, "aws_iam_role")
    .filter((role) => trustOf(emitted, role).some(isForPods))
    .filter((role) => !bindings.some((binding) => binding.role === role))
    .map((role) => `${addressOf(role)} is for pods, and no service account has it`);
}

function isForPods(statement: Data): boolean {
  const actions = (statement["actions"] ?? []) as readonly string[];
  return (
    actions.includes("sts:AssumeRoleWithWebIdentity") ||
    principals(statement, "Service").includes("pods.eks.amazonaws.com")
  );
}

function trustOf(emitted: Emitted, { stack, body }: EmittedResource): readonly Data[] {
  return list(follow(emitted, stack, body["assume_role_policy"])?.resource.body["statement"]);
}

function principals(statement: Data, type: string): readonly unknown[] {
  return list(statement["principals"])
    .filter((principal) => principal["type"] === type)
    .flatMap((principal) => principal["identifiers"]);
}

function conditionsOf(statement: Data): readonly Data[] {
  return list(statement["condition"]);
}

function isOnly(values: unknown, wanted: string): boolean {
  return Array.isArray(values) && values.length === 1 && values[0] === wanted;
}
