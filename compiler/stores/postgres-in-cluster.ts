import { parseDuration } from "../../schema/catalogue/quantity.ts";
import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import { kubernetes } from "../../schema/graph/node.ts";
import type { PostgresInCluster } from "../../schema/stores/postgres-in-cluster.ts";
import { metadata } from "../kubernetes/labels.ts";
import { defaultStorageClass } from "../kubernetes/storage-class.ts";
import type { Workload } from "../workload.ts";
import type { StoreCompiler, StoreInput } from "./compiled-store.ts";
import { hostOf, storeService } from "./in-cluster.ts";
import { type StoreLogin, storeLogin } from "./store-login.ts";

type Input = StoreInput<PostgresInCluster>;

const port = 5432;
/** The user and the database that are made when the volume is new, as on RDS. */
const user = "app_admin";
const database = "app";

/**
 * One pod with a volume, and a job that dumps the database to another volume.
 * https://github.com/docker-library/docs/blob/master/postgres/README.md
 */
export const postgresInCluster: StoreCompiler<PostgresInCluster> = {
  compile(input) {
    const { name, store } = input;
    const stem = variableStem(name);
    const login = storeLogin(input);
    return {
      nodes: [],
      environment: {
        [`${stem}_HOST`]: hostOf(name, store),
        [`${stem}_NAME`]: database,
        [`${stem}_PORT`]: String(port),
        [`${stem}_USER`]: user,
      },
      secrets: [login.variable(`${stem}_PASSWORD`)],
      reach: [{ to: "pods", name, namespace: store.namespace, port }],
      workloads: [server(input, login), backup(input)],
      statements: () => [],
    };
  },
};

function server(input: Input, login: StoreLogin): Workload {
  const { name, store } = input;
  // While it starts or recovers it refuses connections: that is no reason to restart it.
  const answers = ["sh", "-c", "pg_isready --quiet; test $? -ne 2"];
  const ready = ["pg_isready", "--quiet", "--host=127.0.0.1", `--username=${user}`, `--dbname=${database}`];
  return {
    name,
    origin: ["stores", name],
    service: storeService(store, {
      port,
      replicas: 1,
      stateful: { storage: store.storage, mountPath: "/data", storageClass: store.storageClass },
      env: { PGDATA: "/data/pgdata", POSTGRES_DB: database, POSTGRES_USER: user },
      probes: {
        // A quarter of an hour to recover from its log after a crash.
        startup: { command: ready, timeout: "5s", failures: 100 },
        readiness: { command: ready, timeout: "5s" },
        liveness: { command: answers, timeout: "5s", failures: 6 },
      },
      security: { runAsUser: userOf(input), writablePaths: ["/tmp", "/var/run/postgresql"] },
      // It closes connections and writes a checkpoint.
      gracePeriod: "2m",
    }),
    extras: {
      portName: "postgres",
      alwaysBudgeted: true,
      admits: [backupName(name)],
      secrets: [login.variable("POSTGRES_PASSWORD")],
      // Parallel queries share memory here, and a container has only 64Mi of it otherwise.
      volumes: [{ volume: { name: "shm", emptyDir: { medium: "Memory", sizeLimit: "256Mi" } }, mountPath: "/dev/shm" }],
      before: login.objects,
    },
  };
}

/** Debian's image, which has no suffix, and Alpine's have different users. */
function userOf({ store: { image } }: Input): number {
  return image.tag?.includes("alpine") ? 70 : 999;
}

function backupName(name: string): string {
  return `${name}-backups`;
}

/**
 * A dump that `pg_restore` reads, whatever version it is restored to. Older dumps go only after one has succeeded.
 * https://www.postgresql.org/docs/current/app-pgdump.html
 */
function backup(input: Input): Workload {
  const { name, store, context } = input;
  const { retention, schedule = "0 3 * * *" } = store.backups;
  const stem = variableStem(name);
  const claim = backupName(name);
  const script = `set -eu
export PGHOST="$${stem}_HOST" PGPORT="$${stem}_PORT" PGUSER="$${stem}_USER" PGPASSWORD="$${stem}_PASSWORD"
file="/backups/$${stem}_NAME-$(date -u +%Y%m%dT%H%M%SZ).dump"
find /backups -name '*.part' -delete
pg_dump --format=custom --file="$file.part" "$${stem}_NAME"
mv "$file.part" "$file"
find /backups -name '*.dump' -mmin +${Math.ceil(parseDuration(retention) / 60)} -delete
`;
  return {
    name: claim,
    origin: ["stores", name],
    service: storeService(store, {
      schedule,
      timeout: "6h",
      retries: 2,
      command: ["sh", "-c", script],
      resources: { cpu: "100m", memory: "256Mi", limits: { memory: "256Mi" } },
      security: { runAsUser: userOf(input) },
      uses: { [name]: "read" },
    }),
    extras: {
      // The claim is bound when the first job has a node for it.
      unawaited: true,
      volumes: [{ volume: { name: "backups", persistentVolumeClaim: { claimName: claim } }, mountPath: "/backups" }],
      beside: (release) => [
        kubernetes("PersistentVolumeClaim", release, ["stores", name, "backups"], {
          apiVersion: "v1",
          kind: "PersistentVolumeClaim",
          metadata: {
            ...metadata(claim, store.namespace, context.model.spec.system),
            annotations: { "helm.sh/resource-policy": "keep" },
          },
          spec: {
            accessModes: ["ReadWriteOnce"],
            storageClassName: store.storageClass ?? defaultStorageClass,
            resources: { requests: { storage: store.storage } },
          },
        }),
      ],
    },
  };
}
