import { cisEks, fsbp, nsa, tool } from "../anchors.ts";
import { allSetTo } from "../facts/evidence.ts";
import { items } from "../facts/known.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** Kubernetes secrets are encrypted with a key of the system's own. */
export const eksSecretsKms = defineRule({
  id: "eks-secrets-kms",
  title: "Kubernetes secrets are encrypted with a customer key",
  group: "cluster",
  severity: "high",
  profile: "base",
  stage: "graph",
  rationale:
    "With a key of your own, secrets in etcd are unreadable without a KMS call that is logged and can be denied. It can be turned on later but never off, and changing the key replaces the cluster: it belongs in the first version.",
  remediation: "Leave `cluster.encryptSecrets` at its default, true.",
  anchors: [cisEks("5.3.1"), fsbp("EKS.3"), nsa("C-0066"), tool("Checkov", "CKV_AWS_58"), tool("Trivy", "AWS-0039")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    const target = ["cluster"] as const;
    return graph.resources("aws_eks_cluster").map((cluster): RuleResult => {
      const { encryptionConfig } = cluster.config;
      const resource = cluster.address;
      const resources = items<unknown>(encryptionConfig?.resources);
      if (!resources)
        return { verdict: "not-evaluated", target, reason: "what is encrypted is known only at apply", resource };
      // The key itself is a reference to what is made here; that there is one is what matters.
      const isEncrypted = resources.includes("secrets") && encryptionConfig?.provider?.keyArn !== undefined;
      const seen = encryptionConfig
        ? allSetTo({ resources: encryptionConfig.resources, key_arn: encryptionConfig.provider?.keyArn })
        : "encryption_config not set";
      const evidence = [`cluster ${cluster.name} → ${seen}`];
      if (isEncrypted) return { verdict: "compliant", target, evidence, resource };
      return {
        verdict: "not-compliant",
        target,
        path: ["cluster", "encryptSecrets"],
        key: "secrets",
        message: "Kubernetes secrets are not encrypted with a key of the system's own",
        expected: "encryption_config for secrets with a customer key",
        actual: encryptionConfig ? "a configuration without secrets or key" : "none",
        evidence,
        resource,
      };
    });
  },
});
