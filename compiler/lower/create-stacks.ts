import {
  type App,
  LocalBackend,
  S3Backend,
  type TerraformElement,
  TerraformOutput,
  type TerraformProvider,
  type TerraformStack,
} from "cdktf";
import type { Lifecycle, ResourceGraph, Stack, TerraformNode } from "../../schema/graph/graph.ts";
import type { ProviderName } from "../../schema/graph/terraform-types.ts";
import type { Address } from "../../schema/graph/value.ts";
import type { Model } from "../../schema/model/model.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import type { Chart } from "../charts/chart.ts";
import type { Bindings } from "./load-bindings.ts";
import { lowerRelease } from "./lower-release.ts";
import { createScope, escapeTemplate, type LoweringScope, lowerValue, terraformAddress } from "./lower-value.ts";
import type { ReadableStack } from "./readable-stack.ts";

/** What the constructs of a graph are made from. */
export interface StacksInput {
  readonly app: App;
  readonly graph: ResourceGraph;
  readonly model: Model;
  readonly bindings: Bindings;
  /** The generated chart of each release that has one. */
  readonly charts: ReadonlyMap<Address, Chart>;
  /** The class of the stacks, which decides how they are synthesised and nothing else. */
  readonly Stack: new (
    app: App,
    id: string,
  ) => ReadableStack;
}

/** Makes the CDKTF constructs of a graph, and gives the stacks in the order of deployment. */
export function createStacks(input: StacksInput): readonly ReadableStack[] {
  const { app, graph, bindings } = input;
  const scopes = new Map<string, LoweringScope>();
  const scopeOf = (stack: string): LoweringScope => {
    const scope = scopes.get(stack);
    if (!scope) throw new Error(`the graph has no stack "${stack}"`);
    return scope;
  };
  const stackOf = (address: Address): ReadableStack => scopeOf(address.slice(0, address.indexOf("/"))).stack;
  for (const { name } of graph.stacks)
    scopes.set(name, createScope(new input.Stack(app, `${graph.name}-${name}`), stackOf));
  for (const stack of graph.stacks) createFrame(stack, bindings, scopeOf(stack.name));
  for (const node of graph.nodes) if (node.kind === "terraform") createResource(node, input, scopeOf(node.stack));
  return Array.from(scopes.values(), ({ stack }) => stack);
}

/** A stack's backend, providers and outputs. */
function createFrame(stack: Stack, bindings: Bindings, scope: LoweringScope): void {
  const target = scope.stack;
  createBackend(target, stack);
  for (const [name, config] of Object.entries(stack.providers)) {
    const Provider = bindings.provider(name);
    const provider = new Provider(target, `provider.${name}`, lowerValue(config, scope) as Record<string, unknown>);
    const providerVersion = stack.providerVersions?.[name as ProviderName];
    if (providerVersion !== undefined) requireVersion(provider, providerVersion);
  }
  for (const [name, { description, value }] of Object.entries(stack.outputs)) {
    const config = { description: escapeTemplate(description), value: lowerValue(value, scope), staticId: true };
    new TerraformOutput(target, name, config);
  }
}

/** Asks for one version of a provider. CDKTF asks for the one that the bindings were made from. */
function requireVersion(provider: TerraformElement, providerVersion: string): void {
  Object.defineProperty(provider, "terraformGeneratorMetadata", {
    value: { ...(provider as TerraformProvider).terraformGeneratorMetadata, providerVersion },
  });
}

/**
 * Where the state is. The local path is relative to the stack's folder, where both `terraform` and `cdktf` run, and
 * leads to where `cdktf` itself keeps it, beside the output folder: an absolute one would differ between machines.
 */
function createBackend(target: TerraformStack, { backend }: Stack): void {
  if (backend.kind === "local") {
    new LocalBackend(target, { path: `../../../terraform.${target.node.id}.tfstate` });
    return;
  }
  const { bucket, key, region, profile } = backend;
  // CDKTF passes on every property, but does not know the lock file of Terraform 1.10 yet.
  const config = { bucket, key, region, encrypt: true, useLockfile: true, ...(profile !== undefined && { profile }) };
  new S3Backend(target, config);
}

function createResource(node: TerraformNode, input: StacksInput, scope: LoweringScope): void {
  const Resource = input.bindings.resource(node.type);
  const chart = input.charts.get(node.address);
  const config = lowerValue(node.config, scope) as Record<string, unknown>;
  const resource = new Resource(scope.stack, `${node.type}.${node.name}`, {
    ...config,
    ...(chart && lowerRelease(chart, scope)),
    ...dependencies(node, scope),
    ...(node.lifecycle && { lifecycle: copyLifecycle(node.lifecycle) }),
  });
  resource.overrideLogicalId(node.name);
  const path = input.model.sourcePath(node.origin);
  const provenance = {
    metadata: { path: resource.node.path, uniqueId: node.name },
    spec: formatSpecPath(path),
    line: input.model.source.locate(path).line,
  };
  // An override of "//" would be listed again in the stack's own metadata.
  Object.defineProperty(resource, "constructNodeMetadata", { value: provenance });
}

/** Terraform orders resources within a stack; between stacks, CDKTF orders the stacks. */
function dependencies(node: TerraformNode, { stack, stackOf }: LoweringScope): { dependsOn?: { fqn: string }[] } {
  const dependsOn: { fqn: string }[] = [];
  for (const address of node.dependsOn) {
    const owner = stackOf(address);
    if (owner === stack) dependsOn.push({ fqn: terraformAddress(address) });
    else stack.addDependency(owner);
  }
  return dependsOn.length > 0 ? { dependsOn } : {};
}

function copyLifecycle({ ignoreChanges, ...rest }: Lifecycle): Record<string, unknown> {
  return ignoreChanges ? { ...rest, ignoreChanges: [...ignoreChanges] } : rest;
}
