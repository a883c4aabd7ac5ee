import type { ResourceGraph, TerraformNode } from "../../schema/graph/graph.ts";
import type { TerraformType } from "../../schema/graph/terraform-types.ts";
import type { Address } from "../../schema/graph/value.ts";

/** What the parts of a bucket have in common: the bucket that they are about. */
type BucketPart = Extract<TerraformType, `aws_s3_bucket_${string}`>;

/** The parts of one type by the address of their bucket. */
export function byBucket<Type extends BucketPart>(
  graph: ResourceGraph,
  type: Type,
): ReadonlyMap<Address, TerraformNode<Type>> {
  return new Map(
    graph.resources(type).flatMap((node) => {
      const { bucket } = node.config as { readonly bucket?: unknown };
      const owner = graph.follow(bucket, "aws_s3_bucket");
      return owner ? [[owner.address, node] as const] : [];
    }),
  );
}
