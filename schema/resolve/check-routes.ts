import { conflict, type DraftCheck } from "./draft.ts";

/** Each route listens somewhere, with a certificate of its own region. */
export const checkRoutes: DraftCheck = ({ spec, region, name: stem }) =>
  Object.entries(spec.routes).flatMap(([name, { loadBalancer, listen, certificate }]) => {
    const path = ["routes", name];
    const problems = [];
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
    if (`${stem}-${name}`.startsWith("internal-"))
      problems.push(
        conflict(
          path,
          `the load balancer of "${name}" would be named "${stem}-${name}", and AWS keeps names with "internal-" before them for itself`,
          "rename the system",
        ),
      );
    if (loadBalancer === "network" && Object.keys(listen).length === 0)
      problems.push(
        conflict(
          [...path, "listen"],
          `the route "${name}" listens on no port`,
          'add one, for example "443: <service>"',
        ),
      );
    const targets = [...new Set(Object.values(listen))];
    if (targets.length > 1)
      problems.push(
        conflict(
          [...path, "listen"],
          `the route "${name}" leads to ${targets.join(" and ")}, and a network load balancer leads to one service`,
          "give each service a route of its own",
        ),
      );
    // A load balancer takes certificates of its own region only.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/tls-listener-certificates.html
    const [, , service, certificateRegion] = certificate?.split(":") ?? [];
    if (service !== undefined && (service !== "acm" || certificateRegion !== region))
      problems.push(
        conflict(
          [...path, "certificate"],
          `the certificate of "${name}" is not one of ACM in the region "${region}"`,
          `give the ARN of one: arn:aws:acm:${region}:<account>:certificate/<id>`,
        ),
      );
    return problems;
  });
