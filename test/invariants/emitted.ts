import { parseAllDocuments } from "yaml";
import { lowerGraph } from "../../compiler/lower/lower-graph.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { filledTemplate, releaseValues } from "./chart-template.ts";

/** Plain data of a file, by key. */
export type Data = Readonly<Record<string, unknown>>;

/** A resource of a `cdk.tf.json`, as Terraform reads it. A data source's type begins with `data.`. */
export interface EmittedResource {
  /** The stack's full name, e.g. `shop-network`. */
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly body: Data;
}

/** A stack's `cdk.tf.json`. */
export interface EmittedStack {
  readonly name: string;
  /** Without the system's name: `network`. */
  readonly short: string;
  /** The stacks that `manifest.json` says come first. */
  readonly dependencies: readonly string[];
  readonly document: Data;
  readonly resources: readonly EmittedResource[];
}

/** A Kubernetes object as its chart renders it: where Terraform fills in a value, its expression stands. */
export interface EmittedObject {
  readonly stack: string;
  readonly release: EmittedResource;
  readonly manifest: Data & { readonly metadata?: Data };
}

/** Everything that a spec became: the graph, and the files as whoever deploys them reads them. */
export interface Emitted {
  readonly model: Model;
  readonly graph: ResourceGraph;
  readonly files: ReadonlyMap<string, string>;
  /** In the order of `manifest.json`. */
  readonly stacks: readonly EmittedStack[];
  readonly objects: readonly EmittedObject[];
}

/** Lowers a compiled system, and reads what was written. */
export async function emit({ graph, model }: Pick<Emitted, "graph" | "model">): Promise<Emitted> {
  return readEmitted(graph, model, await lowerGraph(graph, model));
}

/** Reads files as a deployment would: the manifest, each stack, and each chart with the values of its release. */
export function readEmitted(graph: ResourceGraph, model: Model, files: ReadonlyMap<string, string>): Emitted {
  const manifest = JSON.parse(files.get("manifest.json") ?? "{}") as { readonly stacks?: Record<string, Data> };
  const stacks = Object.entries(manifest.stacks ?? {}).map(([name, { dependencies, synthesizedStackPath }]) => {
    const document = JSON.parse(files.get(String(synthesizedStackPath)) ?? "{}") as Data;
    return {
      name,
      short: name.slice(graph.name.length + 1),
      dependencies: dependencies as readonly string[],
      document,
      resources: [...resourcesIn(name, document["resource"], ""), ...resourcesIn(name, document["data"], "data.")],
    };
  });
  return { model, graph, files, stacks, objects: stacks.flatMap((stack) => objectsOf(stack, files)) };
}

/** Every resource of every stack; of one type where it is said. */
export function resourcesOf({ stacks }: Pick<Emitted, "stacks">, type?: string): readonly EmittedResource[] {
  return stacks.flatMap(({ resources }) =>
    resources.filter((resource) => type === undefined || resource.type === type),
  );
}

/** Every object; of one kind where it is said. */
export function objectsOfKind({ objects }: Emitted, kind: string): readonly EmittedObject[] {
  return objects.filter(({ manifest }) => manifest["kind"] === kind);
}

/** A resource for people: `shop-network/aws_vpc.main`. */
export function addressOf({ stack, type, name }: Pick<EmittedResource, "stack" | "type" | "name">): string {
  return `${stack}/${type}.${name}`;
}

/** An object for people: `Service shop/api`. */
export function titleOf({ manifest }: EmittedObject): string {
  return `${manifest["kind"]} ${namespaceOf(manifest)}/${nameOf(manifest)}`;
}

/** An object's name. */
export function nameOf(manifest: EmittedObject["manifest"]): string {
  return String(manifest.metadata?.["name"]);
}

/** An object's namespace. */
export function namespaceOf(manifest: EmittedObject["manifest"]): string {
  return String(manifest.metadata?.["namespace"]);
}

function resourcesIn(stack: string, section: unknown, prefix: string): EmittedResource[] {
  const types = Object.entries((section ?? {}) as Readonly<Record<string, Readonly<Record<string, Data>>>>);
  return types.flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]) => ({ stack, type: `${prefix}${type}`, name, body })),
  );
}

function objectsOf({ name, resources }: EmittedStack, files: ReadonlyMap<string, string>): EmittedObject[] {
  return resources
    .filter(({ type, body }) => type === "helm_release" && String(body["chart"]).startsWith("./"))
    .flatMap((release) => {
      const template = files.get(`stacks/${name}/${String(release.body["chart"]).slice(2)}/templates/objects.yaml`);
      const text = filledTemplate(template ?? "", releaseValues(release.body["values"]));
      return parseAllDocuments(text).map((document) => {
        if (document.errors.length > 0) throw document.errors[0];
        return { stack: name, release, manifest: document.toJS() as EmittedObject["manifest"] };
      });
    });
}
