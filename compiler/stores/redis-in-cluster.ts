import { createHash } from "node:crypto";
import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import type { RedisInCluster } from "../../schema/stores/redis-in-cluster.ts";
import { metadata } from "../kubernetes/labels.ts";
import type { Extras, Workload } from "../workload.ts";
import type { StoreCompiler, StoreInput } from "./compiled-store.ts";
import { hostOf, podHostsOf, storeService } from "./in-cluster.ts";
import { configPath, configuration, form, rejoin, start } from "./redis-scripts.ts";
import { type StoreLogin, storeLogin } from "./store-login.ts";

type Input = StoreInput<RedisInCluster>;

const port = 6379;

/**
 * One pod that writes down each change, or a Redis cluster of several.
 * https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/
 */
export const redisInCluster: StoreCompiler<RedisInCluster> = {
  compile(input) {
    const { name, store } = input;
    const stem = variableStem(name);
    const login = storeLogin(input);
    return {
      nodes: [],
      environment: {
        [`${stem}_HOST`]: hostOf(name, store),
        [`${stem}_PORT`]: String(port),
        ...(isCluster(input) && { [`${stem}_CLUSTER`]: "true" }),
      },
      secrets: [login.variable(`${stem}_PASSWORD`)],
      reach: [{ to: "pods", name, namespace: store.namespace, port }],
      workloads: [server(input, login)],
      statements: () => [],
    };
  },
};

function isCluster({ store }: Input): boolean {
  return store.shards > 1;
}

function server(input: Input, login: StoreLogin): Workload {
  const { name, store, context } = input;
  const pods = store.shards * (1 + store.replicas);
  const peers = podHostsOf(name, store, pods);
  const files = {
    "redis.conf": configuration(store.resources.memory ?? "512Mi", isCluster(input)),
    "start.sh": isCluster(input) ? rejoin(peers) + start : start,
  };
  const config = `${name}-config`;
  // It says so, too, while it reads its data.
  const ready = { command: ["sh", "-c", "redis-cli ping | grep -q PONG"], timeout: "5s" };
  return {
    name,
    origin: ["stores", name],
    service: storeService(store, {
      port,
      replicas: pods,
      stateful: { storage: store.storage, mountPath: "/data", storageClass: store.storageClass },
      command: ["sh", `${configPath}/start.sh`],
      probes: {
        startup: { ...ready, failures: 100 },
        readiness: ready,
        liveness: { command: ["redis-cli", "ping"], timeout: "5s", failures: 6 },
      },
      security: { runAsUser: 999 },
      // Pods read their configuration at their start: another one is another pod.
      labels: { "groundplan.dev/configuration": hashOf(files) },
      gracePeriod: "2m",
    }),
    extras: {
      portName: "redis",
      alwaysBudgeted: true,
      secrets: [login.variable("REDISCLI_AUTH")],
      volumes: [{ volume: { name: "config", configMap: { name: config } }, mountPath: configPath }],
      before: login.objects,
      beside: (release) => [
        kubernetes("ConfigMap", release, ["stores", name], {
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: metadata(config, store.namespace, context.model.spec.system),
          data: files,
        }),
      ],
      ...(isCluster(input) && clusterExtras(peers, store.replicas)),
    },
  };
}

/** The members talk to each other on a port of their own, and each is on a node of its own. */
function clusterExtras(peers: readonly string[], replicas: number): Extras {
  return {
    peerPorts: { bus: 16379 },
    fields: { POD_IP: "status.podIP" },
    startsTogether: true,
    apart: true,
    afterwards: { suffix: "form", command: ["sh", "-c", form(peers, replicas)] },
  };
}

function hashOf(files: Readonly<Record<string, string>>): string {
  return createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
}
