import type { PolicyFinding } from "../../../policies/check-report.ts";
import { formatSpecPath, parseSpecPath } from "../../../schema/spec-path.ts";
import { type FoundIn, inEnvironment } from "../open-findings.ts";
import { UsageError } from "../usage-error.ts";

/** What the arguments of `groundplan waive` say of the finding that they mean. */
export interface MeantBy {
  readonly environment: string | undefined;
  readonly target: string | undefined;
  readonly key: string | undefined;
}

/** The open finding that the arguments mean, the first of them where they mean all of a target. */
export function findingMeant(policy: string, everywhere: readonly FoundIn[], meant: MeantBy): PolicyFinding {
  const named = meant.target === undefined ? undefined : asPath(meant.target);
  const ofPolicy = everywhere.filter(({ finding }) => finding.policy === policy);
  const open = ofPolicy.filter(({ environment }) => environment === meant.environment).map(({ finding }) => finding);
  const targets = [...new Set(open.map(targetOf))];
  const chosen = named ?? (targets.length === 1 ? targets[0] : undefined);
  if (targets.length > 0 && chosen === undefined)
    throw new UsageError(`"${policy}" has findings on ${targets.length} targets`, `name one: ${targets.join(", ")}`);
  const onTarget = open.filter((finding) => targetOf(finding) === chosen);
  if (onTarget.length === 0) throw noneOpen(policy, ofPolicy, { ...meant, target: named }, targets);
  const found = onTarget.find(({ key }) => meant.key === undefined || key === meant.key);
  if (found) return found;
  const keys = onTarget.map(({ key }) => key).join(", ");
  throw new UsageError(`"${policy}" has no finding "${meant.key}" on "${chosen}"`, `its findings there are ${keys}`);
}

function noneOpen(
  policy: string,
  ofPolicy: readonly FoundIn[],
  { environment, target }: MeantBy,
  targets: readonly string[],
): UsageError {
  const where = target === undefined ? "" : ` on "${target}"`;
  const elsewhere = ofPolicy.find(({ finding }) => target === undefined || targetOf(finding) === target);
  const message = `"${policy}" has no open finding${where}`;
  if (!elsewhere) {
    const help =
      targets.length > 0 ? `it has one on ${targets.join(", ")}` : "`groundplan check` lists the open findings";
    return new UsageError(message, help);
  }
  return new UsageError(
    `${message}${environment === undefined ? " without an environment" : inEnvironment(environment)}`,
    elsewhere.environment === undefined
      ? "there is one without an environment: leave --env out"
      : `"${elsewhere.environment}" has one: add --env ${elsewhere.environment}`,
  );
}

function targetOf({ target }: PolicyFinding): string {
  return formatSpecPath(target);
}

/** A path can be written in several ways: `routes."public"` is `routes.public`. */
function asPath(text: string): string {
  const path = parseSpecPath(text);
  return path ? formatSpecPath(path) : text;
}
