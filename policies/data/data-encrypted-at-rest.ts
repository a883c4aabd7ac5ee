import type { ResourceGraph } from "../../schema/graph/graph.ts";
import { about, cisAws, fsbp, tool } from "../anchors.ts";
import { byBucket } from "../facts/data-nodes.ts";
import { setTo } from "../facts/evidence.ts";
import { expectFlag, judgeNodes, type NodeVerdict } from "../facts/judge-nodes.ts";
import { items, knownFlag, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { storageClasses, type VolumeClaim, volumeClaims } from "../facts/volume-claims.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** What is kept is encrypted where it is kept. */
export const dataEncryptedAtRest = defineRule({
  id: "data-encrypted-at-rest",
  title: "Data is encrypted where it is kept",
  group: "data",
  severity: "critical",
  profile: "base",
  stage: "graph",
  rationale:
    "Disks, snapshots and copies of them change hands without anybody noticing. Encryption costs nothing, and most stores cannot be encrypted later without being made anew.",
  remediation:
    "Every store and volume of this language is encrypted, so this is a fault of the compiler: report it, with the spec.",
  anchors: [
    about(cisAws("3.2.1"), "aws_db_instance"),
    about(fsbp("EC2.3"), "kubernetes_storage_class_v1"),
    about(fsbp("RDS.3"), "aws_db_instance"),
    about(fsbp("ElastiCache.4"), "aws_elasticache_replication_group"),
    tool("cdk-nag", "RDS2"),
    tool("cdk-nag", "AEC3"),
    tool("Checkov", "CKV_AWS_16"),
    tool("Checkov", "CKV_AWS_19"),
    tool("Checkov", "CKV_AWS_29"),
    tool("Trivy", "AWS-0080"),
    tool("hardeneks", "use_encryption_with_ebs"),
  ],
  waivable: true,
  maxWaiverDays: 30,
  parameters: {},
  check({ graph }) {
    const encryptions = byBucket(graph, "aws_s3_bucket_server_side_encryption_configuration");
    const unknown = "whether it is encrypted is known only at apply";
    const fault = (node: { readonly name: string }, thing: string) => ({
      key: label(node),
      message: `${thing} "${label(node)}" is not encrypted`,
      expected: "encryption",
      actual: "none",
    });
    const databases = judgeNodes(graph.resources("aws_db_instance"), (node) =>
      expectFlag(graph, { name: "storage_encrypted", value: node.config.storageEncrypted }, true, {
        unknown,
        fault: fault(node, "database"),
      }),
    );
    const caches = judgeNodes(graph.resources("aws_elasticache_replication_group"), (node) =>
      expectFlag(graph, { name: "at_rest_encryption_enabled", value: node.config.atRestEncryptionEnabled }, true, {
        unknown,
        fault: fault(node, "cache"),
      }),
    );
    const buckets = judgeNodes(graph.resources("aws_s3_bucket"), (node) => {
      const encryption = encryptions.get(node.address);
      const rules = items<EncryptionRule>(encryption?.config.rule ?? []);
      if (!rules) return { unknown };
      const algorithm = rules[0] && knownText(graph, algorithmOf(rules[0]));
      if (rules.length === 0)
        return [{ ...fault(node, "bucket"), seen: "no aws_s3_bucket_server_side_encryption_configuration" }];
      if (algorithm === undefined) return { unknown };
      return { proof: `${encryption?.type} ${encryption?.name} → ${setTo("sse_algorithm", algorithm)}` };
    });
    const classes = judgeNodes(graph.resources("kubernetes_storage_class_v1"), (node) => {
      const { encrypted } = (node.config.parameters ?? {}) as { readonly encrypted?: unknown };
      const flag = { name: "parameters.encrypted", value: encrypted };
      return expectFlag(graph, flag, true, { unknown, fault: fault(node, "storage class") });
    });
    return [...databases, ...caches, ...buckets, ...classes, ...volumes(graph)];
  },
});

/**
 * A volume is encrypted by its class. What is wrong with a class that is made here is said of the class.
 * `gp2` is EKS's own, `kubernetes.io/aws-ebs` with nothing but a type, and so encrypts nothing by itself:
 * https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi-migration-faq.html
 */
function volumes(graph: ResourceGraph): RuleResult[] {
  const classes = storageClasses(graph);
  return volumeClaims(graph).flatMap((claim) => judgeNodes([claim.node], () => judgeVolume(graph, classes, claim)));
}

function judgeVolume(
  graph: ResourceGraph,
  classes: ReturnType<typeof storageClasses>,
  { node, name, storageClass }: VolumeClaim,
): NodeVerdict | undefined {
  if (!storageClass) return { unknown: "the class of a volume is known only at apply" };
  const made = classes.get(storageClass.name);
  if (made) {
    const { encrypted } = (made.config.parameters ?? {}) as { readonly encrypted?: unknown };
    return knownFlag(graph, encrypted) ? { proof: `claim ${name} → storage class ${label(made)}` } : undefined;
  }
  if (storageClass.name !== "gp2")
    return { unknown: `nothing here makes the storage class ${storageClass.name ?? "of volumes that name none"}` };
  return [
    {
      setting: node.origin[0] === "services" ? ["stateful", "storageClass"] : ["storageClass"],
      key: `${node.type}/${node.name}:${name}`,
      message: `the volume "${name}" of ${node.type} "${node.name}" is not encrypted`,
      expected: "a storage class that encrypts",
      actual: "storage class gp2",
      seen: `claim ${name} → storage class gp2`,
    },
  ];
}

interface EncryptionRule {
  readonly applyServerSideEncryptionByDefault?: Algorithm | readonly Algorithm[];
}

interface Algorithm {
  readonly sseAlgorithm?: unknown;
}

function algorithmOf({ applyServerSideEncryptionByDefault: written }: EncryptionRule): unknown {
  return [written].flat()[0]?.sseAlgorithm;
}
