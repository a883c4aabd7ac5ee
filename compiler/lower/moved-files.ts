import { compareText } from "../../schema/finding.ts";
import type { Move } from "../renames/apply-renames.ts";
import { terraformAddress } from "./lower-value.ts";

/**
 * The `moved` blocks of each stack that has any, by the stack's full name. They are a file of their own: tools that
 * read `cdk.tf.json` do not expect a list at its top.
 * https://developer.hashicorp.com/terraform/language/modules/develop/refactoring
 */
export function movedFiles(name: string, moves: readonly Move[]): ReadonlyMap<string, string> {
  const byStack = new Map<string, { from: string; to: string }[]>();
  for (const { from, to } of [...moves].sort((left, right) => compareText(left.to, right.to))) {
    const stack = `${name}-${to.slice(0, to.indexOf("/"))}`;
    const moved = { from: terraformAddress(from), to: terraformAddress(to) };
    byStack.set(stack, [...(byStack.get(stack) ?? []), moved]);
  }
  return new Map(Array.from(byStack, ([stack, moved]) => [stack, `${JSON.stringify({ moved }, null, 2)}\n`]));
}
