import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { isReference, isTemplate } from "../../schema/graph/value.ts";
import { documentStatements } from "./document-statements.ts";
import { jsonStatements } from "./json-statements.ts";
import { knownText } from "./known.ts";
import { parseJson } from "./parse-json.ts";
import { mistakenPolicy, unknownPolicy } from "./unread-policy.ts";

/** A condition of a statement. Variable and values may hold references. */
export interface Condition {
  readonly test: string;
  readonly variable: unknown;
  readonly values: readonly unknown[];
}

/** A statement of an IAM policy, wherever it was written. Text may hold references. */
export interface PolicyStatement {
  readonly effect: string;
  readonly actions: readonly unknown[];
  readonly notActions: readonly unknown[];
  /** `*` where a statement allows all but {@link notResources}: nobody can tell what that leaves. */
  readonly resources: readonly unknown[];
  readonly notResources: readonly unknown[];
  /** Everybody (`*`) where a statement allows all but some. */
  readonly principals: readonly { readonly type: string; readonly identifiers: readonly unknown[] }[];
  readonly conditions: readonly Condition[];
}

/** A policy that cannot be read. */
export interface UnreadPolicy {
  /** Why not, as the end of a sentence about the policy. */
  readonly unread: string;
  /** What IAM refuses in it, where that is why. */
  readonly mistake?: string;
}

/** What a policy says. */
export type PolicyText = { readonly statements: readonly PolicyStatement[] } | UnreadPolicy;

/** A policy given as a `data.aws_iam_policy_document`, as JSON text or as an object. */
export function policyText(graph: ResourceGraph, policy: unknown): PolicyText {
  if (policy === undefined || policy === null) return mistakenPolicy("there is none");
  const document = graph.follow(policy, "data.aws_iam_policy_document");
  if (document) return documentStatements(graph, document.config, (merged) => policyText(graph, merged));
  if (typeof policy === "object" && !isReference(policy) && !isTemplate(policy)) return jsonStatements(policy);
  const json = knownText(graph, policy);
  return json === undefined ? unknownPolicy : jsonStatements(parseJson(json));
}

/** The statements of a policy as {@link policyText} reads it; `undefined` where nobody can. */
export function policyStatements(graph: ResourceGraph, policy: unknown): readonly PolicyStatement[] | undefined {
  const text = policyText(graph, policy);
  return "statements" in text ? text.statements : undefined;
}
