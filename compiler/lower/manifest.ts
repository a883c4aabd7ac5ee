import type { TerraformStack } from "cdktf";
import { cdktfVersion } from "./create-app.ts";

/**
 * The manifest that the `cdktf` command reads. CDKTF sorts the stacks by name; here they are in the order of deployment.
 * https://developer.hashicorp.com/terraform/cdktf/create-and-deploy/project-setup
 */
export function printManifest(stacks: readonly TerraformStack[]): string {
  const entries = stacks.map((stack) => [stack.node.id, manifestEntry(stack)] as const);
  const names = new Set(entries.map(([name]) => name));
  if (names.size < entries.length) throw new Error("two stacks have one name");
  return `${JSON.stringify({ stacks: Object.fromEntries(entries), version: cdktfVersion }, null, 2)}\n`;
}

function manifestEntry({ node, dependencies }: TerraformStack): Record<string, unknown> {
  const workingDirectory = `stacks/${node.id}`;
  return {
    annotations: [],
    constructPath: node.path,
    dependencies: dependencies.map((dependency) => dependency.node.path),
    name: node.id,
    stackMetadataPath: `${workingDirectory}/metadata.json`,
    synthesizedStackPath: `${workingDirectory}/cdk.tf.json`,
    workingDirectory,
  };
}
