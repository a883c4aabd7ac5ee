import type { Model, Service } from "../../schema/model/model.ts";
import type { Store } from "../../schema/stores/registry.ts";

/** Actions by the verb of `uses` that implies them. */
type Grants = Readonly<Record<string, readonly string[]>>;

const receive = ["ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "GetQueueUrl", "ReceiveMessage"];
const send = ["GetQueueAttributes", "GetQueueUrl", "SendMessage"];

const queue = grants("sqs", { receive, send, "send-receive": [...receive, ...send] });

const read = ["GetObject", "ListBucket"];
const write = [
  "AbortMultipartUpload",
  "DeleteObject",
  "ListBucketMultipartUploads",
  "ListMultipartUploadParts",
  "PutObject",
];

const bucket = grants("s3", { read, write, "read-write": [...read, ...write] });

const lookUp = [
  "AdminGetUser",
  "AdminListGroupsForUser",
  "DescribeUserPool",
  "GetGroup",
  "ListGroups",
  "ListUsers",
  "ListUsersInGroup",
];
const administer = [
  "AdminAddUserToGroup",
  "AdminCreateUser",
  "AdminDeleteUser",
  "AdminDisableUser",
  "AdminEnableUser",
  "AdminRemoveUserFromGroup",
  "AdminResetUserPassword",
  "AdminUpdateUserAttributes",
  "AdminUserGlobalSignOut",
];

/** Signing people in takes no rights in AWS: Cognito offers it to everybody. */
const userPool = grants("cognito-idp", {
  connect: [],
  read: lookUp,
  write: administer,
  "read-write": [...lookUp, ...administer],
});

/** Logging in to a cache. What is read and written there is no call of AWS. */
const login = ["elasticache:Connect"];

/** Reading a secret of Secrets Manager. */
export const secretActions: readonly string[] = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"];

/** What using a bucket or a secret takes of the key that it is encrypted with. */
export const keyActions: ReadonlySet<string> = new Set(["kms:Decrypt", "kms:GenerateDataKey"]);

/** Where AWS is asked, by the part of the spec that stands for it. Nothing is granted for what the network reaches. */
const none: readonly string[] = [];

/**
 * The actions that a service's `uses` imply on each thing that it names, worked out here once more and apart from the
 * compiler, so that a mistake there is seen. `undefined` for a kind of thing that this table does not know.
 */
export function derivedGrants({ spec }: Model, { uses }: Service): ReadonlyMap<string, readonly string[] | undefined> {
  return new Map(
    Object.entries(uses).map(([target, verb]) => {
      if (Object.hasOwn(spec.queues, target)) return [target, queue[verb]];
      if (Object.hasOwn(spec.secrets, target)) return [target, secretActions];
      if (Object.hasOwn(spec.userPools, target)) return [target, userPool[verb]];
      const store = spec.stores[target];
      if (store) return [target, ofStore(store.engine, verb)];
      const isReached = Object.hasOwn(spec.services, target) || Object.hasOwn(spec.external, target);
      return [target, isReached ? none : undefined];
    }),
  );
}

function ofStore(engine: Store["engine"], verb: string): readonly string[] | undefined {
  if (engine === "s3") return bucket[verb];
  return engine === "elasticache" ? login : none;
}

function grants(service: string, byVerb: Grants): Grants {
  return Object.fromEntries(
    Object.entries(byVerb).map(([verb, actions]) => [verb, actions.map((action) => `${service}:${action}`)]),
  );
}
