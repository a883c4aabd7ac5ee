import type { AnyTerraformNode, TerraformNode } from "../../schema/graph/graph.ts";
import { ref } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { Context } from "../context.ts";
import { account } from "./account.ts";
import { kmsKey } from "./kms-key.ts";
import { type QueuePair, queue } from "./queue.ts";

/** What services keep and pass on: secrets and queues. */
export interface Data {
  readonly secrets: Readonly<Record<string, TerraformNode<"aws_secretsmanager_secret">>>;
  /** Encrypts the secrets. */
  readonly secretKey?: TerraformNode<"aws_kms_key">;
  readonly queues: Readonly<Record<string, QueuePair>>;
  readonly nodes: readonly AnyTerraformNode[];
}

/** Secrets without values (people put those in), and queues with their dead-letter queues. */
export function data(context: Context): Data {
  const { model, name } = context;
  const owner = account("data");
  const secretEntries = Object.entries(model.spec.secrets);
  const queueEntries = Object.entries(model.spec.queues);
  const key =
    secretEntries.length > 0
      ? kmsKey({
          stack: "data",
          name: "secrets",
          alias: `${name}-secrets`,
          description: `Secrets of ${name}`,
          origin: ["secrets"],
          account: owner,
        })
      : undefined;
  const secrets = Object.fromEntries(
    secretEntries.map(([secretKey, secret]) => [
      secretKey,
      terraform("aws_secretsmanager_secret", {
        stack: "data",
        name: secretKey,
        origin: ["secrets", secretKey],
        config: {
          name: secret.name,
          description: secret.description,
          recoveryWindowInDays: 30,
          ...(key && { kmsKeyId: ref(key.key, "arn") }),
        },
      }),
    ]),
  );
  const queues = Object.fromEntries(
    queueEntries.map(([queueKey, spec]) => [queueKey, queue(context, owner, queueKey, spec)]),
  );
  return {
    secrets,
    ...(key && { secretKey: key.key }),
    queues,
    nodes: [
      ...owner.nodes,
      ...(key?.nodes ?? []),
      ...Object.values(secrets),
      ...Object.values(queues).flatMap((pair) => [pair.main, pair.deadLetter]),
    ],
  };
}
