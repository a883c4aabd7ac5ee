import type { Policy } from "../../../policies/rule.ts";
import { section } from "./section.ts";

/** What a policy asks, why, how to meet it and how to waive it. */
export function explainPolicy(policy: Policy): string {
  const { id, title, severity, profile, rationale, remediation, anchors, parameters } = policy;
  return [
    `${id}: ${title}\n${severity}, profile ${profile}\n`,
    section("why", [rationale]),
    section("what to do", [
      remediation,
      ...(policy.fixable ? ["`groundplan check --fix` does it, where one edit is right for everybody."] : []),
    ]),
    section(
      "asked for by",
      anchors.map(({ control, url }) => (url === undefined ? control : `${control}  ${url}`)),
    ),
    section(
      "parameters, which a pack can set",
      Object.entries(parameters).map(([name, value]) => `${name}: ${JSON.stringify(value)}`),
    ),
    section("how to waive it", waiverLines(policy)),
  ].join("");
}

/** The same for programs. */
export function policyDocument(policy: Policy): object {
  const { id, title, group, severity, profile, rationale, remediation, waivable, maxWaiverDays } = policy;
  return {
    ...{ id, title, group, severity, profile, rationale, remediation, waivable, maxWaiverDays },
    fixable: policy.fixable === true,
    parameters: policy.parameters,
    anchors: policy.anchors.map(({ control, url }) => ({ control, url: url ?? null })),
  };
}

function waiverLines({ id, waivable, maxWaiverDays }: Policy): readonly string[] {
  if (!waivable) return ["It cannot be waived."];
  return [
    "waivers:",
    `  - policy: ${id}`,
    "    target: <the spec path that the finding names>",
    "    reason: <why this is acceptable here, for now>",
    "    owner: <who answers for it>",
    `    expires: <YYYY-MM-DD, at most ${maxWaiverDays} days from today>`,
  ];
}
