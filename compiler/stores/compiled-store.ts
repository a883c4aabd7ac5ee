import type { AnyTerraformNode, TerraformNode } from "../../schema/graph/graph.ts";
import type { Text } from "../../schema/graph/value.ts";
import type { Account } from "../aws/account.ts";
import type { Network } from "../aws/network.ts";
import type { Statement } from "../aws/policy-document.ts";
import type { SecretSource, SecretVariable } from "../aws/secret-source.ts";
import type { Context } from "../context.ts";
import type { Reach } from "../uses/use.ts";
import type { Workload } from "../workload.ts";

/** What a store becomes, and what whoever uses it is given. */
export interface CompiledStore {
  readonly nodes: readonly AnyTerraformNode[];
  /** Plain environment variables of every service that uses the store. */
  readonly environment: Readonly<Record<string, Text>>;
  /** Environment variables whose values are secrets. */
  readonly secrets: readonly SecretVariable[];
  /** Where it answers. */
  readonly reach: readonly Reach[];
  /** What runs in the cluster for it. */
  readonly workloads?: readonly Workload[];
  /** What a service may do in AWS that uses the store with a verb. */
  statements(verb: string): readonly Statement[];
}

/** What a store is compiled from. */
export interface StoreInput<Type> {
  readonly context: Context;
  /** The store's key in the spec. */
  readonly name: string;
  readonly store: Type;
  readonly place: StorePlace;
}

/** What stores refer to. */
export interface StorePlace {
  readonly account: Account;
  readonly network: Network;
  /** Encrypts what stores of ours hold. */
  readonly key: TerraformNode<"aws_kms_key">;
  /** The spec's own secrets, by key. */
  readonly secrets: Readonly<Record<string, SecretSource>>;
}

/** How one kind of store on one engine is compiled. */
export interface StoreCompiler<Type> {
  compile(input: StoreInput<Type>): CompiledStore;
}
