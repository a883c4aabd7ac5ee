import type { ResourceGraph, TerraformNode } from "../../../schema/graph/graph.ts";
import type { Address } from "../../../schema/graph/value.ts";
import { matchesAction } from "../action-patterns.ts";
import type { PodTemplate } from "../pod-templates.ts";
import { specItem } from "../spec-item.ts";
import type { Hop } from "./answer.ts";
import type { Granted, PodRole } from "./identity-hops.ts";
import { foreignOf } from "./permissions.ts";
import type { Subject } from "./subjects.ts";
import { type Arrival, answerFrom } from "./way.ts";

/** What roles allow. */
export interface BucketParts {
  readonly roleOf: (pod: PodTemplate) => PodRole;
  readonly granted: (pod: PodTemplate, resource: Address) => Granted;
}

/** The buckets on which a subject's role may do something, whether the network leads there or not. */
export function arrivalsAtBuckets(
  graph: ResourceGraph,
  { roleOf, granted }: BucketParts,
  subject: Subject,
): readonly Arrival[] {
  const buckets = graph.resources("aws_s3_bucket");
  if (buckets.length === 0) return [];
  const { main } = subject;
  const role = roleOf(main);
  const arrival = (
    bucket: TerraformNode<"aws_s3_bucket">,
    actions: readonly string[],
    hops: readonly Hop[],
  ): Arrival => ({
    ...{ subject, target: specItem(bucket.origin), resource: bucket.address },
    ...{ ports: [443], actions, answer: answerFrom(main, hops), beside: [] },
  });
  if ("hop" in role) return "missing" in role.hop ? [] : buckets.map((bucket) => arrival(bucket, [], [role.hop]));
  const { permissions } = role;
  const { unknown } = permissions;
  if (unknown !== undefined)
    return buckets.map((bucket) =>
      arrival(bucket, permissions.on(bucket.address).filter(isOfBuckets), [role.bound, { unknown }]),
    );
  const isOpaque = foreignOf(permissions) !== undefined;
  const named = new Set(permissions.named);
  const isEverywhere = permissions.onEverything.some(isOfBuckets);
  return buckets.flatMap((bucket): readonly Arrival[] => {
    const { address } = bucket;
    if (!isEverywhere && !isOpaque && !named.has(address)) return [];
    const actions = permissions.on(address).filter(isOfBuckets);
    const isPerhaps = permissions.perhapsOn(address).some(isOfBuckets);
    if (actions.length === 0 && !isPerhaps && !isOpaque) return [];
    // A key that it may not use is no reason to think that it never will.
    const { hops } = granted(main, address);
    const certain = hops.filter((hop) => "passes" in hop);
    return [arrival(bucket, actions, actions.length > 0 ? certain : hops)];
  });
}

function isOfBuckets(action: string): boolean {
  return action.startsWith("s3:") || matchesAction(action, "s3:GetObject");
}
