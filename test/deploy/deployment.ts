import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { lowerGraph } from "../../compiler/lower/lower-graph.ts";
import type { ResourceGraph, Stack } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";

/** Writes what a graph becomes to an output folder, with an override beside each AWS stack for the local AWS. */
export async function writeDeployment(
  folder: string,
  graph: ResourceGraph,
  model: Model,
  env: NodeJS.ProcessEnv,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map(await lowerGraph(graph, model));
  for (const stack of graph.stacks.filter(isAwsStack))
    files.set(`stacks/${graph.name}-${stack.name}/zz_override.tf.json`, override(graph, stack, env));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return files;
}

/** Whether a stack needs the aws provider only, the one that a mirror without a network has. */
export function isAwsStack({ providers }: Stack): boolean {
  return Object.keys(providers).every((name) => name === "aws");
}

/** What AWS rightly refuses to destroy, and what lets it: a test destroys what it made. */
const guards: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  aws_cognito_user_pool: { deletion_protection: "INACTIVE" },
  aws_db_instance: { deletion_protection: false, skip_final_snapshot: true },
};

/**
 * What a local AWS needs beside the output, never in it: the provider version of an offline mirror, few retries
 * (a call that the server does not know would hang for minutes), and leave to destroy.
 */
function override(graph: ResourceGraph, stack: Stack, env: NodeJS.ProcessEnv): string {
  const version = env["LOCAL_AWS_PROVIDER_VERSION"];
  const resource: Record<string, Record<string, unknown>> = {};
  for (const node of graph.nodes) {
    if (node.stack !== stack.name || node.kind !== "terraform") continue;
    const leave = {
      ...guards[node.type],
      ...(node.lifecycle?.preventDestroy && { lifecycle: { prevent_destroy: false } }),
    };
    if (Object.keys(leave).length > 0) resource[node.type] = { ...resource[node.type], [node.name]: leave };
  }
  return JSON.stringify({
    ...(version && { terraform: { required_providers: { aws: { source: "hashicorp/aws", version } } } }),
    provider: { aws: [{ max_retries: 1 }] },
    ...(Object.keys(resource).length > 0 && { resource }),
  });
}
