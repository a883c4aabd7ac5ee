import type { SpecPath } from "../../schema/finding.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { type Address, referencesIn } from "../../schema/graph/value.ts";
import { ingressBalancers } from "./ingress-balancers.ts";
import { items, known, knownText } from "./known.ts";
import { specItem } from "./spec-item.ts";

/** A port that a load balancer listens on. */
export interface Listener {
  readonly port: number;
  /** Whether TLS ends at the load balancer; `undefined` when the annotations are known only at apply. */
  readonly isTls: boolean | undefined;
  /** The listening port with TLS that it does nothing but lead to. */
  readonly redirectsTo?: number;
}

/** A load balancer that the cluster makes from a Service or from Ingresses. */
export interface LoadBalancer {
  /** The Service, or the first of the Ingresses. */
  readonly address: Address;
  readonly target: SpecPath;
  /** `undefined` when it is known only at apply. */
  readonly scheme: "internet-facing" | "internal" | undefined;
  /** Absent when the ports are known only at apply. */
  readonly listeners?: readonly Listener[];
  /** The security groups that are asked for by reference. */
  readonly securityGroups: ReadonlySet<Address>;
}

const prefix = "service.beta.kubernetes.io/aws-load-balancer-";

/** Every load balancer that the cluster makes. */
export function loadBalancers(graph: ResourceGraph): LoadBalancer[] {
  return [...serviceBalancers(graph), ...ingressBalancers(graph)];
}

/**
 * Read from Services of type LoadBalancer and their annotations.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/
 */
function serviceBalancers(graph: ResourceGraph): LoadBalancer[] {
  return graph
    .objects("Service")
    .filter((service) => service.object.spec?.type === "LoadBalancer")
    .map((service) => {
      const annotations = (service.object.metadata?.annotations ?? {}) as Readonly<Record<string, unknown>>;
      const listeners = listenersOf(graph, annotations, service.object.spec?.ports);
      const groups = referencesIn(annotations).map((reference) => reference.$ref);
      return {
        address: service.address,
        target: specItem(service.origin),
        scheme: schemeOf(graph, annotations),
        ...(listeners && { listeners }),
        securityGroups: new Set(groups.filter((address) => graph.node(address)?.type === "aws_security_group")),
      };
    });
}

/** Without the annotation a cluster without the controller makes a public one, so that is what absence counts as. */
function schemeOf(graph: ResourceGraph, annotations: Readonly<Record<string, unknown>>): LoadBalancer["scheme"] {
  const written = annotations[`${prefix}scheme`];
  if (written === undefined) return "internet-facing";
  const scheme = knownText(graph, written);
  return scheme === undefined ? undefined : scheme === "internal" ? "internal" : "internet-facing";
}

function listenersOf(
  graph: ResourceGraph,
  annotations: Readonly<Record<string, unknown>>,
  written: object | undefined,
): readonly Listener[] | undefined {
  const ports = items<{ port?: unknown; name?: unknown }>(written)?.map(({ port, name }) => ({
    port: known(graph, port),
    name,
  }));
  if (!ports?.every(({ port }) => typeof port === "number")) return undefined;
  return ports.map(({ port, name }) => listener(graph, annotations, Number(port), name));
}

function listener(
  graph: ResourceGraph,
  annotations: Readonly<Record<string, unknown>>,
  port: number,
  name: unknown,
): Listener {
  const certificate = annotations[`${prefix}ssl-cert`];
  if (certificate === undefined || certificate === "") return { port, isTls: false };
  const tlsPorts = annotations[`${prefix}ssl-ports`] ?? "*";
  const listed = knownText(graph, tlsPorts)
    ?.split(",")
    .map((entry) => entry.trim());
  const isTls = listed && (listed.includes("*") || listed.includes(String(port)) || listed.includes(String(name)));
  return { port, isTls };
}
