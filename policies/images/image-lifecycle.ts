import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { eksBestPractice, fsbp } from "../anchors.ts";
import { judgeNodes } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { label } from "../facts/spec-item.ts";
import { defineRule } from "../rule.ts";

/** Old images go, and those that a rollback needs stay. */
export const imageLifecycle = defineRule({
  id: "image-lifecycle",
  title: "Repositories keep some images, and not all",
  group: "images",
  severity: "low",
  profile: "base",
  stage: "graph",
  rationale:
    "Without an end a repository grows for ever. With too early a one the image that still runs, or that a rollback needs, is gone when a node has to pull it again.",
  remediation: "Set `image.keep` of the service to 5 or more.",
  fixable: true,
  anchors: [fsbp("ECR.3"), eksBestPractice("Implement lifecycle policies for ECR", "image-security")],
  waivable: true,
  maxWaiverDays: 365,
  parameters: { keep: 5 },
  check({ graph, parameters }) {
    const policies = policiesByRepository(graph);
    return judgeNodes(graph.resources("aws_ecr_repository"), (repository) => {
      const fault = (message: string, expected: string, actual: string) => [
        {
          setting: [...repository.origin.slice(2), "keep"],
          key: `repository:${label(repository)}`,
          message,
          expected,
          actual,
          ...(actual !== "none" && { fix: parameters.keep }),
          seen: actual === "none" ? "no aws_ecr_lifecycle_policy" : `lifecycle policy → countNumber = ${actual}`,
        },
      ];
      if (!policies.has(repository.address))
        return fault(`repository "${label(repository)}" keeps every image for ever`, "a lifecycle policy", "none");
      const policy = policies.get(repository.address);
      const counts = policy === undefined ? undefined : countsOf(policy);
      if (!counts) return { unknown: "its lifecycle policy is known only at apply" };
      const fewest = Math.min(...counts);
      if (fewest >= parameters.keep) return { proof: `lifecycle policy → countNumber = ${fewest}` };
      const message = `repository "${label(repository)}" keeps ${fewest === 1 ? "one image" : `${fewest} images`}`;
      return fault(message, `${parameters.keep} images or more`, String(fewest));
    });
  },
});

function policiesByRepository(graph: ResourceGraph): ReadonlyMap<Address, string | undefined> {
  return new Map(
    graph.resources("aws_ecr_lifecycle_policy").flatMap(({ config }) => {
      const repository = graph.follow(config.repository, "aws_ecr_repository");
      return repository ? [[repository.address, knownText(graph, config.policy)] as const] : [];
    }),
  );
}

/** How many images each rule leaves. https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
function countsOf(policy: string): number[] {
  return [...policy.matchAll(/"countType":"imageCountMoreThan","countNumber":(\d+)/g)].map(([, count]) =>
    Number(count),
  );
}
