import { readFileSync } from "node:fs";
import type { Emitted, EmittedStack } from "../emitted.ts";
import { expressionsIn, remoteOutput, textsIn } from "../expressions.ts";
import type { Invariant } from "../invariant.ts";

/** `DECISIONS.md` says the order: "**Stacks** are `network → …`". */
const decisions = readFileSync(new URL("../../../DECISIONS.md", import.meta.url), "utf8");
const documented = /\*\*Stacks\*\* are `([^`]+)`/.exec(decisions)?.[1]?.split(" → ") ?? [];

/** An order in which stacks can be applied one after the other, and destroyed in reverse. */
export const stackOrder: Invariant = {
  name: "stacks refer only to earlier ones, in the documented order",
  check: (emitted) => [...undocumented(emitted), ...emitted.stacks.flatMap((stack) => backward(emitted, stack))],
};

function undocumented({ stacks, graph }: Emitted): string[] {
  const names = stacks.map(({ short }) => short);
  const sorted = documented.filter((name) => names.includes(name));
  const ofGraph = graph.stacks.map(({ name }) => name);
  return [
    ...(names.join() === sorted.join()
      ? []
      : [`stacks are ${names.join(", ")}; DECISIONS.md says ${documented.join(", ")}`]),
    ...(names.join() === ofGraph.join() ? [] : [`stacks are ${names.join(", ")}; the graph has ${ofGraph.join(", ")}`]),
  ];
}

function backward({ stacks }: Emitted, stack: EmittedStack): string[] {
  const earlier = new Set(stacks.slice(0, stacks.indexOf(stack)).map(({ name }) => name));
  const read = textsIn(stack.document)
    .flatMap(expressionsIn)
    .flatMap((expression) => remoteOutput(expression)?.stack ?? []);
  return [
    ...[...stack.dependencies, ...read]
      .filter((name) => !earlier.has(name))
      .map((name) => `${stack.name} needs ${name}, which is not deployed before it`),
    ...[...new Set(read)]
      .filter((name) => !stack.dependencies.includes(name))
      .map((name) => `${stack.name} reads ${name}, and manifest.json does not say so`),
  ];
}
