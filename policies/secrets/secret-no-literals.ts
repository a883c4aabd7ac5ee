import { formatSpecPath } from "../../schema/spec-path.ts";
import { nsa, securityHub, tool } from "../anchors.ts";
import { namesOf } from "../facts/evidence.ts";
import { groupBy } from "../facts/group-by.ts";
import { type Literal, literals } from "../facts/literals.ts";
import { secretLikeness } from "../facts/secret-likeness.ts";
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
  parameters: { bitsPerCharacter: 4.2, minimumLength: 24, harmlessNames: [] as readonly string[] },
  check({ model, graph, facts, parameters }) {
    const byTarget = groupBy(literals(model, graph, facts.pods), ({ target }) => formatSpecPath(target));
    const unknown = facts.pods
      .filter(({ isComplete }) => !isComplete)
      .map(({ target }): RuleResult => ({ verdict: "not-evaluated", target, reason: "known only at apply" }));
    const judged = [...byTarget.values()].flatMap((ofTarget): RuleResult[] => {
      const faults = new Map<string, RuleResult>();
      for (const literal of ofTarget) {
        if (parameters.harmlessNames.includes(literal.name)) continue;
        const likeness = secretLikeness(literal.name, literal.value, parameters);
        if (likeness) faults.set(literal.key, notCompliant(literal, likeness));
      }
      const [{ target } = { target: [] }] = ofTarget;
      if (faults.size > 0) return [...faults.values()];
      const seen = namesOf(ofTarget.map((literal) => literal.label));
      return [{ verdict: "compliant", target, evidence: [`${formatSpecPath(target)} → ${seen} → no secret`] }];
    });
    return [...judged, ...unknown];
  },
});

function notCompliant({ target, path, key, label, resource }: Literal, likeness: string): RuleResult {
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
