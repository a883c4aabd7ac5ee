import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { tool } from "../anchors.ts";
import { byBucket } from "../facts/data-nodes.ts";
import { judgeNodes, type NodeFault, type NodeVerdict } from "../facts/judge-nodes.ts";
import { type KeyOwner, keyOwner } from "../facts/key-owner.ts";
import { items } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Who may decrypt what stores hold is this account's own to say, and to take back. */
export const dataCustomerKeys = defineRule({
  id: "data-customer-keys",
  title: "Stores and secrets are encrypted with keys of the account's own",
  group: "data",
  severity: "low",
  profile: "regulated",
  stage: "graph",
  rationale:
    "AWS's own keys can be used by everybody whom IAM lets read the store, and by no other account. A key of one's own has a policy that says who decrypts, leaves a trace of each use, and can be withdrawn from everybody at once.",
  remediation:
    "Take the key (`kmsKeyId`, `performanceInsightsKmsKeyId`, `masterUserSecretKmsKeyId`, or the encryption of a bucket) out of `overrides`: every store is made with the system's own.",
  anchors: [
    tool("Checkov", "CKV_AWS_145"),
    tool("Checkov", "CKV_AWS_149"),
    tool("Checkov", "CKV_AWS_191"),
    tool("Checkov", "CKV_AWS_354"),
    tool("Trivy", "AWS-0078"),
    tool("Trivy", "AWS-0098"),
    tool("Trivy", "AWS-0132"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    const encryptions = byBucket(graph, "aws_s3_bucket_server_side_encryption_configuration");
    return [
      ...judgeNodes(graph.resources("aws_db_instance"), (node) =>
        judge(graph, `database "${label(node)}"`, {
          kms_key_id: node.config.kmsKeyId,
          performance_insights_kms_key_id: node.config.performanceInsightsKmsKeyId,
          master_user_secret_kms_key_id: node.config.masterUserSecretKmsKeyId,
        }),
      ),
      ...judgeNodes(graph.resources("aws_elasticache_replication_group"), (node) =>
        judge(graph, `cache "${label(node)}"`, { kms_key_id: node.config.kmsKeyId }),
      ),
      ...judgeNodes(graph.resources("aws_s3_bucket"), (node) => {
        const rules = items<EncryptionRule>(encryptions.get(node.address)?.config.rule);
        if (!rules) return { unknown: "how it is encrypted is known only at apply" };
        const key = [rules[0]?.applyServerSideEncryptionByDefault].flat()[0]?.kmsMasterKeyId;
        return judge(graph, `bucket "${label(node)}"`, { kms_master_key_id: key });
      }),
      ...judgeNodes(graph.resources("aws_secretsmanager_secret"), (node) =>
        judge(graph, `secret "${label(node)}"`, { kms_key_id: node.config.kmsKeyId }),
      ),
    ];
  },
});

interface EncryptionRule {
  readonly applyServerSideEncryptionByDefault?: Encryption | readonly Encryption[];
}

interface Encryption {
  readonly kmsMasterKeyId?: unknown;
}

function judge(graph: ResourceGraph, who: string, written: Readonly<Record<string, unknown>>): NodeVerdict {
  const keys = Object.entries(written).map(([name, value]) => ({ name, owner: keyOwner(graph, value) }));
  const foreign = keys.filter(({ owner }) => owner.of === "aws");
  if (foreign.length > 0)
    return foreign.map(
      ({ name, owner }): NodeFault => ({
        key: name,
        message: `${who} is encrypted with a key of AWS's own`,
        expected: `${name} of a key of the account's own`,
        actual: `${name} = ${nameOf(owner)}`,
      }),
    );
  if (keys.some(({ owner }) => owner.of === "unknown")) return { unknown: "its key is known only at apply" };
  return { proof: keys.map(({ name, owner }) => `${name} = ${nameOf(owner)}`) };
}

function nameOf(owner: KeyOwner): string {
  return owner.of === "unknown" ? "?" : owner.name;
}
