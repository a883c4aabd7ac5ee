import type { SpecPath } from "../../schema/finding.ts";
import { groupBy } from "../../schema/group-by.ts";
import type { Model } from "../../schema/model/model.ts";
import { keyActions, secretActions } from "../facts/derived-grants.ts";
import type { AccessReason } from "./access.ts";
import { type AccessInput, actionsOf, type FoundWay, reasonAt, stateOf } from "./found-way.ts";
import type { ItemGrant } from "./role-grants.ts";
import type { RoleHolder } from "./role-holders.ts";

/** What roles allow beside the edges of `uses`, and the secrets that others fetch for a service. */
export function roleWays(input: AccessInput, holders: readonly RoleHolder[]): readonly FoundWay[] {
  return holders.flatMap((holder) => [
    ...[...holder.onItems].flatMap(([target, grant]) => itemWays(input, holder, target, grant)),
    ...elsewhereWays(input, holder),
  ]);
}

function itemWays(
  { model, facts: { reachability } }: AccessInput,
  holder: RoleHolder,
  target: string,
  grant: ItemGrant,
): readonly FoundWay[] {
  const { source, path, acts, subject, steps } = holder;
  const [section, name = ""] = path.map(String);
  const uses = section === "services" ? (model.spec.services[name]?.uses ?? {}) : {};
  // The edge itself says what it allows.
  if (acts === "pods" && Object.hasOwn(uses, String(grant.item.at(-1)))) return [];
  const ends = { source, target };
  const may = `${steps.at(-1)} may ${[...grant.actions].sort().join(", ")} on ${grant.item.at(-1)}`;
  if (acts === "delivery") {
    const because = deliveryReasons(model, path, grant);
    const isAsked = (action: string): boolean =>
      because.length > 0 && (secretActions.includes(action) || keyActions.has(action));
    const actions = actionsOf(grant.actions, isAsked);
    return [{ ...ends, kind: "delivery", state: "open", ports: [], path: [...steps, may], actions, because }];
  }
  if (acts === "platform") {
    const because = grant.isNamed ? [] : [reasonAt(model, "own", path)];
    const actions = actionsOf(grant.actions, () => !grant.isNamed);
    return [{ ...ends, kind: "aws", state: "open", ports: [], path: [...steps, may], actions, because }];
  }
  const actions = actionsOf(grant.actions, () => false);
  if (!subject)
    return [{ ...ends, kind: "aws", state: "open", ports: [], path: [...steps, may], actions, because: [] }];
  const way = reachability.toItem(subject, grant.item, "with-actions");
  return [{ ...ends, kind: "aws", ...stateOf(way.answer), ports: way.ports.map(String), actions, because: [] }];
}

/** The lines by which External Secrets fetches a secret: a service's own `secrets`, the logins of what it uses, and a store's own. */
function deliveryReasons(model: Model, path: SpecPath, { item }: ItemGrant): readonly AccessReason[] {
  const { services, stores } = model.spec;
  const [section, wanted = ""] = item.map(String);
  const [holds, name = ""] = path.map(String);
  const isOf = (store: string): boolean => {
    const own = stores[store];
    return own !== undefined && "secret" in own && own.secret === wanted && section === "secrets";
  };
  if (holds === "stores") return isOf(name) ? [reasonAt(model, "secret", [...path, "secret"])] : [];
  const service = holds === "services" ? services[name] : undefined;
  const given = Object.entries(service?.secrets ?? {}).flatMap(([variable, { secret }]) =>
    section === "secrets" && secret === wanted ? [reasonAt(model, "secret", [...path, "secrets", variable])] : [],
  );
  const used = Object.entries(service?.uses ?? {}).flatMap(([target, verb]) =>
    isOf(target) || (section === "stores" && target === wanted)
      ? [reasonAt(model, "uses", [...path, "uses", target], verb)]
      : [],
  );
  return [...given, ...used];
}

function elsewhereWays({ model }: AccessInput, holder: RoleHolder): readonly FoundWay[] {
  const { source, path, acts, steps, elsewhere, unknown } = holder;
  if (elsewhere.length === 0 && unknown === undefined) return [];
  const because = acts === "platform" ? [reasonAt(model, "own", path)] : [];
  const actions = actionsOf(elsewhere, () => acts === "platform");
  const state = unknown === undefined ? ({ state: "open" } as const) : ({ state: "unknown", reason: unknown } as const);
  return [{ source, target: "aws", kind: "aws", ...state, ports: [], path: steps, actions, because }];
}

/** What the pods of each part of the spec may do to others, by both paths. */
export function podGrants(holders: readonly RoleHolder[]): (source: string, target: string) => readonly string[] {
  const bySource = groupBy(
    holders.filter(({ acts }) => acts === "pods"),
    ({ source }) => source,
  );
  return (source, target) => (bySource.get(source) ?? []).flatMap(({ onItems }) => onItems.get(target)?.actions ?? []);
}
