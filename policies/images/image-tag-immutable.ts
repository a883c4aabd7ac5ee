import { fsbp, tool } from "../anchors.ts";
import { setTo } from "../facts/evidence.ts";
import { knownText } from "../facts/known.ts";
import { label, specItem } from "../facts/spec-item.ts";
import { defineRule, type RuleResult } from "../rule.ts";

/** A tag in the system's own repositories means the same image for ever. */
export const imageTagImmutable = defineRule({
  id: "image-tag-immutable",
  title: "Image tags cannot be moved",
  group: "images",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "Where a tag can be pushed again, the image that was reviewed and scanned need not be the one that runs, and whoever can push can change production without a deployment.",
  remediation: "Leave `image.immutable` at true, and give every build a tag of its own.",
  fixable: true,
  anchors: [
    fsbp("ECR.2"),
    tool("Checkov", "CKV_AWS_51"),
    tool("Trivy", "AWS-0031"),
    tool("hardeneks", "use_immutable_tags_with_ecr"),
  ],
  waivable: true,
  maxWaiverDays: 365,
  parameters: {},
  check({ graph }) {
    return graph.resources("aws_ecr_repository").map((repository): RuleResult => {
      const target = specItem(repository.origin);
      const resource = repository.address;
      const written = repository.config.imageTagMutability;
      const mutability = knownText(graph, written ?? "MUTABLE");
      if (mutability === undefined)
        return { verdict: "not-evaluated", target, reason: "known only at apply", resource };
      const evidence = [`repository ${label(repository)} → ${setTo("image_tag_mutability", written)}`];
      if (mutability === "IMMUTABLE") return { verdict: "compliant", target, evidence, resource };
      return {
        verdict: "not-compliant",
        target,
        path: [...repository.origin, "immutable"],
        key: `repository:${label(repository)}`,
        message: `tags of the repository "${label(repository)}" can be moved to another image`,
        expected: "IMMUTABLE",
        actual: mutability,
        fix: true,
        evidence,
        resource,
      };
    });
  },
});
