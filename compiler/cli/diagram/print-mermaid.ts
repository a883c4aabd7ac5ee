import { count } from "../../../policies/report/count.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { type Address, referencesIn } from "../../../schema/graph/value.ts";
import type { Model } from "../../../schema/model/model.ts";
import { usableNamed } from "../../../schema/uses/registry.ts";

/** What a diagram is drawn from. */
export interface DiagramInput {
  readonly model: Model;
  readonly graph: ResourceGraph;
}

/**
 * A Mermaid flowchart of a system: how traffic comes in, what each service uses, and which stack needs which.
 * https://mermaid.js.org/syntax/flowchart.html
 */
export function printMermaid({ model, graph }: DiagramInput): string {
  return ["flowchart LR", ...systemLines(model), ...stackLines(graph), ""].join("\n");
}

function systemLines({ name, spec }: Model): readonly string[] {
  const shapes = [
    ...Object.entries(spec.routes).map(([key, route]) => shape("route", key, "[/", `${key}\n${route.scheme}`, "/]")),
    ...Object.entries(spec.services).map(([key]) => shape("service", key, "[", key, "]")),
    ...Object.entries(spec.stores).map(([key, store]) =>
      shape("store", key, "[(", `${key}\n${store.kind}, ${store.engine}`, ")]"),
    ),
    ...Object.entries(spec.queues).map(([key]) => shape("queue", key, "[[", key, "]]")),
    ...Object.keys(spec.userPools).map((key) => shape("user pool", key, "([", key, "])")),
    ...Object.keys(spec.secrets)
      .filter((key) => Object.values(spec.services).some(({ uses }) => Object.hasOwn(uses, key)))
      .map((key) => shape("secret", key, "(", key, ")")),
    ...Object.entries(spec.external).map(([key, { host }]) =>
      shape("host elsewhere", key, "{{", `${key}\n${host}`, "}}"),
    ),
  ];
  const listens = Object.entries(spec.routes).flatMap(([key, { listen, hosts }]) =>
    [
      ...Object.entries(listen),
      ...Object.entries(hosts).flatMap(([host, { paths }]) =>
        Object.entries(paths).map(([path, service]) => [`${host}${path}`, service] as const),
      ),
    ].map(([way, service]) => edge(id("route", key), way, id("service", service))),
  );
  const uses = Object.entries(spec.services).flatMap(([key, service]) =>
    Object.entries(service.uses).map(([used, access]) =>
      edge(id("service", key), access, id(kindOf(spec, used), used)),
    ),
  );
  return [`  subgraph system [${label(name)}]`, ...shapes, "  end", ...listens, ...uses];
}

function stackLines(graph: ResourceGraph): readonly string[] {
  const shapes = graph.stacks.map(({ name }) => {
    const nodes = graph.nodes.filter((node) => node.stack === name);
    const objects = nodes.filter((node) => node.kind === "kubernetes" && !node.heldBy).length;
    const contents = [count(nodes.length - objects, "resource"), ...(objects > 0 ? [count(objects, "object")] : [])];
    return shape("stack", name, "[", `${name}\n${contents.join(", ")}`, "]");
  });
  const edges = graph.stacks.flatMap((stack) =>
    neededStacks(graph, stack.name).map((needed) => edge(id("stack", needed), "", id("stack", stack.name))),
  );
  return ['  subgraph stacks ["stacks, in the order of deployment"]', ...shapes, "  end", ...edges];
}

/** The stacks that this one refers to, in their own order. */
function neededStacks(graph: ResourceGraph, name: string): readonly string[] {
  const references = graph.nodes
    .filter((node) => node.stack === name)
    .flatMap((node): readonly Address[] => {
      const body = node.kind === "terraform" ? node.config : node.object;
      const explicit = node.kind === "terraform" ? node.dependsOn : [];
      return [...referencesIn(body).map(({ $ref }) => $ref), ...explicit];
    });
  const needed = new Set(references.map((address) => address.slice(0, address.indexOf("/"))));
  return graph.stacks.map((stack) => stack.name).filter((other) => other !== name && needed.has(other));
}

function kindOf(spec: Model["spec"], name: string): string {
  return usableNamed(spec, name)?.kind ?? "service";
}

function shape(kind: string, key: string, open: string, text: string, close: string): string {
  return `    ${id(kind, key)}${open}${label(text)}${close}`;
}

function edge(from: string, text: string, to: string): string {
  return text === "" ? `  ${from} --> ${to}` : `  ${from} -->|${label(text)}| ${to}`;
}

/** A Mermaid id. The kind in front keeps it from being a reserved word such as `end`. */
function id(kind: string, key: string): string {
  return `${kind}_${key.replaceAll(/[^A-Za-z0-9]/g, (character) => `_${character.charCodeAt(0)}_`)}`;
}

/** A quoted label; Mermaid writes characters that mean something to it as `#code;`. */
function label(text: string): string {
  const escaped = text.replaceAll(/["#<>&;`\\]/g, (character) => `#${character.charCodeAt(0)};`);
  return `"${escaped.replaceAll("\n", "<br/>")}"`;
}
