import type { TerraformNode } from "../../schema/graph/graph.ts";
import { cisEks, fsbp, tool } from "../anchors.ts";
import { expectFlag, type Flag, judgeNodes } from "../facts/judge-nodes.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Known flaws of an image are known here, too. */
export const imageScanOnPush = defineRule({
  id: "image-scan-on-push",
  title: "Images are scanned when they are pushed",
  group: "images",
  severity: "medium",
  profile: "base",
  stage: "graph",
  rationale:
    "An image carries hundreds of packages that nobody here wrote. A scan at the push names those with known flaws before they run, and costs nothing.",
  remediation: "Leave `image.scan` of the service at true.",
  fixable: true,
  anchors: [cisEks("5.1.1"), fsbp("ECR.1"), tool("Checkov", "CKV_AWS_163"), tool("Trivy", "AWS-0030")],
  waivable: true,
  maxWaiverDays: 180,
  parameters: {},
  check({ graph }) {
    return judgeNodes(graph.resources("aws_ecr_repository"), (repository) =>
      expectFlag(graph, scanOnPush(repository), true, {
        unknown: "whether images are scanned is known only at apply",
        fault: {
          setting: [...repository.origin.slice(2), "scan"],
          key: `repository:${label(repository)}`,
          message: `images of repository "${label(repository)}" are not scanned`,
          expected: "scan on push",
          actual: "no scan",
          fix: true,
        },
      }),
    );
  },
});

function scanOnPush({ config }: TerraformNode<"aws_ecr_repository">): Flag {
  return { name: "scan_on_push", value: config.imageScanningConfiguration?.scanOnPush };
}
