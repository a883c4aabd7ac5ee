import type { SpecPath, SpecProblem } from "../finding.ts";
import type { Route } from "../model/model.ts";
import { conflict, type DraftCheck } from "./draft.ts";

/** Hosts are in the zone that their route names, and certificates can be made for them. */
export const checkRouteZones: DraftCheck = ({ spec }) => {
  const zoned = Object.entries(spec.routes).filter(([, { zone }]) => zone !== undefined);
  return [
    ...zoned.flatMap(([name, route]) => checkZone(name, route, ["routes", name])),
    ...checkResourceNames(zoned.map(([name, route]) => [name, route] as const)),
  ];
};

/** https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
const longestDomain = 64;

/** The default one and 25 more: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html */
const mostCertificates = 26;

function checkZone(
  name: string,
  { loadBalancer, zone = "", hosts, certificate }: Route,
  path: SpecPath,
): readonly SpecProblem[] {
  if (loadBalancer === "network")
    return [
      conflict(
        [...path, "zone"],
        `the route "${name}" has a zone, and a network load balancer has no host to write into it`,
        'remove "zone", or write "loadBalancer: application"',
      ),
    ];
  const made = certificate === undefined ? Object.keys(hosts) : [];
  const problems: SpecProblem[] = made
    .filter((host) => host.length > longestDomain)
    .map((host) => ({
      code: "name-too-long",
      path: [...path, "hosts", host],
      atKey: true,
      message: `"${host}" has ${host.length} characters, and ACM makes certificates for at most ${longestDomain}`,
      help: 'choose a shorter host, or give the route a "certificate"',
    }));
  for (const host of made.slice(mostCertificates, mostCertificates + 1))
    problems.push({
      ...conflict(
        [...path, "hosts", host],
        `the route "${name}" has ${made.length} hosts, and a load balancer takes ${mostCertificates} certificates`,
        'spread the hosts over several routes, or give the route a "certificate" for all of them',
      ),
      atKey: true,
    });
  for (const host of Object.keys(hosts))
    if (host !== zone && !host.endsWith(`.${zone}`))
      problems.push({
        ...conflict(
          [...path, "hosts", host],
          `the host "${host}" is not in the zone "${zone}"`,
          "name the zone that holds it, or move it to a route of its own",
        ),
        atKey: true,
      });
  return problems;
}

/** Two names that differ in their punctuation alone would make one resource. */
function checkResourceNames(zoned: readonly (readonly [name: string, route: Route])[]): readonly SpecProblem[] {
  const all = zoned.flatMap(([name, { hosts, zone = "" }]) => [
    { kind: "host", value: Object.keys(hosts), at: ["routes", name, "hosts"] },
    { kind: "zone", value: [zone], at: ["routes", name, "zone"] },
  ]);
  return ["host", "zone"].flatMap((kind) => {
    const seen = new Map<string, string>();
    return all
      .filter((each) => each.kind === kind)
      .flatMap(({ value, at }) =>
        value.flatMap((text): readonly SpecProblem[] => {
          const key = text.replaceAll(/[^a-z0-9]/g, "_");
          const other = seen.get(key) ?? text;
          seen.set(key, other);
          if (other === text) return [];
          const problem = conflict(
            kind === "host" ? [...at, text] : at,
            `"${other}" and "${text}" would make resources of one name`,
            `write a ${kind} that differs from the other in more than dots and hyphens`,
          );
          return [{ ...problem, atKey: kind === "host" }];
        }),
      );
  });
}
