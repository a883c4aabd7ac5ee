import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { isReference } from "../../schema/graph/value.ts";
import type { ResolvedSpec } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { show } from "./known.ts";
import { namedResource } from "./named-resource.ts";
import { specItem } from "./spec-item.ts";

/**
 * The secrets that a part of the spec names, by their paths: those that a service is given or reads, and the stores that
 * it uses, with their logins; a store's own.
 */
export function ownSecrets({ services, stores }: ResolvedSpec, item: SpecPath): ReadonlySet<string> {
  const [section, name = ""] = item.map(String);
  const secretOf = (store: string): readonly string[] => {
    const own = stores[store];
    return own && "secret" in own && own.secret !== undefined ? [`secrets.${own.secret}`] : [];
  };
  if (section === "stores" && stores[name]) return new Set([`stores.${name}`, ...secretOf(name)]);
  const service = section === "services" ? services[name] : undefined;
  if (!service) return new Set();
  return new Set([
    ...Object.values(service.secrets).map(({ secret }) => `secrets.${secret}`),
    ...Object.keys(service.uses).flatMap((target) => [`secrets.${target}`, `stores.${target}`, ...secretOf(target)]),
  ]);
}

/** The secrets by their names that a service is given, or that a store has its login from. */
export function givenSecrets({ services, stores }: ResolvedSpec, item: SpecPath): readonly string[] {
  const [section, name = ""] = item.map(String);
  const store = section === "stores" ? stores[name] : undefined;
  if (store) return "secret" in store && store.secret !== undefined ? [store.secret] : [];
  return Object.values(section === "services" ? (services[name]?.secrets ?? {}) : {}).map(({ secret }) => secret);
}

/**
 * Which secret a resource of a statement is: its path in the spec, or the ARN as it is written. `undefined` for what is
 * no secret, on which no action of Secrets Manager does anything.
 */
export function secretOf(graph: ResourceGraph, resource: unknown): string | undefined {
  const node = namedResource(graph, resource);
  if (node?.type === "aws_secretsmanager_secret" || node?.type === "aws_db_instance") {
    const item = specItem(node.origin);
    return item.length === 2 ? formatSpecPath(item) : show(resource);
  }
  const [scheme, , service = "*"] = isReference(resource) ? [] : show(resource).split(":");
  const isElsewhere =
    node !== undefined || (scheme === "arn" && service !== "secretsmanager" && !service.includes("*"));
  return isElsewhere ? undefined : show(resource);
}
