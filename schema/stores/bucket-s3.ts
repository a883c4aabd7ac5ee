import { variableStem } from "../catalogue/variable-stem.ts";
import type { StoreOf, StoreShape } from "./store-shape.ts";

/** A bucket of Amazon S3. */
export type BucketS3 = StoreOf<"bucket", "s3", "lifecycle">;

/** Everything has a default: objects are kept until somebody deletes them. */
export const bucketS3: StoreShape = {
  required: [],
  defaults: { lifecycle: { previous: "30d" } },
  optional: [],
  variables: (name) => [`${variableStem(name)}_BUCKET`],
  inDataTier: false,
  needsAwsIdentity: true,
  deliversSecrets: false,
};
