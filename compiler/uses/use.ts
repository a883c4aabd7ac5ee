import type { Text } from "../../schema/graph/value.ts";
import type { Verb } from "../../schema/uses/usable.ts";
import type { Data } from "../aws/data.ts";
import type { Statement } from "../aws/policy-document.ts";
import type { SecretVariable } from "../aws/secret-source.ts";
import type { Context } from "../context.ts";

/** One line of a service's `uses`, and what it refers to. */
export interface Use {
  readonly context: Context;
  readonly data: Data;
  /** The name of the thing that is used. */
  readonly target: string;
  readonly verb: Verb;
}

/** What a service is given that uses a thing. */
export interface Given {
  /** Plain environment variables: where the thing is. */
  readonly environment: Readonly<Record<string, Text>>;
  /** Environment variables whose values are secrets. */
  readonly secrets: readonly SecretVariable[];
  /** What its pods may do in AWS. */
  readonly statements: readonly Statement[];
  /** Where its pods may connect to. */
  readonly reach: readonly Reach[];
}

/** Where pods may connect to, by TCP. */
export type Reach =
  /** Address ranges, or any public address when there is none. */
  | { readonly to: "addresses"; readonly cidrs: readonly string[]; readonly port: number }
  /** A service of AWS, wherever the network has it, and STS for the identity that it is called with. */
  | { readonly to: "aws"; readonly service: string }
  /** The API of Kubernetes. */
  | { readonly to: "kubernetes" }
  /** The pods that carry a name. */
  | { readonly to: "pods"; readonly name: string; readonly namespace: string; readonly port: number };

/** What one kind of thing gives to whoever uses it. */
export type UseCompiler = (use: Use) => Given;

/** Nothing at all: each kind says only what it adds. */
export const nothing: Given = { environment: {}, secrets: [], statements: [], reach: [] };
