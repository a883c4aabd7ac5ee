import type { TerraformNode } from "../../schema/graph/graph.ts";
import { show } from "./known.ts";
import { label } from "./spec-item.ts";

/** The names on one line, before the rest is counted. */
const most = 50;

/** What an argument is set to, as Terraform and Kubernetes call it: `http_tokens = required`, `http_tokens not set`. */
export function setTo(name: string, value: unknown): string {
  return value === undefined ? `${name} not set` : `${name} = ${Array.isArray(value) ? list(value) : show(value)}`;
}

/** Several of them on one line. */
export function allSetTo(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([name, value]) => setTo(name, value))
    .join(", ");
}

/** From a node pool to what its nodes are made of: `node pool workers → launch template workers`. */
export function nodeSteps(
  group: TerraformNode<"aws_eks_node_group">,
  template: TerraformNode<"aws_launch_template"> | undefined,
): string {
  return `node pool ${label(group)} → ${template ? `launch template ${label(template)}` : "no launch template"}`;
}

/** Distinct names on one line: `s3:GetObject, s3:ListBucket`. */
export function namesOf(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const rest = distinct.length - most;
  return `${distinct.slice(0, most).join(", ") || "none"}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** A name of the graph as Terraform spells it: `blockPublicAcls` is `block_public_acls`. */
export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function list(values: readonly unknown[]): string {
  return values.map(show).join(", ") || "none";
}
