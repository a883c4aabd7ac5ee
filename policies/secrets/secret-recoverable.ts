import { awsDocs } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { known } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** A secret that is deleted by mistake can be brought back. */
export const secretRecoverable = defineRule({
  id: "secret-recoverable",
  title: "Deleted secrets can be brought back",
  group: "secrets",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Secrets have no backup: their values are in Secrets Manager alone, put in by hand. A key that is renamed deletes one, and services notice at their next start, days later.",
  remediation: "Take `recoveryWindowInDays` out of `overrides`, or set it to 7 or more.",
  anchors: [awsDocs("Delete a Secrets Manager secret", "secretsmanager/latest/userguide/manage_delete-secret.html")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: { days: 7 },
  check({ graph, parameters }) {
    return judgeNodes(graph.resources("aws_secretsmanager_secret"), (secret) => {
      // The provider's default is 30 days; 0 deletes at once.
      const days = known(graph, secret.config.recoveryWindowInDays ?? 30);
      if (days === undefined) return { unknown: "how long it can be brought back is known only at apply" };
      if (Number(days) >= parameters.days) return { proof: `recovery_window_in_days = ${days}` };
      return [
        {
          key: label(secret),
          message: `secret "${label(secret)}" ${days === 0 ? "is gone at once" : "cannot be brought back for long"} when it is deleted`,
          expected: `recovery_window_in_days = ${parameters.days} or more`,
          actual: `recovery_window_in_days = ${days}`,
        },
      ];
    });
  },
});
