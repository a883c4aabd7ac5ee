import { parseJson } from "./parse-json.ts";

/** A rule by which images leave a repository: they are deleted, or go to an archive that no node can pull from. */
export interface LifecycleRule {
  /** `tagged` for some tags, `untagged`, or `any`. */
  readonly tagStatus: string;
  /** `imageCountMoreThan`, or one of the ages of an image. */
  readonly countType: string;
  /** Images or days, as {@link countType} says. */
  readonly countNumber: number;
  /** `archive` for what has left already. */
  readonly storageClass?: string;
}

/**
 * The rules of a lifecycle policy as ECR takes it; `undefined` where it would take none.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html
 */
export function lifecycleRules(policy: string): readonly LifecycleRule[] | undefined {
  const written = fieldOf(parseJson(policy), "rules");
  if (!Array.isArray(written) || written.length === 0) return undefined;
  const rules = written.map((rule) => fieldOf(rule, "selection"));
  return rules.every(isRule) ? rules : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function isRule(selection: unknown): selection is LifecycleRule {
  const isText = (name: string): boolean => typeof fieldOf(selection, name) === "string";
  return isText("tagStatus") && isText("countType") && Number.isInteger(fieldOf(selection, "countNumber"));
}
