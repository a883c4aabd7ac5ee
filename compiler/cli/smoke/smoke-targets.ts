import type { Model, Route } from "../../../schema/model/model.ts";
import { hasTls } from "../../../schema/model/route-targets.ts";

/** Where the answers are to be found instead of where the names lead. */
export interface Detour {
  /** The address by host (with or without its port), or by name of a `network` route: `127.0.0.1`, `127.0.0.1:8080`. */
  readonly resolve: Readonly<Record<string, string>>;
  /** Answers for every host, without TLS unless it has it. */
  readonly baseUrl?: URL;
}

/** One question to one address. */
export interface SmokeTarget {
  /** The route's name. */
  readonly route: string;
  /** What is asked, as people would write it. */
  readonly url: string;
  readonly protocol: "http:" | "https:";
  /** The name that the request and the TLS handshake give. */
  readonly host: string;
  /** Where the connection goes to; absent when nothing says so. */
  readonly address?: { readonly host: string; readonly port: number };
  readonly path: string;
  /** An answer of the service, or a redirect to HTTPS. */
  readonly expected: "answer" | "redirect";
}

/** Every host and path of the routes of a system, and for those with TLS the redirect to it. */
export function smokeTargets({ spec }: Model, detour: Detour): readonly SmokeTarget[] {
  return Object.entries(spec.routes).flatMap(([name, route]) =>
    route.loadBalancer === "application"
      ? applicationTargets(name, route, detour)
      : networkTargets(name, route, detour),
  );
}

function applicationTargets(name: string, route: Route, detour: Detour): readonly SmokeTarget[] {
  const secure = hasTls(route);
  return Object.entries(route.hosts).flatMap(([host, { paths }]) => {
    const answers = Object.keys(paths).map((path) => hostTarget(name, host, path, secure ? "https:" : "http:", detour));
    // Whoever answers at another URL is not the load balancer that redirects.
    if (!secure || detour.baseUrl) return answers;
    return [{ ...hostTarget(name, host, "/", "http:", detour), expected: "redirect" as const }, ...answers];
  });
}

function hostTarget(
  route: string,
  host: string,
  path: string,
  protocol: SmokeTarget["protocol"],
  { resolve, baseUrl }: Detour,
): SmokeTarget {
  const asked = { route, url: `${protocol}//${host}${path}`, protocol, host, path, expected: "answer" as const };
  if (baseUrl) return { ...asked, ...at(baseUrl), path: `${baseUrl.pathname.replace(/\/$/, "")}${path}` };
  const port = protocol === "https:" ? 443 : 80;
  return { ...asked, address: addressOf(resolve[`${host}:${port}`] ?? resolve[host] ?? host, port) };
}

/** A network route has no host in the spec: only who deployed it knows its address. */
function networkTargets(name: string, route: Route, { resolve, baseUrl }: Detour): readonly SmokeTarget[] {
  const protocol = hasTls(route) ? "https:" : "http:";
  return Object.keys(route.listen).map((port): SmokeTarget => {
    const common = { route: name, protocol, path: "/", expected: "answer" } as const;
    if (baseUrl) return { ...common, ...at(baseUrl), url: baseUrl.href, host: baseUrl.hostname };
    const given = resolve[name];
    if (given === undefined) return { ...common, url: `${protocol}//<${name}>:${port}/`, host: name };
    const address = addressOf(given, Number(port));
    return { ...common, url: `${protocol}//${address.host}:${port}/`, host: address.host, address };
  });
}

function at(baseUrl: URL): Pick<SmokeTarget, "protocol" | "address"> {
  const protocol = baseUrl.protocol === "https:" ? "https:" : "http:";
  return { protocol, address: addressOf(baseUrl.host, protocol === "https:" ? 443 : 80) };
}

/** `127.0.0.1`, `127.0.0.1:8080`, `[::1]:8080`, `lb.example.com`. */
function addressOf(text: string, port: number): { readonly host: string; readonly port: number } {
  const [, bracketed, plain = text, written] = /^(?:\[([^\]]+)\]|([^:]*))(?::(\d+))?$/.exec(text) ?? [];
  return { host: bracketed ?? plain, port: written === undefined ? port : Number(written) };
}
