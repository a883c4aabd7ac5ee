import type { Emitted, EmittedResource } from "./emitted.ts";

/** Where an expression leads: `aws_vpc.main.id`, `data.terraform_remote_state.shop-network.outputs.VpcId`. */
export interface Expression {
  /** As Terraform writes it, without braces. */
  readonly path: string;
}

/** Every text in plain data, keys left out. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** What the `${…}` of a text refer to. `$${` is text. */
export function expressionsIn(text: string): Expression[] {
  return interpolations(text).flatMap((inner) => {
    const withoutTexts = inner.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
    const names = withoutTexts.matchAll(/[A-Za-z_][\w-]*(?:\[(?:\d+|\*)\])?(?:\.[\w-]+(?:\[(?:\d+|\*)\])?)*(?!\w*\()/g);
    return [...names].map(([path]) => ({ path })).filter(({ path }) => !["true", "false", "null"].includes(path));
  });
}

/** The insides of `${…}`. */
function interpolations(text: string): string[] {
  const opening = text.matchAll(/(?<!\$)(?:\$\$)*\$\{/g);
  return Array.from(opening, ({ 0: dollars, index }) => insideBraces(text, index + dollars.length));
}

/** The text from a place behind a brace to the brace that closes it, braces and texts in between counted. */
function insideBraces(text: string, start: number): string {
  let depth = 1;
  for (const { 0: part, index } of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|[{}]/g)) {
    if (part === "{") depth++;
    if (part === "}") depth--;
    if (depth === 0) return text.slice(start, start + index);
  }
  return text.slice(start);
}

/** The resource that a text refers to, through other stacks' outputs where it leads there, with the attribute. */
export function follow(
  emitted: Pick<Emitted, "stacks">,
  stack: string,
  text: unknown,
): { readonly resource: EmittedResource; readonly attribute: string } | undefined {
  const [expression] = typeof text === "string" ? expressionsIn(text) : [];
  if (!expression) return undefined;
  const remote = remoteOutput(expression);
  const here = emitted.stacks.find(({ name }) => name === (remote?.stack ?? stack));
  if (remote) {
    const outputs = here?.document["output"] as Readonly<Record<string, { readonly value: unknown }>> | undefined;
    return follow(emitted, remote.stack, outputs?.[remote.output]?.value);
  }
  const { type, name, attribute } = localParts(expression);
  const resource = here?.resources.find((candidate) => candidate.type === type && candidate.name === name);
  return resource && { resource, attribute };
}

/** The output of another stack that an expression reads. */
export function remoteOutput({ path }: Expression): { readonly stack: string; readonly output: string } | undefined {
  const [, stack, output] = /^data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/.exec(path) ?? [];
  return stack !== undefined && output !== undefined ? { stack, output } : undefined;
}

/** Takes `data.aws_partition.current.partition` and `aws_vpc.main.id` apart. */
export function localParts({ path }: Expression): {
  readonly type: string;
  readonly name: string;
  readonly attribute: string;
} {
  const [, type = "", name = "", attribute = ""] = /^((?:data\.)?\w+)\.([\w-]+)(?:\[\d+\])?\.?(.*)$/.exec(path) ?? [];
  return { type, name, attribute };
}
