import { formatSpecPath } from "../../schema/spec-path.ts";
import { fsbp } from "../anchors.ts";
import { declaredPorts } from "../facts/declared-exposures.ts";
import { evidenceOf } from "../facts/reachability/answer.ts";
import type { Exposure } from "../facts/reachability/internet.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** The internet gets to the services of public routes, on their ports, and to nothing else. */
export const accessInternetDeclared = defineRule({
  id: "access-internet-declared",
  title: "The internet reaches only what a route declares",
  group: "access",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "A service that the internet reaches is built for that: it authenticates, limits and logs. One that is reached by accident is not.",
  remediation:
    "Declare the way as a route with the scheme `internet-facing`, or close it: it comes from an entry of `overrides`, or it is a fault of the compiler.",
  anchors: [fsbp("EC2.18")],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ model, facts: { reachability } }) {
    return reachability.exposures().map((exposure) => judge(exposure, declaredPorts(model, exposure)));
  },
});

function judge({ item, through, ports, answer, resource }: Exposure, declared: readonly number[]): RuleResult {
  const evidence = [evidenceOf(answer)];
  const name = formatSpecPath(item);
  const target = through;
  const undeclared = ports.filter((port) => !declared.includes(port));
  const isDeclared = ports.length > 0 && undeclared.length === 0;
  if (isDeclared || answer.reaches === "no") return { verdict: "compliant", target, evidence, resource };
  if (answer.reaches === "unknown")
    return { verdict: "not-evaluated", target, reason: `${name}: ${answer.reason}`, evidence, resource };
  return {
    verdict: "not-compliant",
    target,
    key: `internet:${name}:${undeclared.join(",")}`,
    message: `the internet reaches ${name} on port ${undeclared.join(", ")}, which no public route declares`,
    expected: "a public route to it, or no way",
    actual: `a way on port ${undeclared.join(", ")}`,
    evidence,
    resource,
  };
}
