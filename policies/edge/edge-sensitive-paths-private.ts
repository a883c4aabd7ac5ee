import type { SpecPath } from "../../schema/finding.ts";
import type { Model, Route, Service } from "../../schema/model/model.ts";
import { routeTargets } from "../../schema/model/route-targets.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Metrics and administration are not served on a port that the internet reaches. */
export const edgeSensitivePathsPrivate = defineRule({
  id: "edge-sensitive-paths-private",
  title: "Metrics and administration are not on a public port",
  group: "edge",
  severity: "high",
  profile: "base",
  stage: "model",
  rationale:
    "A network load balancer passes on every path of a port, and a path of an application load balancer everything below it. Metrics tell strangers what is running, how much and where it hurts; administration paths let them take part.",
  remediation:
    "Serve them on another port and name it, e.g. `metrics: { path: /metrics, port: 9090 }`, and take paths that lead to them out of the route, or give them a route with `scheme: internal`.",
  anchors: [
    {
      control: "OWASP API8:2023 Security Misconfiguration",
      url: "https://owasp.org/API-Security/editions/2023/en/0xa8-security-misconfiguration/",
    },
  ],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { sensitivePaths: ["/metrics", "/actuator", "/debug", "/admin", "/grafana"] },
  check({ model, parameters }) {
    return Object.entries(model.spec.routes)
      .filter(([, route]) => route.scheme === "internet-facing")
      .flatMap(([name, route]) => [
        ...ownPaths(name, route, parameters.sensitivePaths),
        ...routeTargets(route).flatMap((service) => judge(model, name, service, parameters.sensitivePaths)),
      ]);
  },
});

/** The paths that a route itself has for what should be private. */
function ownPaths(route: string, { hosts }: Route, prefixes: readonly string[]): RuleResult[] {
  return Object.entries(hosts).flatMap(([host, { paths }]) =>
    Object.entries(paths)
      .filter(([path]) => isUnder(path, prefixes))
      .map(
        ([path, service]): RuleResult => ({
          verdict: "not-compliant",
          target: ["routes", route],
          path: ["routes", route, "hosts", host, "paths", path],
          key: `${host}${path}`,
          message: `public route "${route}" leads to ${path} of service "${service}"`,
          expected: "no such path on a public route",
          actual: `${path} of ${host}`,
          evidence: [`route ${route} → host ${host} → ${path} → service ${service}`],
        }),
      ),
  );
}

/** What a service shows below the paths that lead to it, where these are no fault themselves. */
function judge(model: Model, route: string, serviceName: string, prefixes: readonly string[]): RuleResult[] {
  const service = model.spec.services[serviceName];
  if (!service) return [];
  const target = ["routes", route] as const;
  const exposed = knownPaths(service).filter(
    ({ port, path, isAlwaysSensitive }) =>
      port === service.port &&
      (isAlwaysSensitive || isUnder(path, prefixes)) &&
      leadsTo(model.spec.routes[route], { service: serviceName, path, prefixes }),
  );
  const steps = `route ${route} → service ${serviceName} → port ${service.port}`;
  if (exposed.length === 0) return [{ verdict: "compliant", target, evidence: [`${steps} → no sensitive path`] }];
  return exposed.map(({ path, setting }) => ({
    verdict: "not-compliant",
    target,
    path: ["services", serviceName, ...setting],
    key: `${serviceName}:${path}`,
    message: `public route "${route}" exposes ${path} of service "${serviceName}"`,
    expected: "a port that no public route reaches",
    actual: `port ${service.port}, the one that the route exposes`,
    evidence: [`${steps} → ${path}`],
  }));
}

interface Passed {
  readonly service: string;
  readonly path: string;
  /** The sensitive ones: a route's own path below one of them is a finding already. */
  readonly prefixes: readonly string[];
}

/** Whether a route passes a path on to a service: the longest of a host's paths that it is below decides. */
function leadsTo(route: Route | undefined, { service, path, prefixes }: Passed): boolean {
  if (route?.loadBalancer !== "application") return true;
  return Object.values(route.hosts).some(({ paths }) => {
    const fitting = Object.keys(paths).filter((prefix) => prefix === "/" || isUnder(path, [prefix]));
    const [longest = ""] = fitting.sort((left, right) => right.length - left.length);
    return paths[longest] === service && !isUnder(longest, prefixes);
  });
}

interface KnownPath {
  readonly path: string;
  readonly port: number | undefined;
  readonly setting: SpecPath;
  readonly isAlwaysSensitive: boolean;
}

/** The paths that a spec speaks of: metrics, and probes, which show what else answers on their port. */
function knownPaths({ metrics, probes }: Service): KnownPath[] {
  const ofProbes = (["readiness", "liveness", "startup"] as const).flatMap((kind) => {
    const probe = probes[kind];
    return probe?.path === undefined
      ? []
      : [{ path: probe.path, port: probe.port, setting: ["probes", kind, "path"], isAlwaysSensitive: false }];
  });
  if (!metrics) return ofProbes;
  return [
    { path: metrics.path, port: metrics.port, setting: ["metrics", "path"], isAlwaysSensitive: true },
    ...ofProbes,
  ];
}

function isUnder(path: string, prefixes: readonly string[]): boolean {
  return prefixes.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
}
