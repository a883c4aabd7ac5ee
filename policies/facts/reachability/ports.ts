import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { items, known, knownText } from "../known.ts";
import type { PodTemplate } from "../pod-templates.ts";

/** The TCP ports of a network policy's rule; `undefined` in the place of one that is known only at apply. */
export type PolicyPorts = "every" | readonly (PolicyPort | undefined)[];

/** A range of ports, or the name of a container's port. */
export type PolicyPort = { readonly from: number; readonly to: number } | { readonly name: string };

interface WrittenPort {
  readonly protocol?: unknown;
  readonly port?: unknown;
  readonly endPort?: unknown;
}

/** Reads the ports of a rule. https://kubernetes.io/docs/concepts/services-networking/network-policies/ */
export function readPolicyPorts(graph: ResourceGraph, written: object | undefined): PolicyPorts {
  const ports = items<WrittenPort>(written);
  if (!ports) return [undefined];
  if (ports.length === 0) return "every";
  return ports.flatMap(({ protocol = "TCP", port, endPort }): readonly (PolicyPort | undefined)[] => {
    const spoken = knownText(graph, protocol);
    if (spoken !== undefined && spoken !== "TCP") return [];
    if (port === undefined) return [{ from: 0, to: 65_535 }];
    const first = known(graph, port);
    if (typeof first === "string") return [{ name: first }];
    const last = endPort === undefined ? first : known(graph, endPort);
    return typeof first === "number" && typeof last === "number" ? [{ from: first, to: last }] : [undefined];
  });
}

/** Whether something is so, as far as anybody can tell before apply. */
export type Certainty = "yes" | "perhaps" | "no";

/** Whether a rule's ports have one port of the pods that are called. Names mean a port of those. */
export function hasPort(ports: PolicyPorts, port: number, called?: PodTemplate): Certainty {
  if (ports === "every") return "yes";
  const isIt = (each: PolicyPort | undefined): boolean => {
    if (!each) return false;
    if ("from" in each) return each.from <= port && port <= each.to;
    return called !== undefined && containerPort(called, each.name) === port;
  };
  if (ports.some(isIt)) return "yes";
  return ports.includes(undefined) ? "perhaps" : "no";
}

/** The number of a container's port by its name. */
export function containerPort({ containers }: PodTemplate, name: string): number | undefined {
  for (const { spec } of containers)
    for (const port of items<{ name?: unknown; containerPort?: unknown }>(spec.ports) ?? [])
      if (port.name === name && typeof port.containerPort === "number") return port.containerPort;
  return undefined;
}
