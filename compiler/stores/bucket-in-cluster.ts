import { variableStem } from "../../schema/catalogue/variable-stem.ts";
import type { BucketInCluster } from "../../schema/stores/bucket-in-cluster.ts";
import type { StoreCompiler } from "./compiled-store.ts";
import { hostOf, storeService } from "./in-cluster.ts";
import { storeLogin } from "./store-login.ts";

const port = 9000;

/** What MinIO's administrator is called where the cluster makes the login. */
const administrator = "groundplan-admin";

/**
 * A MinIO of one pod with a volume, without its console, and a job that makes the bucket of the store's name.
 * https://github.com/minio/minio/blob/master/docs/docker/README.md
 */
export const bucketInCluster: StoreCompiler<BucketInCluster> = {
  compile(input) {
    const { name, store } = input;
    const { namespace } = store;
    const stem = variableStem(name);
    const login = storeLogin(input, { accessKey: administrator, secretKey: "{{ .password }}" });
    const endpoint = `http://${hostOf(name, store)}:${port}`;
    const [user, password] = ["MINIO_ROOT_USER", "MINIO_ROOT_PASSWORD"];
    const server = {
      name,
      origin: ["stores", name],
      service: storeService(store, {
        port,
        replicas: 1,
        stateful: { storage: store.storage, mountPath: "/data", storageClass: store.storageClass },
        args: ["server", "/data", `--address=:${port}`],
        env: { HOME: "/tmp", MINIO_BROWSER: "off", MINIO_UPDATE: "off" },
        // https://min.io/docs/minio/linux/operations/monitoring/healthcheck-probe.html
        probes: {
          startup: { path: "/minio/health/live", port, timeout: "5s", failures: 60 },
          readiness: { path: "/minio/health/ready", port, timeout: "5s" },
          liveness: { path: "/minio/health/live", port, timeout: "5s", failures: 6 },
        },
        security: { runAsUser: 1000 },
        gracePeriod: "2m",
      }),
      extras: {
        portName: "s3",
        alwaysBudgeted: true,
        secrets: [login.variable(user, "accessKey"), login.variable(password, "secretKey")],
        before: login.objects,
        afterwards: { suffix: "bucket", command: ["sh", "-c", makeBucket(endpoint, name)] },
      },
    };
    return {
      nodes: [],
      environment: { [`${stem}_BUCKET`]: name, [`${stem}_ENDPOINT`]: endpoint },
      secrets: [login.variable(`${stem}_ACCESS_KEY`, "accessKey"), login.variable(`${stem}_SECRET_KEY`, "secretKey")],
      reach: [{ to: "pods", name, namespace, port }],
      workloads: [server],
      statements: () => [],
    };
  },
};

/** The image has MinIO's client, too. A bucket that is there already is left as it is. */
function makeBucket(endpoint: string, bucket: string): string {
  return `set -eu
export MC_CONFIG_DIR=/tmp/mc
until mc alias set store ${endpoint} "$MINIO_ROOT_USER" "$MINIO_ROOT_PASSWORD"; do sleep 2; done
mc mb --ignore-existing store/${bucket}
`;
}
