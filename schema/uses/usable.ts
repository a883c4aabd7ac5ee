import type { Spec } from "../language/system.ts";
import type { DeepReadonly, ResolvedSpec } from "../model/model.ts";

/** A section of a spec whose things `uses` can name. */
export type UsableSection = "stores" | "queues" | "services" | "external" | "secrets" | "userPools";

/** The sections whose things `uses` can name, resolved or as written. */
export type UsableThings = DeepReadonly<Pick<Spec, UsableSection>>;

/** What can be done to a thing. */
export type Verb = ResolvedSpec["services"][string]["uses"][string];

/** What the language says of one kind of thing that services use. */
export interface Usable {
  /** The section that its things are in. */
  readonly section: UsableSection;
  /** The kind's name for people, e.g. `queue`. */
  readonly kind: string;
  readonly verbs: readonly Verb[];
  /** Whether whoever uses the thing needs an AWS identity: to call it through the AWS API, or to log in. */
  needsAwsIdentity(things: UsableThings, name: string, verb: Verb): boolean;
  /** The environment variables that a service gets which uses the thing of this name. */
  variables(spec: ResolvedSpec, name: string): readonly string[];
  /** Whether some of these variables are secrets, delivered from Secrets Manager. */
  deliversSecrets(spec: ResolvedSpec, name: string): boolean;
}
