import type { Thing, ThingKind } from "../../../schema/architecture/architecture.ts";
import { architectureOf } from "../../../schema/architecture/architecture-of.ts";
import { count } from "../../../schema/count.ts";
import type { ResourceGraph } from "../../../schema/graph/graph.ts";
import { type Address, referencesIn } from "../../../schema/graph/value.ts";
import type { Model } from "../../../schema/model/model.ts";

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
  return ["flowchart LR", ...systemLines(model, graph), ...stackLines(graph), ""].join("\n");
}

/** How each kind of thing is drawn; what is missing is of the platform, and left to pictures. */
const shapes: Readonly<Partial<Record<ThingKind, readonly [open: string, close: string]>>> = {
  route: ["[/", "/]"],
  service: ["[", "]"],
  database: ["[(", ")]"],
  cache: ["[(", ")]"],
  bucket: ["[(", ")]"],
  queue: ["[[", "]]"],
  "user pool": ["([", "])"],
  secret: ["(", ")"],
  "host elsewhere": ["{{", "}}"],
};

/** What there is to say of a thing beside its name, where its shape does not say it. */
function noteOn({ kind, details: [first = "", second = ""] }: Thing): string {
  if (kind === "route") return `\n${second}`;
  return ["database", "cache", "bucket", "host elsewhere"].includes(kind) ? `\n${first}` : "";
}

function systemLines(model: Model, graph: ResourceGraph): readonly string[] {
  const { things, ways } = architectureOf(model, graph);
  const ids = new Map<string, string>();
  const lines = things.flatMap((thing) => {
    const shape = shapes[thing.kind];
    if (!shape) return [];
    ids.set(thing.id, id(thing.kind, thing.name));
    return [`    ${id(thing.kind, thing.name)}${shape[0]}${label(`${thing.name}${noteOn(thing)}`)}${shape[1]}`];
  });
  const edges = ways.flatMap(({ from, to, what }) => {
    const [left, right] = [ids.get(from), ids.get(to)];
    return left !== undefined && right !== undefined ? [edge(left, what, right)] : [];
  });
  return [`  subgraph system [${label(model.name)}]`, ...lines, "  end", ...edges];
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

function shape(kind: string, key: string, open: string, text: string, close: string): string {
  return `    ${id(kind, key)}${open}${label(text)}${close}`;
}

function edge(from: string, text: string, to: string): string {
  return text === "" ? `  ${from} --> ${to}` : `  ${from} -->|${label(text)}| ${to}`;
}

/** A Mermaid id. The kind in front keeps it from being a reserved word such as `end`. */
function id(kind: string, key: string): string {
  return `${kind.replaceAll(" ", "")}_${key.replaceAll(/[^A-Za-z0-9]/g, (character) => `_${character.charCodeAt(0)}_`)}`;
}

/** A quoted label; Mermaid writes characters that mean something to it as `#code;`. */
function label(text: string): string {
  const escaped = text.replaceAll(/["#<>&;`\\]/g, (character) => `#${character.charCodeAt(0)};`);
  return `"${escaped.replaceAll("\n", "<br/>")}"`;
}
