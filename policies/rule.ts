import type { EditValue } from "../schema/edit/spec-edit.ts";
import type { Severity, SpecPath } from "../schema/finding.ts";
import type { ResourceGraph } from "../schema/graph/graph.ts";
import type { Address } from "../schema/graph/value.ts";
import type { Model } from "../schema/model/model.ts";
import type { Facts } from "./facts/facts.ts";

/** What policies are about, in the order of the catalogue. `waivers` holds the policies about waivers themselves. */
export const policyGroups = [
  "access",
  "network",
  "identity",
  "cluster",
  "workload",
  "data",
  "queues",
  "edge",
  "secrets",
  "images",
  "availability",
  "operations",
  "waivers",
] as const;

/** What a policy is about: one of {@link policyGroups}. */
export type PolicyGroup = (typeof policyGroups)[number];

/**
 * When a policy applies: `base` always; `prod` and `regulated` with that profile or a stricter one;
 * `optional` only where a pack turns it on; `correctness` always, because the result would not work otherwise.
 */
export type Profile = "base" | "prod" | "regulated" | "optional" | "correctness";

/** A control of a public benchmark or of another tool that asks for the same. */
export interface Anchor {
  /** E.g. `CIS-EKS 5.4.3`. */
  readonly control: string;
  readonly url?: string;
  /**
   * The types of the resources that the control is about, where the policy judges others as well: what it says of those
   * is not said of the control.
   */
  readonly about?: readonly string[];
}

/** What a policy's numbers and lists can be set to by a pack. */
export type Parameters = Readonly<Record<string, number | string | boolean | readonly string[]>>;

/** What a check sees. A check reads; it never changes anything and never looks at the clock. */
export interface CheckInput<P extends Parameters> {
  readonly model: Model;
  readonly graph: ResourceGraph;
  /** What is read out of the graph once for all policies. */
  readonly facts: Facts;
  /** The day of the run in UTC, `YYYY-MM-DD`: what has an end is judged by it. */
  readonly today: string;
  readonly parameters: P;
  /** What was there before the edit that is judged, where a run knows it (`--against`). */
  readonly before?: BeforeInput;
}

/** An earlier state of the same system in the same environment. */
export interface BeforeInput {
  readonly model: Model;
  /** Under the addresses that the resources have now: what is moved is the same node in both. */
  readonly graph: ResourceGraph;
}

interface Verdict {
  /** The part of the spec that the verdict is about: what a waiver names. */
  readonly target: SpecPath;
  /** What it rests on, one step a line: `pool workers → subnet public-a → 0.0.0.0/0 → internet gateway`. */
  readonly evidence?: readonly string[];
  /** The resource or object that was judged, when there is one. */
  readonly resource?: Address;
}

/** A target that does what the policy asks. */
export interface Compliant extends Verdict {
  readonly verdict: "compliant";
}

/** A target that does not. */
export interface NotCompliant extends Verdict {
  readonly verdict: "not-compliant";
  /** Tells this finding from others of the same policy on the same target, and stays when lines move: `subnet:public-a`. */
  readonly key: string;
  /** Where to point in the spec; the target when absent. */
  readonly path?: SpecPath;
  /** What is wrong, naming the thing in quotes; lower case, no full stop. */
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
  /** The value at {@link path} that mends it, where the rule knows one that is right for everybody. */
  readonly fix?: EditValue;
  /** Where {@link fix} belongs, when not at {@link path}. What is missing on the way is made. */
  readonly fixAt?: SpecPath;
}

/** A target that cannot be judged, because a value is known only at apply: never counted as a pass. */
export interface NotEvaluated extends Verdict {
  readonly verdict: "not-evaluated";
  readonly reason: string;
}

/** What a check says of one target. */
export type RuleResult = Compliant | NotCompliant | NotEvaluated;

/** What a policy asks and why: all that the catalogue, `explain` and a pack need of it. */
export interface Policy<P extends Parameters = Parameters> {
  /** Kebab case, says the good state, never changes once released. */
  readonly id: string;
  readonly title: string;
  readonly group: PolicyGroup;
  readonly severity: Severity;
  readonly profile: Profile;
  /** Why it matters, in a sentence or two. */
  readonly rationale: string;
  /** What to change in the spec. */
  readonly remediation: string;
  /** Whether some findings have a fix, which `check --fix` makes. */
  readonly fixable?: true;
  readonly anchors: readonly Anchor[];
  readonly waivable: boolean;
  /** The longest time a waiver may last, in days. */
  readonly maxWaiverDays: number;
  /** The parameters with their defaults; a pack can set others of the same types. */
  readonly parameters: P;
}

/** A policy with its check. One file, one line in the registry, one fixture. */
export interface Rule<P extends Parameters = Parameters> extends Policy<P> {
  /**
   * `model` needs intent only; `graph` needs what the compiler made of it; `change` compares it with an earlier state,
   * and is asked only where there is one.
   */
  readonly stage: "model" | "graph" | "change";
  check(input: CheckInput<P>): readonly RuleResult[];
}

/** Declares a policy with its parameters typed, and gives it the common type. */
export function defineRule<P extends Parameters>(rule: Rule<P>): Rule {
  return rule as unknown as Rule;
}
