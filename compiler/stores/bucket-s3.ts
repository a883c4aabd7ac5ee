import { parseDuration } from "../../schema/catalogue/quantity.ts";
import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import type { SpecPath } from "../../schema/finding.ts";
import { type AnyTerraformNode, ref, type TerraformNode } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import { text } from "../../schema/graph/value.ts";
import type { BucketS3 } from "../../schema/stores/bucket-s3.ts";
import { policyDocument, type Statement } from "../aws/policy-document.ts";
import type { StoreCompiler, StoreInput } from "./compiled-store.ts";

type Input = StoreInput<BucketS3>;
type Bucket = TerraformNode<"aws_s3_bucket">;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
const read = { bucket: ["s3:ListBucket"], object: ["s3:GetObject"], key: ["kms:Decrypt"] };
/** Uploads in parts decrypt what was uploaded before. */
const write = {
  bucket: ["s3:ListBucketMultipartUploads"],
  object: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
  key: ["kms:Decrypt", "kms:GenerateDataKey"],
};

/** The actions that each verb of `uses` gives: on the bucket, on its objects, and on their key. */
const actionsOf: Readonly<Record<string, typeof read>> = {
  read,
  write,
  "read-write": {
    bucket: [...read.bucket, ...write.bucket],
    object: [...read.object, ...write.object].sort(),
    key: write.key,
  },
};

/** A private bucket with versions, encrypted with the stores' key, that answers over TLS only. */
export const bucketS3: StoreCompiler<BucketS3> = {
  compile(input) {
    const { context, name } = input;
    const bucket = terraform("aws_s3_bucket", {
      ...nodeOf(input),
      // Names are shared by all of AWS: Terraform completes the prefix to one that is free.
      config: { bucketPrefix: `${context.name}-${name}-`, forceDestroy: false },
    });
    return {
      nodes: [bucket, ...protection(input, bucket), ...tlsOnly(input, bucket)],
      environment: { [`${variableStem(name)}_BUCKET`]: ref(bucket, "id") },
      secrets: [],
      reach: [{ to: "aws", service: "s3" }],
      statements: (verb) => statements(input, bucket, verb),
    };
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
function protection(input: Input, bucket: Bucket): AnyTerraformNode[] {
  const node = nodeOf(input);
  const own = { bucket: ref(bucket, "id") };
  const versioning = terraform("aws_s3_bucket_versioning", {
    ...node,
    config: { ...own, versioningConfiguration: { status: "Enabled" } },
  });
  return [
    terraform("aws_s3_bucket_public_access_block", {
      ...node,
      config: {
        ...own,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
    }),
    terraform("aws_s3_bucket_ownership_controls", {
      ...node,
      config: { ...own, rule: { objectOwnership: "BucketOwnerEnforced" } },
    }),
    terraform("aws_s3_bucket_server_side_encryption_configuration", {
      ...node,
      config: {
        ...own,
        rule: [
          {
            bucketKeyEnabled: true,
            applyServerSideEncryptionByDefault: {
              sseAlgorithm: "aws:kms",
              kmsMasterKeyId: ref(input.place.key, "arn"),
            },
          },
        ],
      },
    }),
    versioning,
    lifecycle(input, bucket, versioning),
  ];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html */
function lifecycle(input: Input, bucket: Bucket, versioning: AnyTerraformNode): AnyTerraformNode {
  const { glacier, expire, previous } = input.store.lifecycle;
  const days = (duration: string): number => parseDuration(duration) / 86400;
  return terraform("aws_s3_bucket_lifecycle_configuration", {
    ...nodeOf(input),
    config: {
      bucket: ref(bucket, "id"),
      rule: [
        {
          id: "keep",
          status: "Enabled",
          filter: [{ prefix: "" }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          noncurrentVersionExpiration: [{ noncurrentDays: days(previous) }],
          ...(glacier && { transition: [{ days: days(glacier), storageClass: "GLACIER" }] }),
          ...(expire && { expiration: [{ days: days(expire) }] }),
        },
      ],
    },
    after: [versioning],
  });
}

function tlsOnly(input: Input, bucket: Bucket): AnyTerraformNode[] {
  const node = nodeOf(input);
  const document = policyDocument("data", `bucket_${input.name}`, node.origin, [
    {
      sid: "TlsOnly",
      effect: "Deny",
      actions: ["s3:*"],
      resources: [ref(bucket, "arn"), text`${ref(bucket, "arn")}/*`],
      principals: { type: "AWS", identifiers: ["*"] },
      conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
    },
  ]);
  const config = { bucket: ref(bucket, "id"), policy: ref(document, "json") };
  return [document, terraform("aws_s3_bucket_policy", { ...node, config })];
}

function statements({ context, name, place }: Input, bucket: Bucket, verb: string): Statement[] {
  const actions = actionsOf[verb];
  if (!actions) return [];
  const id = name.replaceAll("-", "");
  return [
    { sid: `Bucket${id}`, actions: actions.bucket, resources: [ref(bucket, "arn")] },
    { sid: `Objects${id}`, actions: actions.object, resources: [text`${ref(bucket, "arn")}/*`] },
    {
      sid: `Key${id}`,
      actions: actions.key,
      resources: [ref(place.key, "arn")],
      conditions: [
        { test: "StringEquals", variable: "kms:ViaService", values: [`s3.${context.region}.amazonaws.com`] },
      ],
    },
  ];
}

function nodeOf({ name }: Input): { readonly stack: "data"; readonly name: string; readonly origin: SpecPath } {
  return { stack: "data", name, origin: ["stores", name] };
}
