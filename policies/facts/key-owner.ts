import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { knownText } from "./known.ts";
import { label } from "./spec-item.ts";

/** Whose key encrypts something: the account's, by a name, or AWS's. */
export type KeyOwner =
  | { readonly of: "account"; readonly name: string }
  | { readonly of: "aws"; readonly name: string }
  | { readonly of: "unknown" };

/**
 * Who owns the key that an argument names. Absent, it is AWS's; its aliases begin with `alias/aws/`.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-mgmt
 */
export function keyOwner(graph: ResourceGraph, written: unknown): KeyOwner {
  if (written === undefined || written === null) return { of: "aws", name: "AWS's default" };
  const made = graph.follow(written, "aws_kms_key") ?? graph.follow(written, "aws_kms_alias");
  if (made) return { of: "account", name: `key ${label(made)}` };
  const name = knownText(graph, written);
  if (name === undefined) return { of: "unknown" };
  return { of: name.includes("alias/aws/") ? "aws" : "account", name };
}
