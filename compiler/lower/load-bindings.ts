import type { TerraformElement } from "cdktf";
import type { Construct } from "constructs";
import type { ResourceGraph } from "../../schema/graph/graph.ts";

/** The generated class of a Terraform type or of a provider. */
export type Binding = new (scope: Construct, id: string, config: Readonly<Record<string, unknown>>) => TerraformElement;

/** The classes that a run needs: by Terraform type, `data.` included, and by provider name. */
export interface Bindings {
  resource(type: string): Binding;
  provider(name: string): Binding;
}

/**
 * Loads the class of every type and provider in the graphs, and no other: a whole provider package takes over a
 * second and half a gigabyte to load. The folder follows from the type's name, and the class says its own type.
 */
export async function loadBindings(graphs: readonly ResourceGraph[]): Promise<Bindings> {
  const types = graphs.flatMap(({ nodes }) => nodes.filter(({ kind }) => kind === "terraform").map(({ type }) => type));
  const providers = graphs.flatMap(({ stacks }) => stacks.flatMap((stack) => Object.keys(stack.providers)));
  const resources = await loadAll(new Set<string>(types), loadResource);
  const loadedProviders = await loadAll(new Set(providers), (name) => loadClass(name, "provider", name));
  return {
    resource: (type) => existing(resources.get(type)),
    provider: (name) => existing(loadedProviders.get(name)),
  };
}

async function loadAll(
  names: Iterable<string>,
  load: (name: string) => Promise<Binding>,
): Promise<Map<string, Binding>> {
  return new Map(await Promise.all(Array.from(names, async (name) => [name, await load(name)] as const)));
}

/** `aws_eks_cluster` is in `eks-cluster` of the aws provider, `data.aws_partition` in `data-aws-partition`. */
function loadResource(type: string): Promise<Binding> {
  const [, data, provider, name] = /^(data\.)?([a-z0-9]+)_(.+)$/.exec(type) ?? [];
  if (provider === undefined || name === undefined) throw new Error(`"${type}" is no Terraform type`);
  const folder = (data ? `data-${provider}-${name}` : name).replaceAll("_", "-");
  return loadClass(provider, folder, `${provider}_${name}`);
}

async function loadClass(provider: string, folder: string, type: string): Promise<Binding> {
  const module: object = await import(`@cdktf/provider-${provider}/lib/${folder}/index.js`);
  const isBinding = (value: unknown): boolean =>
    typeof value === "function" && "tfResourceType" in value && value.tfResourceType === type;
  return existing(Object.values(module).find(isBinding) as Binding | undefined);
}

function existing(binding: Binding | undefined): Binding {
  if (!binding) throw new Error("the provider's package has no class for a type of the graph");
  return binding;
}
