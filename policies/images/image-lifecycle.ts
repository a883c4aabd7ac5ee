import { count } from "../../schema/count.ts";
import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { Address } from "../../schema/graph/value.ts";
import { eksBestPractice, fsbp } from "../anchors.ts";
import { allSetTo } from "../facts/evidence.ts";
import { judgeNodes, type NodeFault, type Proof } from "../facts/judge-nodes.ts";
import { knownText } from "../facts/known.ts";
import { type LifecycleRule, lifecycleRules } from "../facts/lifecycle-rules.ts";
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
      const faults = (verdict: readonly Fault[]) => verdict.map((fault) => faultOf(repository, fault));
      if (!policies.has(repository.address))
        return faults([
          { message: "keeps every image for ever", actual: "none", seen: "no aws_ecr_lifecycle_policy", ...missing },
        ]);
      const policy = policies.get(repository.address);
      if (policy === undefined) return { unknown: "its lifecycle policy is known only at apply" };
      const verdict = judge(lifecycleRules(policy) ?? [], parameters.keep);
      return "proof" in verdict ? verdict : faults(verdict);
    });
  },
});

/** What is wrong with a repository: as a fault of its node, but for what follows from its name. */
interface Fault extends Pick<NodeFault, "message" | "expected" | "actual" | "fix" | "seen"> {
  /** Tells faults of one repository apart. */
  readonly kind?: string;
}

const missing = { expected: "a lifecycle policy for tagged images" };

/** Untagged images are not judged: nobody goes back to what lost its tag. */
function judge(rules: readonly LifecycleRule[], keep: number): Proof | readonly Fault[] {
  if (rules.length === 0)
    return [{ message: "has a lifecycle policy that ECR cannot read", actual: "no rule that ECR takes", ...missing }];
  const ofTagged = rules.filter(
    ({ tagStatus, storageClass }) => tagStatus !== "untagged" && storageClass !== "archive",
  );
  if (ofTagged.length === 0)
    return [{ message: "keeps every tagged image for ever", actual: "rules for untagged images only", ...missing }];
  const isByNumber = ({ countType }: LifecycleRule): boolean => countType === "imageCountMoreThan";
  const fewest = smallest(ofTagged.filter(isByNumber));
  const soonest = smallest(ofTagged.filter((rule) => !isByNumber(rule)));
  const faults = [
    ...(soonest ? [ageFault(soonest, keep)] : []),
    ...(fewest && fewest.countNumber < keep ? [numberFault(fewest, keep)] : []),
  ];
  return faults.length > 0 || !fewest ? faults : { proof: stepOf(fewest) };
}

function smallest(rules: readonly LifecycleRule[]): LifecycleRule | undefined {
  return rules.toSorted((left, right) => left.countNumber - right.countNumber)[0];
}

/** An age takes the image that runs as soon as nobody has pushed another for long enough. */
function ageFault(rule: LifecycleRule, keep: number): Fault {
  const after = `after ${count(rule.countNumber, "day")}`;
  return {
    kind: "age",
    message: `loses images by their age, ${after}`,
    expected: `${count(keep, "image")} or more, however old`,
    actual: after,
    seen: stepOf(rule),
  };
}

function numberFault(rule: LifecycleRule, keep: number): Fault {
  return {
    message: `keeps ${rule.countNumber === 1 ? "one image" : count(rule.countNumber, "image")}`,
    expected: `${count(keep, "image")} or more`,
    actual: String(rule.countNumber),
    fix: keep,
    seen: stepOf(rule),
  };
}

function stepOf({ countType, countNumber }: LifecycleRule): string {
  return `lifecycle policy → ${allSetTo({ countType, countNumber })}`;
}

function faultOf(repository: TerraformNode<"aws_ecr_repository">, { kind, message, ...fault }: Fault): NodeFault {
  const name = label(repository);
  return {
    setting: [...repository.origin.slice(2), "keep"],
    key: `repository:${name}${kind === undefined ? "" : `:${kind}`}`,
    message: `repository "${name}" ${message}`,
    ...fault,
  };
}

function policiesByRepository(graph: ResourceGraph): ReadonlyMap<Address, string | undefined> {
  return new Map(
    graph.resources("aws_ecr_lifecycle_policy").flatMap(({ config }) => {
      const repository = graph.follow(config.repository, "aws_ecr_repository");
      return repository ? [[repository.address, knownText(graph, config.policy)] as const] : [];
    }),
  );
}
