import type { AnyTerraformNode } from "../../schema/graph/graph.ts";
import { ref } from "../../schema/graph/graph.ts";
import { terraform } from "../../schema/graph/node.ts";
import type { Service } from "../../schema/model/model.ts";
import { mapValues } from "../../schema/resolve/plain-data.ts";
import type { Context } from "../context.ts";
import type { CompiledStore } from "../stores/compiled-store.ts";
import { compileStore } from "../stores/registry.ts";
import type { Given } from "../uses/use.ts";
import { type Account, account } from "./account.ts";
import { type Key, kmsKey } from "./kms-key.ts";
import type { Network } from "./network.ts";
import { type QueuePair, queue } from "./queue.ts";
import type { SecretSource } from "./secret-source.ts";
import { type CompiledUserPool, userPool } from "./user-pool.ts";

/** What services keep and pass on: secrets, stores, queues and user pools. */
export interface Data {
  /** The spec's own secrets. */
  readonly secrets: Readonly<Record<string, SecretSource>>;
  readonly stores: Readonly<Record<string, CompiledStore>>;
  readonly queues: Readonly<Record<string, QueuePair>>;
  readonly userPools: Readonly<Record<string, CompiledUserPool>>;
  /** What services are given for their `uses`, as far as somebody asked: environment, roles and policies all do. */
  readonly given: Map<Service, readonly Given[]>;
  readonly nodes: readonly AnyTerraformNode[];
}

/** Secrets without values (people put those in), stores, queues with their dead-letter queues, and user pools. */
export function data(context: Context, network: Network): Data {
  const { model } = context;
  const owner = account("data");
  const { secrets, nodes: secretNodes } = ownSecrets(context, owner);
  const key = storeKey(context, owner);
  const place = { account: owner, network, key: key.key, secrets };
  const stores = Object.fromEntries(
    Object.entries(model.spec.stores).map(([name, store]) => [name, compileStore({ context, name, store, place })]),
  );
  const storeNodes = Object.values(stores).flatMap((store) => store.nodes);
  const queues = mapValues(model.spec.queues, (spec, queueKey) => queue(context, owner, queueKey, spec));
  const userPools = Object.fromEntries(
    Object.entries(model.spec.userPools).map(([name, spec]) => [name, userPool(context, name, spec)]),
  );
  return {
    secrets,
    stores,
    queues,
    userPools,
    given: new Map(),
    nodes: [
      ...owner.nodes,
      ...secretNodes,
      ...(storeNodes.length > 0 ? key.nodes : []),
      ...storeNodes,
      ...Object.values(queues).flatMap(({ nodes }) => nodes),
      ...Object.values(userPools).flatMap(({ nodes }) => nodes),
    ],
  };
}

/** The key that encrypts what stores hold, with its backups and logins; needed when any store is made here. */
function storeKey({ name }: Context, owner: Account): Key {
  return kmsKey({
    stack: "data",
    name: "stores",
    alias: `${name}-stores`,
    description: `Stores of ${name}`,
    origin: ["stores"],
    account: owner,
  });
}

/** The spec's own secrets, and the key that encrypts them. */
function ownSecrets({ model, name }: Context, owner: Account): Pick<Data, "secrets" | "nodes"> {
  const entries = Object.entries(model.spec.secrets);
  if (entries.length === 0) return { secrets: {}, nodes: [] };
  const key = kmsKey({
    stack: "data",
    name: "secrets",
    alias: `${name}-secrets`,
    description: `Secrets of ${name}`,
    origin: ["secrets"],
    account: owner,
  });
  const made = entries.map(([secretKey, secret]) => ({
    secretKey,
    remoteKey: secret.name,
    node: terraform("aws_secretsmanager_secret", {
      stack: "data",
      name: secretKey,
      origin: ["secrets", secretKey],
      config: {
        name: secret.name,
        description: secret.description,
        recoveryWindowInDays: 30,
        kmsKeyId: ref(key.key, "arn"),
      },
    }),
  }));
  return {
    secrets: Object.fromEntries(
      made.map(({ secretKey, remoteKey, node }) => [
        secretKey,
        { remoteKey, arn: ref(node, "arn"), key: ref(key.key, "arn") },
      ]),
    ),
    nodes: [...key.nodes, ...made.map(({ node }) => node)],
  };
}
