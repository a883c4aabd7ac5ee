import type { Severity } from "../../schema/finding.ts";
import type { PolicyGroup, Profile } from "../rule.ts";

/** Text, a number or a flag, as a condition compares it. */
export type Scalar = string | number | boolean;

/** What is asked of one field. Everything that is said must hold. */
export interface Condition {
  readonly equals?: Scalar;
  readonly oneOf?: readonly Scalar[];
  /** A regular expression that is found somewhere in the text. */
  readonly matches?: string;
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly present?: true;
  readonly absent?: true;
}

/** Conditions by the path of their field; `*` in a path stands for every item of a list or map. */
export type Conditions = Readonly<Record<string, Condition>>;

/** Which parts of a system a rule is about: exactly one of `spec`, `resource` and `object`, and of those some. */
export interface Selection {
  /** A path of the resolved spec, with `*` for every item: `services.*`. */
  readonly spec?: string;
  /** A Terraform type: `aws_sqs_queue`. */
  readonly resource?: string;
  /** A Kubernetes kind: `Deployment`. */
  readonly object?: string;
  readonly where?: Conditions;
}

/** A rule as a pack writes it: data, no code. */
export interface DeclaredRule {
  readonly title: string;
  readonly severity: Severity;
  readonly group?: PolicyGroup;
  readonly profile?: Exclude<Profile, "correctness">;
  readonly rationale: string;
  readonly remediation: string;
  readonly waivable?: boolean;
  readonly maxWaiverDays?: number;
  readonly select: Selection;
  readonly require: Conditions;
  /** What a finding says: `{name}`, `{field}`, `{expected}` and `{actual}` stand for what was found. */
  readonly message: string;
}
