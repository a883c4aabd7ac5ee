import { compareText } from "../../schema/finding.ts";
import type { ResolvedSpec, Route } from "../../schema/model/model.ts";

/** Where one path of a host leads. */
export interface IngressPath {
  readonly path: string;
  readonly service: string;
  readonly port: number;
}

/** What one Ingress of a route leads to. */
export interface IngressPart {
  readonly name: string;
  readonly namespace: string;
  /** Its turn among the Ingresses of the route, from 1; absent when it is the only one. */
  readonly order?: number;
  readonly rules: readonly { readonly host: string; readonly paths: readonly IngressPath[] }[];
}

interface Lead extends IngressPath {
  readonly host: string;
  readonly namespace: string;
  /** The number of the path's segments. */
  readonly depth: number;
}

/**
 * The Ingresses of a route: an Ingress leads to services of its own namespace only. Where there are several namespaces,
 * the controller tries one Ingress after the other, so that each holds paths of one depth and the deeper come first:
 * a path never hides one below it, whichever namespaces the two lead to.
 */
export function ingressParts(spec: ResolvedSpec, routeName: string, route: Route): readonly IngressPart[] {
  const leads = leadsOf(spec, route);
  const namespaces = new Set(leads.map(({ namespace }) => namespace));
  const [namespace] = namespaces;
  if (namespace === undefined) return [];
  if (namespaces.size === 1) return [{ name: routeName, namespace, rules: rulesOf(leads) }];
  const groups = new Map<string, Lead[]>();
  for (const lead of leads.toSorted(deeperFirst)) {
    const key = `${lead.depth} ${lead.namespace}`;
    groups.set(key, [...(groups.get(key) ?? []), lead]);
  }
  return [...groups.values()].map((members, index) => ({
    name: `${routeName}-${members[0]?.depth}`,
    namespace: members[0]?.namespace ?? "",
    order: index + 1,
    rules: rulesOf(members),
  }));
}

function leadsOf(spec: ResolvedSpec, { hosts }: Route): readonly Lead[] {
  return Object.entries(hosts).flatMap(([host, { paths }]) =>
    Object.entries(paths).flatMap(([path, service]) => {
      const { namespace, port } = spec.services[service] ?? {};
      if (namespace === undefined || port === undefined) return [];
      return [{ host, path, service, port, namespace, depth: path === "/" ? 0 : path.split("/").length - 1 }];
    }),
  );
}

/** By host, and the longest path first: `/` is what is left. */
function rulesOf(leads: readonly Lead[]): IngressPart["rules"] {
  const hosts = [...new Set(leads.map(({ host }) => host))].sort(compareText);
  return hosts.map((host) => ({
    host,
    paths: leads
      .filter((lead) => lead.host === host)
      .toSorted((left, right) => right.path.length - left.path.length || compareText(left.path, right.path))
      .map(({ path, service, port }) => ({ path, service, port })),
  }));
}

function deeperFirst(left: Lead, right: Lead): number {
  return right.depth - left.depth || compareText(left.namespace, right.namespace);
}
