import type { Policy } from "../rule.ts";

const common = {
  group: "waivers",
  profile: "base",
  waivable: false,
  maxWaiverDays: 0,
  parameters: {},
} as const satisfies Partial<Policy>;

/** A waiver says what, why, who and until when, and can be taken at its word. */
export const waiverValid: Policy = {
  ...common,
  id: "waiver-valid",
  title: "Waivers are complete",
  severity: "high",
  rationale:
    "A waiver with a wrong name or path hides nothing and looks as if it did; one without a reason or an end is a policy switched off.",
  remediation:
    "Name an existing policy and target, give a reason of ten characters or more, and a last day within the policy's limit.",
  anchors: [{ control: "cdk-nag: suppressions need a reason", url: "https://github.com/cdklabs/cdk-nag" }],
};

/** The last day of a waiver is not past. */
export const waiverExpired: Policy = {
  ...common,
  id: "waiver-expired",
  title: "Waivers are in force",
  severity: "high",
  rationale:
    "What was accepted until a day is no longer accepted after it: the finding is open again, at its own severity.",
  remediation: "Fix what the waiver excuses and remove it, or have its owner decide again and set a new last day.",
  anchors: [{ control: "Trivy expired_at", url: "https://trivy.dev/latest/docs/configuration/filtering/" }],
};

/** A waiver excuses something. */
export const waiverUnused: Policy = {
  ...common,
  id: "waiver-unused",
  title: "Waivers excuse something",
  severity: "medium",
  rationale:
    "A waiver that nothing needs any more is an excuse in store for the next mistake of the same kind, which would then pass unseen.",
  remediation: "Remove the waiver.",
  fixable: true,
  anchors: [
    {
      control: "ESLint --report-unused-disable-directives",
      url: "https://eslint.org/docs/latest/use/command-line-interface#--report-unused-disable-directives",
    },
  ],
};

/** The owners of a policy decide whether it can be waived at all. */
export const waiverNotAllowed: Policy = {
  ...common,
  id: "waiver-not-allowed",
  title: "Only waivable policies are waived",
  severity: "critical",
  rationale:
    "Some policies cannot be excused by those who are subject to them: the result would not work, or their owners say no.",
  remediation: "Remove the waiver and fix the finding, or ask the owners of the policy pack.",
  anchors: [
    {
      control: "Polaris --disallow-exemptions",
      url: "https://polaris.docs.fairwinds.com/customization/exemptions/",
    },
  ],
};

/** The policies about waivers themselves. They have no check of their own: applying the waivers is it. */
export const waiverPolicies: readonly Policy[] = [waiverExpired, waiverNotAllowed, waiverUnused, waiverValid];
