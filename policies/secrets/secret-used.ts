import { awsDocs } from "../anchors.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Every secret has somebody who needs it. */
export const secretUsed = defineRule({
  id: "secret-used",
  title: "Every secret has a reader",
  group: "secrets",
  severity: "low",
  profile: "base",
  stage: "model",
  rationale:
    "A secret that nobody reads is still a password to something, is changed by nobody, and is paid for by the month. What leaks of it is found by nobody.",
  remediation:
    "Name the secret in `secrets` or `uses` of a service, or as `secret` of a store, or take it away. Where another system reads it, waive this with a reason that names it.",
  anchors: [
    awsDocs(
      "Security Hub: [SecretsManager.3] Remove unused Secrets Manager secrets, by the day of its last use",
      "securityhub/latest/userguide/secretsmanager-controls.html#secretsmanager-3",
    ),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ model: { spec } }) {
    const services = Object.entries(spec.services).flatMap(([service, { secrets, uses }]) => [
      ...Object.values(secrets).map(({ secret }) => ({ secret, reader: `service ${service}` })),
      ...Object.keys(uses).map((secret) => ({ secret, reader: `service ${service}` })),
    ]);
    const stores = Object.entries(spec.stores).flatMap(([store, each]) =>
      "secret" in each && each.secret !== undefined ? [{ secret: each.secret, reader: `store ${store}` }] : [],
    );
    const readers = [...services, ...stores];
    return Object.keys(spec.secrets).map((secret): RuleResult => {
      const own = [...new Set(readers.filter((each) => each.secret === secret).map(({ reader }) => reader))];
      const target = ["secrets", secret];
      const evidence = [`secret ${secret} → ${own.join(", ") || "nobody"}`];
      if (own.length > 0) return { verdict: "compliant", target, evidence };
      return {
        verdict: "not-compliant",
        target,
        key: "unused",
        message: `nobody reads the secret "${secret}"`,
        expected: "a service or a store that names it",
        actual: "nobody",
        evidence,
      };
    });
  },
});
