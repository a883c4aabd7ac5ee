import { tool } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { keyOwner } from "../facts/key-owner.ts";
import { items, knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Images are encrypted with a key of the account's own. Most systems have nothing secret in them: a pack turns it on. */
export const imageRepoCustomerKeys = defineRule({
  id: "image-repo-customer-keys",
  title: "Repositories are encrypted with keys of the account's own",
  group: "images",
  severity: "info",
  profile: "optional",
  stage: "graph",
  rationale:
    "ECR encrypts every image with a key of AWS's. A key of one's own has a policy that says who decrypts; a repository whose encryption changes is made anew, without its images.",
  remediation:
    'Set `encryptionConfiguration: { 0: { encryptionType: KMS, kmsKey: "arn:aws:kms:…" } }` of the repository under `overrides` (`registry/aws_ecr_repository.<name>`) before its first image, with a key that exists.',
  anchors: [tool("Checkov", "CKV_AWS_136"), tool("Trivy", "AWS-0033")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_ecr_repository"), (repository) => {
      const configurations = items<Encryption>(repository.config.encryptionConfiguration);
      const type = knownText(graph, configurations?.[0]?.encryptionType ?? "AES256");
      if (!configurations || type === undefined) return { unknown: "how it is encrypted is known only at apply" };
      const owner = keyOwner(graph, configurations[0]?.kmsKey);
      if (type !== "AES256" && owner.of === "unknown") return { unknown: "its key is known only at apply" };
      if (type !== "AES256" && owner.of === "account") return { proof: `kms_key = ${owner.name}` };
      return [
        {
          key: `repository:${label(repository)}`,
          message: `repository "${label(repository)}" is encrypted with a key of AWS's own`,
          expected: "kms_key of a key of the account's own",
          actual: `encryption_type = ${type}`,
        },
      ];
    });
  },
});

interface Encryption {
  readonly encryptionType?: unknown;
  readonly kmsKey?: unknown;
}
