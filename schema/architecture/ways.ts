import type { ResolvedSpec } from "../model/model.ts";
import { routePorts } from "../model/route-targets.ts";
import { workloadKind } from "../model/workload.ts";
import { usableNamed } from "../uses/registry.ts";
import type { Way } from "./architecture.ts";
import { type DrawnWay, internetId } from "./drawn.ts";
import { storePort } from "./store-things.ts";

/** The port of HTTPS, where AWS' own API answers. */
const https = 443;

/** Every way that the spec declares: from the internet, from routes to services, and what services use. */
export function drawWays(spec: ResolvedSpec): readonly DrawnWay[] {
  const ways = [...fromInternet(spec), ...fromRoutes(spec), ...uses(spec), ...delivered(spec)];
  return ways.map((way, index) => ({ ...way, id: `way ${index + 1}` }));
}

type Unnumbered = Omit<Way, "range" | "id">;

function fromInternet({ routes, cluster }: ResolvedSpec): readonly Unnumbered[] {
  const { publicCidrs } = cluster.endpoint;
  return [
    ...Object.entries(routes).flatMap(([name, route]): readonly Unnumbered[] => {
      if (route.scheme !== "internet-facing") return [];
      const what = routePorts(route).map(String).join(", ");
      return [{ from: internetId, to: `routes.${name}`, kind: "in", what, path: ["routes", name] }];
    }),
    ...(publicCidrs.length === 0
      ? []
      : [
          {
            from: internetId,
            to: "cluster.endpoint",
            kind: "in" as const,
            what: publicCidrs.length > 1 ? `${publicCidrs.length} ranges` : publicCidrs.join(", "),
            port: https,
            path: ["cluster", "endpoint", "publicCidrs"],
          },
        ]),
  ];
}

function fromRoutes({ routes, services }: ResolvedSpec): readonly Unnumbered[] {
  return Object.entries(routes).flatMap(([name, { listen, hosts }]) => {
    const way = (what: string, service: string, path: readonly string[]): Unnumbered => ({
      from: `routes.${name}`,
      to: `services.${service}`,
      kind: "route",
      what,
      ...portOf(services[service]?.port),
      path: ["routes", name, ...path],
    });
    return [
      ...Object.entries(listen).map(([port, service]) => way(port, service, ["listen", port])),
      ...Object.entries(hosts).flatMap(([host, { paths }]) =>
        Object.entries(paths).map(([path, service]) => way(`${host}${path}`, service, ["hosts", host, "paths", path])),
      ),
    ];
  });
}

function uses(spec: ResolvedSpec): readonly Unnumbered[] {
  return Object.entries(spec.services).flatMap(([service, { uses: used }]) =>
    Object.entries(used).flatMap(([name, verb]): readonly Unnumbered[] => {
      const section = usableNamed(spec, name)?.section;
      if (!section) return [];
      const path = ["services", service, "uses", name];
      const port = portOf(usedPort(spec, section, name));
      return [{ from: `services.${service}`, to: `${section}.${name}`, kind: "uses", what: verb, ...port, path }];
    }),
  );
}

/** The port at the end of a line of `uses`. Jobs are made by the API of Kubernetes. */
function usedPort(spec: ResolvedSpec, section: string, name: string): number | undefined {
  const [service, store] = [spec.services[name], spec.stores[name]];
  if (section === "services") return service && workloadKind(service) === "JobTemplate" ? https : service?.port;
  if (section === "stores") return store && storePort(store);
  return section === "external" ? spec.external[name]?.port : https;
}

/** Secrets that services and stores are given: nobody connects, a value is delivered. */
function delivered({ services, stores }: ResolvedSpec): readonly Unnumbered[] {
  const way = (from: string, secret: string, what: string, path: readonly string[]): Unnumbered => ({
    from,
    to: `secrets.${secret}`,
    kind: "secret",
    what,
    path,
  });
  return [
    ...Object.entries(services).flatMap(([name, { secrets }]) =>
      Object.entries(secrets).map(([variable, { secret }]) =>
        way(`services.${name}`, secret, variable, ["services", name, "secrets", variable]),
      ),
    ),
    ...Object.entries(services).flatMap(([name, { uses: used }]) =>
      Object.keys(used).flatMap((target) => {
        const store = stores[target];
        if (store?.engine !== "external") return [];
        return [way(`services.${name}`, store.secret, store.variable, ["stores", target, "secret"])];
      }),
    ),
    ...Object.entries(stores).flatMap(([name, store]) =>
      store.engine === "in-cluster" && store.secret !== undefined
        ? [way(`stores.${name}`, store.secret, "password", ["stores", name, "secret"])]
        : [],
    ),
  ];
}

function portOf(port: number | undefined): { readonly port?: number } {
  return port === undefined ? {} : { port };
}
