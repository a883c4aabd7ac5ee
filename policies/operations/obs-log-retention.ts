import { retentionPeriods } from "../../schema/catalogue/retention.ts";
import { count } from "../../schema/count.ts";
import { tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { known } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Logs are kept for a stated time, where the law asks for it for a year. */
export const obsLogRetention = defineRule({
  id: "obs-log-retention",
  title: "Logs are kept for a stated time",
  group: "operations",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "A log group without a retention is paid for for ever, and keeps personal data longer than anybody may. One with too short a retention has nothing left when a break-in is noticed, which takes months.",
  remediation:
    "Set `network.flowLogs.retention`, `cluster.logRetention` and `logRetention` of stores; with the profile regulated to 365d or more.",
  fixable: true,
  anchors: [
    tool("Checkov", "CKV_AWS_66"),
    tool("Checkov", "CKV_AWS_338"),
    tool("Checkov", "CKV_AWS_158"),
    tool("Trivy", "AWS-0017"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { days: 1, regulatedDays: 365 },
  check({ model, graph, parameters }) {
    const minimum = model.spec.profile === "regulated" ? parameters.regulatedDays : parameters.days;
    const fix = retentionPeriods.find((days) => days >= minimum);
    return judgeNodes(graph.resources("aws_cloudwatch_log_group"), (group) => {
      const days = known(graph, group.config.retentionInDays ?? 0);
      if (typeof days !== "number") return { unknown: "how long logs are kept is known only at apply" };
      const seen = setTo("retention_in_days", group.config.retentionInDays);
      if (days >= minimum) return { proof: seen };
      return [
        {
          setting: settingOf(group.origin),
          key: label(group),
          message: `the log group "${label(group)}" ${days === 0 ? "is kept for ever" : `is kept for ${count(days, "day")}`}`,
          expected: minimum === 1 ? "a retention" : `${count(minimum, "day")} or more`,
          actual: days === 0 ? "no retention" : count(days, "day"),
          seen,
          ...(fix !== undefined && { fix: `${fix}d` }),
        },
      ];
    });
  },
});

/** Where the retention of a group is said, below the part of the spec that it belongs to. */
function settingOf([section, part]: readonly (string | number)[]): readonly string[] {
  if (section === "network") return [String(part), "retention"];
  return ["logRetention"];
}
