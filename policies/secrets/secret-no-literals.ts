import { groupBy } from "../../schema/group-by.ts";
import { formatSpecPath } from "../../schema/spec-path.ts";
import { nsa, securityHub, tool } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import { type Literal, literals } from "../facts/literals.ts";
import {
  type EntropyLimits,
  formatLikeness,
  secretLikeness,
  secretParts,
  usualLimits,
} from "../facts/secret-likeness.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** No secret is written into a spec. What is found is never repeated, in any report. */
export const secretNoLiterals = defineRule({
  id: "secret-no-literals",
  title: "No secret is written down",
  group: "secrets",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "What is in a spec is in Git, in Terraform's state and in the pod's description, for everybody who can read any of them and for as long as they exist.",
  remediation:
    "Declare the secret under `secrets`, put its value into Secrets Manager, and name it in the service's `secrets`. Then change the value: it has been seen.",
  anchors: [
    nsa("C-0012"),
    securityHub("ECS.8"),
    tool("Checkov", "CKV_AWS_46"),
    tool("Trivy", "AWS-0036"),
    tool("Trivy", "KSV-0109"),
    tool("Polaris", "sensitiveContainerEnvVar"),
  ],
  waivable: true,
  maxWaiverDays: 90,
  parameters: { ...usualLimits, harmlessNames: [] as readonly string[] },
  check({ model, graph, facts, parameters }) {
    const byTarget = groupBy(literals(model, graph, facts.pods), ({ target }) => formatSpecPath(target));
    const unknown = facts.pods
      .filter(({ isComplete }) => !isComplete)
      .map(({ target }): RuleResult => ({ verdict: "not-evaluated", target, reason: "known only at apply" }));
    const judged = [...byTarget.values()].flatMap((ofTarget): RuleResult[] => {
      const suspects = ofTarget
        .flatMap((literal) => (literal.kind === "document" ? documentSuspects : valueSuspects)(literal, parameters))
        .filter(({ name }) => !parameters.harmlessNames.includes(name));
      const faults = new Map(suspects.map((suspect) => [suspect.key, notCompliant(suspect)]));
      const [{ target } = { target: [] }] = ofTarget;
      if (faults.size > 0) return [...faults.values()];
      const seen = namesOf(ofTarget.map((literal) => literal.label));
      return [{ verdict: "compliant", target, evidence: [`${formatSpecPath(target)} → ${seen} → no secret`] }];
    });
    return [...judged, ...unknown];
  },
});

/** A literal, and what makes it look like a secret. */
interface Suspect extends Literal {
  readonly likeness: string;
}

function valueSuspects(literal: Literal, limits: EntropyLimits): readonly Suspect[] {
  const likeness = secretLikeness(literal.name, literal.value, limits);
  return likeness === undefined ? [] : [{ ...literal, likeness }];
}

/** A document is of a provider's format as a whole, and each of its lines has a name. What is commented out is not set. */
function documentSuspects(literal: Literal, limits: EntropyLimits): readonly Suspect[] {
  const likeness = formatLikeness(literal.value);
  const lines = literal.value.replaceAll(/^[ \t]*(?:#|;|\/\/ ).*$/gm, "");
  const parts = secretParts(lines, limits).map(({ name, likeness }) => {
    return { ...literal, key: `${literal.key}:${name}`, name, likeness };
  });
  return likeness === undefined ? parts : [{ ...literal, likeness }, ...parts];
}

function notCompliant({ target, path, key, label, resource, likeness }: Suspect): RuleResult {
  return {
    verdict: "not-compliant",
    target,
    path,
    key,
    message: `${label} ${likeness}`,
    expected: "a reference to a secret",
    actual: "a literal, which is not shown here",
    evidence: [`${formatSpecPath(target)} → ${label} → ${likeness}`],
    resource,
  };
}
