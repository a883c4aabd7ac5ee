import type { SpecPath } from "../finding.ts";
import type { Spec } from "../language/system.ts";
import type { Lock } from "../lock/lock.ts";
import type { Source } from "../source/source.ts";
import type { Store } from "../stores/registry.ts";

type WithRequired<Type, Keys extends keyof Type> = Omit<Type, Keys> & {
  readonly [Key in Keys]-?: NonNullable<Type[Key]>;
};

/** Makes plain data read-only all the way down. */
export type DeepReadonly<Type> = Type extends (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : Type extends object
    ? { readonly [Key in keyof Type]: DeepReadonly<Type[Key]> }
    : Type;

type SpecTier = NonNullable<Spec["network"]["tiers"]["public"]>;
type SpecNodePool = Spec["cluster"]["nodePools"][string];
type SpecService = Spec["services"][string];
type SpecSecret = Spec["secrets"][string];

/** The tiers a network can have. */
export type TierName = "public" | "private" | "data";

/** A subnet tier with its zones (letters) and one CIDR per zone. */
export type Tier = DeepReadonly<WithRequired<SpecTier, "zones" | "cidrs" | "autoPublicIp">>;

/** A managed node group with its starting size and its taints. */
export type NodePool = DeepReadonly<
  Omit<WithRequired<SpecNodePool, "taints">, "size"> & { size: WithRequired<SpecNodePool["size"], "desired"> }
>;

type SpecSidecar = SpecService["sidecars"][string];
type WithLimits<Type extends { readonly resources: SpecSidecar["resources"] }> = Omit<Type, "resources"> & {
  resources: Omit<Type["resources"], "limits"> & { limits: { cpu?: string; memory: string } };
};

/** A container that ends before a service's own starts, with its memory limit. */
export type InitContainer = DeepReadonly<WithLimits<SpecService["init"][string]>>;
/** A container beside a service's own, with its memory limit; every probe of a port has it. */
export type Sidecar = DeepReadonly<WithLimits<SpecSidecar>>;

/** A service with its namespace and its kind of identity; every probe of a port has it, and there is a memory limit. */
export type Service = DeepReadonly<
  Omit<WithRequired<SpecService, "namespace">, "identity" | "metrics" | "resources" | "init" | "sidecars"> & {
    identity: Exclude<SpecService["identity"], "inherit">;
    metrics?: WithRequired<NonNullable<SpecService["metrics"]>, "port">;
    resources: Omit<SpecService["resources"], "limits"> & { limits: { cpu?: string; memory: string } };
    init: Record<string, InitContainer>;
    sidecars: Record<string, Sidecar>;
  }
>;

/** A queue. */
export type Queue = DeepReadonly<Spec["queues"][string]>;
/** A secret with its name in Secrets Manager. */
export type Secret = DeepReadonly<WithRequired<SpecSecret, "name" | "description">>;
/** A directory of users. */
export type UserPool = DeepReadonly<Spec["userPools"][string]>;
/** A way in. */
export type Route = DeepReadonly<Spec["routes"][string]>;
/** A waiver as written. */
export type Waiver = DeepReadonly<Spec["waivers"][number]>;

/**
 * The spec for one environment with nothing left to guess: overlays merged, every default filled in,
 * every reference known to exist. It has the shape of the spec, so that a path means the same in both.
 * Zones are letters here (`a`), whatever the spec wrote.
 */
export interface ResolvedSpec
  extends DeepReadonly<
    Omit<Spec, "environments" | "network" | "cluster" | "services" | "stores" | "secrets" | "description">
  > {
  readonly description: string;
  readonly network: DeepReadonly<Omit<Spec["network"], "tiers">> & {
    readonly tiers: { readonly [Name in TierName]?: Tier };
  };
  readonly cluster: DeepReadonly<Omit<WithRequired<Spec["cluster"], "name">, "nodePools">> & {
    readonly nodePools: Readonly<Record<string, NodePool>>;
  };
  readonly services: Readonly<Record<string, Service>>;
  readonly stores: Readonly<Record<string, Store>>;
  readonly secrets: Readonly<Record<string, Secret>>;
}

/** Where a resolved value comes from. */
export type Origin =
  /** The spec itself says it. */
  | { readonly kind: "spec"; readonly path: SpecPath }
  /** An environment's overlay says it; `path` is the overlay's own. */
  | { readonly kind: "overlay"; readonly environment: string; readonly path: SpecPath }
  /** The lock beside the spec says it; `path` is the lock's own. */
  | { readonly kind: "lock"; readonly path: SpecPath }
  /** Nobody said it: a rule of the language did, by its name. */
  | { readonly kind: "default"; readonly rule: string };

/** What is compiled, checked and explained: one system in one environment. */
export interface Model {
  readonly source: Source;
  /** The exact versions that stand beside the spec, if there are any. */
  readonly lock?: Lock;
  /** The environment's name, absent for a spec used without one. */
  readonly environment?: string;
  /** The stem of every resource's name: the system, and the environment if there is one. */
  readonly name: string;
  /** The region that the system lives in, e.g. `eu-west-1`. */
  readonly region: string;
  readonly spec: ResolvedSpec;
  /** Where the value at a path of {@link spec} comes from. */
  originOf(path: SpecPath): Origin;
  /** The path to point at in the file for a value at a path of {@link spec}: the overlay's where that said it. */
  sourcePath(path: SpecPath): SpecPath;
}
