import type { SpecPath, SpecProblem } from "../finding.ts";
import type { ResolvedSpec, Route } from "../model/model.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** The keys of each route fit its kind of load balancer, and no host is claimed twice. */
export const checkHosts: DraftCheck = ({ spec }) =>
  Object.entries(spec.routes).flatMap(([name, route]) => {
    const path: SpecPath = ["routes", name];
    return route.loadBalancer === "network"
      ? checkNetworkRoute(name, route, path)
      : [...checkApplicationRoute(name, route, path), ...checkEachHost(spec, name, route, path)];
  });

function checkNetworkRoute(name: string, { hosts }: Route, path: SpecPath): readonly SpecProblem[] {
  if (Object.keys(hosts).length === 0) return [];
  return [
    {
      ...conflict(
        [...path, "hosts"],
        `the route "${name}" has hosts, and a network load balancer sees none`,
        'write "loadBalancer: application", or "listen" in the place of "hosts"',
      ),
      atKey: true,
    },
  ];
}

function checkApplicationRoute(name: string, { listen, hosts }: Route, path: SpecPath): readonly SpecProblem[] {
  const problems: SpecProblem[] = [];
  if (Object.keys(listen).length > 0)
    problems.push(
      conflict(
        [...path, "listen"],
        `the route "${name}" says which ports it listens on, and an application load balancer listens on 443 and 80`,
        'remove "listen"',
      ),
    );
  if (Object.keys(hosts).length === 0)
    problems.push(
      conflict(
        path,
        `the route "${name}" has no host to answer for`,
        'add one, for example "hosts: { www.example.com: { paths: { /: <service> } } }"',
      ),
    );
  return problems;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions */
const longestHost = 128;

function checkEachHost(spec: ResolvedSpec, name: string, { hosts }: Route, path: SpecPath): readonly SpecProblem[] {
  return Object.entries(hosts).flatMap(([host, { paths }]) => {
    const at = [...path, "hosts", host];
    const problems: SpecProblem[] = [];
    if (Object.keys(paths).length === 0)
      problems.push(
        conflict([...at, "paths"], `the host "${host}" leads nowhere`, 'add a path, for example "/: <service>"'),
      );
    if (host.length > longestHost)
      problems.push({
        code: "name-too-long",
        path: at,
        atKey: true,
        message: `"${host}" has ${host.length} characters, and a load balancer compares at most ${longestHost}`,
        help: "choose a shorter host",
      });
    const other = Object.keys(spec.routes).find(
      (candidate) => candidate < name && Object.hasOwn(spec.routes[candidate]?.hosts ?? {}, host),
    );
    if (other !== undefined)
      problems.push({
        ...conflict(at, `the routes "${other}" and "${name}" both answer for "${host}"`, "keep it in one of the two"),
        atKey: true,
      });
    return problems;
  });
}
