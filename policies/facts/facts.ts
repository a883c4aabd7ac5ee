import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { type DeadLetters, deadLetters } from "./dead-letters.ts";
import { type Guest, guestsOf } from "./guests.ts";
import { egressRules, type IngressRule, ingressRules } from "./ingress-rules.ts";
import { type IrsaTrust, irsaTrusts } from "./irsa-trust.ts";
import { type LoadBalancer, loadBalancers } from "./load-balancers.ts";
import { type NatPath, natPaths } from "./nat-paths.ts";
import { type DeployedPool, nodePools } from "./node-pools.ts";
import { type PodTemplate, podTemplates } from "./pod-templates.ts";
import { type PolicyStatement, type PolicyText, policyText } from "./policy-statements.ts";
import { type Reachability, reachability } from "./reachability/reachability.ts";
import { remember } from "./remember.ts";
import { type AddonIdentity, addonIdentities } from "./role-bindings.ts";
import { type InlinePolicy, inlinePolicies, type ManagedPolicy, managedPolicies } from "./role-policies.ts";
import { type KubernetesRole, kubernetesRoles } from "./role-rules.ts";
import { type ServiceAccount, serviceAccounts } from "./service-accounts.ts";

/** What several policies read out of a graph: each is worked out once for a run, when the first of them asks. */
export interface Facts {
  readonly kubernetesRoles: readonly KubernetesRole[];
  readonly addonIdentities: readonly AddonIdentity[];
  /** By the subnet's address. */
  readonly natPaths: ReadonlyMap<Address, NatPath>;
  readonly deadLetters: DeadLetters;
  /** {@link pods} by the part of the spec that they are for, with the node groups that they may come to. */
  readonly guests: readonly Guest[];
  readonly nodePools: readonly DeployedPool[];
  /** Every pod template, whatever kind of object carries it. */
  readonly pods: readonly PodTemplate[];
  readonly ingressRules: readonly IngressRule[];
  readonly egressRules: readonly IngressRule[];
  /** {@link irsaTrusts} of a role's trust policy. */
  readonly irsaTrusts: (role: TerraformNode<"aws_iam_role">) => readonly IrsaTrust[] | undefined;
  readonly inlinePolicies: readonly InlinePolicy[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly managedPolicies: readonly ManagedPolicy[];
  readonly reachability: Reachability;
  /** By `namespace/name`. */
  readonly serviceAccounts: ReadonlyMap<string, ServiceAccount>;
  /** {@link policyText} of a policy as a config holds it. */
  readonly policyText: (policy: unknown) => PolicyText;
  /** Its statements; `undefined` where nobody can read them. */
  readonly statementsOf: (policy: unknown) => readonly PolicyStatement[] | undefined;
}

/** The facts of a graph. */
export function factsOf(graph: ResourceGraph): Facts {
  const dead = once(() => deadLetters(graph));
  const addons = once(() => addonIdentities(graph));
  const nat = once(() => natPaths(graph));
  const roles = once(() => kubernetesRoles(graph));
  const pods = once(() => podTemplates(graph));
  const pools = once(() => nodePools(graph));
  const guests = once(() => guestsOf(pods(), pools()));
  const ingress = once(() => ingressRules(graph));
  const egress = once(() => egressRules(graph));
  const inline = once(() => inlinePolicies(graph, textOf));
  const balancers = once(() => loadBalancers(graph));
  const managed = once(() => managedPolicies(graph));
  const accounts = once(() => serviceAccounts(graph));
  const reach = once(() => reachability(graph, facts));
  const textOf = remember((policy: unknown) => policyText(graph, policy));
  const facts: Facts = {
    irsaTrusts: remember((role) => irsaTrusts(graph, facts.statementsOf(role.config.assumeRolePolicy))),
    policyText: textOf,
    statementsOf: (policy) => {
      const text = textOf(policy);
      return "statements" in text ? text.statements : undefined;
    },
    get addonIdentities() {
      return addons();
    },
    get natPaths() {
      return nat();
    },
    get kubernetesRoles() {
      return roles();
    },
    get deadLetters() {
      return dead();
    },
    get pods() {
      return pods();
    },
    get nodePools() {
      return pools();
    },
    get guests() {
      return guests();
    },
    get ingressRules() {
      return ingress();
    },
    get egressRules() {
      return egress();
    },
    get inlinePolicies() {
      return inline();
    },
    get loadBalancers() {
      return balancers();
    },
    get managedPolicies() {
      return managed();
    },
    get reachability() {
      return reach();
    },
    get serviceAccounts() {
      return accounts();
    },
  };
  return facts;
}

function once<Value>(work: () => Value): () => Value {
  let done: { readonly value: Value } | undefined;
  return () => {
    done ??= { value: work() };
    return done.value;
  };
}
