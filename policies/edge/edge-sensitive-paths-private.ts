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
  remediation: "Serve them on another port and name it, e.g. `metrics: { path: /metrics, port: 9090 }`.",
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
      .flatMap(([name, route]) =>
        routeTargets(route).flatMap((service) => judge(model, name, service, parameters.sensitivePaths)),
      );
  },
});

function judge(model: Model, route: string, serviceName: string, prefixes: readonly string[]): RuleResult[] {
  const service = model.spec.services[serviceName];
  if (!service) return [];
  const target = ["routes", route] as const;
  const exposed = knownPaths(service).filter(
    ({ port, path, isAlwaysSensitive }) =>
      port === service.port &&
      (isAlwaysSensitive || isUnder(path, prefixes)) &&
      leadsTo(model.spec.routes[route], serviceName, path),
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

/** Whether a route passes a path on to a service: the longest of a host's paths that it is below decides. */
function leadsTo(route: Route | undefined, service: string, path: string): boolean {
  if (route?.loadBalancer !== "application") return true;
  return Object.values(route.hosts).some(({ paths }) => {
    const fitting = Object.keys(paths).filter((prefix) => prefix === "/" || isUnder(path, [prefix]));
    const [longest = ""] = fitting.sort((left, right) => right.length - left.length);
    return paths[longest] === service;
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
