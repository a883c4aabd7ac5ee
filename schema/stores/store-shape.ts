import type { Spec } from "../language/system.ts";
import type { DeepReadonly } from "../model/model.ts";

/** One of `stores` as written, with the keys of every engine. */
export type SpecStore = DeepReadonly<Spec["stores"][string]>;

/** A key of a store that belongs to some engines only. */
export type StoreKey = Exclude<keyof SpecStore, "kind" | "engine" | "renamedFrom">;

/** What the language says of one kind of store with one engine: which of the keys it has, and what they default to. */
export interface StoreShape {
  /** Keys that must be given. */
  readonly required: readonly StoreKey[];
  /** Keys that it has when nobody says them. */
  readonly defaults: { readonly [Key in StoreKey]?: NonNullable<SpecStore[Key]> };
  /** Keys that may be left out, and are then absent. */
  readonly optional: readonly StoreKey[];
  /** The environment variables that a service gets which uses a store of this name. */
  variables(name: string, store: SpecStore): readonly string[];
  /** Whether it stands in the subnets of the tier `data`. */
  readonly inDataTier: boolean;
  /** Whether whoever uses it needs an AWS identity: to call it, or to log in. */
  readonly needsAwsIdentity: boolean;
  /** Whether some of its variables are secrets, delivered from Secrets Manager. */
  readonly deliversSecrets: boolean;
}

/** A resolved store of one kind on one engine: the keys that it has, and those that may be absent. */
export type StoreOf<
  Kind extends SpecStore["kind"],
  Engine extends SpecStore["engine"],
  Has extends StoreKey,
  MayHave extends StoreKey = never,
> = { readonly kind: Kind; readonly engine: Engine } & {
  readonly [Key in Has]-?: NonNullable<SpecStore[Key]>;
} & Pick<SpecStore, MayHave | "renamedFrom">;
