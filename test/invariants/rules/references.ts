import { referencesIn } from "../../../schema/graph/value.ts";
import { missingValue } from "../chart-template.ts";
import { addressOf, type Data, type Emitted, type EmittedStack, titleOf } from "../emitted.ts";
import { type Expression, expressionsIn, localParts, remoteOutput, textsIn } from "../expressions.ts";
import type { Invariant } from "../invariant.ts";

/** Nothing is left for an apply to find out. */
export const references: Invariant = {
  name: "every reference leads to something that exists",
  check: (emitted) => [
    ...graphReferences(emitted),
    ...emitted.stacks.flatMap((stack) => [...documentReferences(emitted, stack), ...dependencies(stack)]),
    ...missingChartValues(emitted),
  ],
};

function graphReferences({ graph }: Emitted): string[] {
  return graph.nodes.flatMap((node) => {
    const body = node.kind === "terraform" ? node.config : node.object;
    const others = node.kind === "terraform" ? node.dependsOn : [node.release];
    return [...referencesIn(body).map(({ $ref }) => $ref), ...others]
      .filter((address) => !graph.node(address))
      .map((address) => `${node.address} refers to ${address}, which the graph does not have`);
  });
}

function documentReferences({ stacks }: Emitted, stack: EmittedStack): string[] {
  const expressions = textsIn(stack.document).flatMap(expressionsIn);
  return expressions
    .filter((expression) => !leadsSomewhere(stacks, stack, expression))
    .map(({ path }) => `${stack.name}: nothing is at ${path}`);
}

function leadsSomewhere(stacks: readonly EmittedStack[], stack: EmittedStack, expression: Expression): boolean {
  if (expression.path === "terraform.workspace") return true;
  const has = (type: string, name: string) => stack.resources.some((each) => each.type === type && each.name === name);
  const remote = remoteOutput(expression);
  if (!remote) {
    const { type, name } = localParts(expression);
    return has(type, name);
  }
  const other = stacks.find(({ name }) => name === remote.stack);
  const outputs = (other?.document["output"] ?? {}) as Data;
  return has("data.terraform_remote_state", remote.stack) && remote.output in outputs;
}

function dependencies({ resources }: EmittedStack): string[] {
  const known = new Set(resources.map(({ type, name }) => `${type}.${name}`));
  return resources.flatMap((resource) =>
    ((resource.body["depends_on"] ?? []) as readonly string[])
      .filter((other) => !known.has(other))
      .map((other) => `${addressOf(resource)} waits for ${other}, which its stack does not have`),
  );
}

function missingChartValues({ objects }: Emitted): string[] {
  return objects.flatMap((object) =>
    textsIn(object.manifest)
      .filter((text) => text.includes(missingValue))
      .map((text) => `${titleOf(object)}: ${text}`),
  );
}
