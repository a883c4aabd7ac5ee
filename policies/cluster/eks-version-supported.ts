import { fsbp, tool } from "../anchors.ts";
import { isBeforeStandardSupport, standardSupport } from "../facts/eks-versions.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { defineRule } from "../rule.ts";

/** The cluster runs a version that AWS still maintains at the usual price. */
export const eksVersionSupported = defineRule({
  id: "eks-version-supported",
  title: "The Kubernetes version is in standard support",
  group: "cluster",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "After the end of standard support AWS upgrades the cluster by itself, on a day that nobody chose, or charges six times the price for extended support. New flaws are fixed late or not at all.",
  remediation: "Raise `cluster.version`, one minor version at a time.",
  anchors: [fsbp("EKS.2"), tool("Checkov", "CKV_AWS_339"), tool("hardeneks", "check_eks_version")],
  waivable: true,
  maxWaiverDays: 90,
  parameters: {},
  check({ graph, today }) {
    return judgeNodes(graph.resources("aws_eks_cluster"), ({ config }) => {
      if (config.version === undefined)
        return [
          {
            setting: ["version"],
            key: "version",
            message: "the cluster names no Kubernetes version",
            expected: "a pinned version",
            actual: "whatever AWS chooses",
            seen: "version not set",
          },
        ];
      const version = knownText(graph, config.version) ?? "";
      const lastDay = standardSupport[version];
      if (lastDay === undefined && isBeforeStandardSupport(version))
        return [
          {
            setting: ["version"],
            key: "version",
            message: `the standard support of Kubernetes ${version} has ended`,
            expected: "a version in standard support",
            actual: version,
            seen: `version = ${version} → its standard support has ended`,
          },
        ];
      if (lastDay === undefined) return { unknown: `how long version "${version}" is supported is not known here` };
      if (today <= lastDay) return { proof: `version = ${version} → supported until ${lastDay}` };
      return [
        {
          setting: ["version"],
          key: "version",
          message: `the standard support of Kubernetes ${version} ended on ${lastDay}`,
          expected: "a version in standard support",
          actual: version,
          seen: `version = ${version} → supported until ${lastDay}`,
        },
      ];
    });
  },
});
