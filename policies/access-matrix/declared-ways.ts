import { formatSpecPath } from "../../schema/spec-path.ts";
import { usableNamed } from "../../schema/uses/registry.ts";
import { type DeclaredEdge, declaredEdges, wayOf } from "../facts/declared-edges.ts";
import { derivedGrants, keyActions } from "../facts/derived-grants.ts";
import { derivedRights } from "../facts/derived-rights.ts";
import { type AccessInput, actionsOf, type FoundWay, reasonAt, stateOf } from "./found-way.ts";
import type { KubernetesRights } from "./kubernetes-rights.ts";

/** What pods are allowed beside the network: actions of AWS on a target, and rights in a namespace of Kubernetes. */
export interface Allowed {
  readonly actions: (source: string, target: string) => readonly string[];
  readonly rights: KubernetesRights;
}

/** A way for each line of `uses`: open, closed, or known only at apply. */
export function declaredWays(input: AccessInput, allowed: Allowed): readonly FoundWay[] {
  return declaredEdges(input.model).map((edge) => declaredWay(input, allowed, edge));
}

function declaredWay(input: AccessInput, allowed: Allowed, edge: DeclaredEdge): FoundWay {
  const { model, facts } = input;
  const { service, target: name, verb, item, path } = edge;
  const ends = { source: formatSpecPath(["services", service]), target: formatSpecPath(item) };
  const because = [reasonAt(model, "uses", path, verb)];
  const granted = grantedWith(input, allowed, edge, ends);
  const way = wayOf(model, facts.reachability, edge);
  if (!way)
    return {
      ...{ ...ends, ...granted, state: "unknown", reason: `service "${service}" has no pods in the graph` },
      ...{ ports: [], path: [], because },
    };
  const asked = usableNamed(model.spec, name)?.needsAwsIdentity(model.spec, name, verb);
  const isKubernetes = granted.kind === "kubernetes";
  return {
    ...{ ...ends, ...granted, ...stateOf(way.answer), because },
    kind: isKubernetes ? "kubernetes" : asked || granted.actions.length > 0 ? "aws" : "network",
    ports: way.ports.map(String),
  };
}

function grantedWith(
  { model }: AccessInput,
  { actions, rights }: Allowed,
  { service, target: name, verb, item }: DeclaredEdge,
  { source, target }: Pick<FoundWay, "source" | "target">,
): Pick<FoundWay, "kind" | "actions"> {
  const called = item[0] === "services" ? model.spec.services[name] : undefined;
  const implied = derivedRights[verb];
  if (called && implied) {
    const held = rights
      .of(source)
      .filter(({ namespace, right }) => namespace === called.namespace && implied.includes(right));
    return {
      kind: "kubernetes",
      actions: actionsOf(
        held.map(({ right }) => right),
        () => true,
      ),
    };
  }
  const user = model.spec.services[service];
  const derived = (user && derivedGrants(model, user).get(name)) ?? [];
  const isAsked = (action: string): boolean =>
    derived.includes(action) || (derived.length > 0 && keyActions.has(action));
  return { kind: "network", actions: actionsOf(actions(source, target), isAsked) };
}
