/** A small spec with a store of every kind in the cluster; tests say what they change in it. */
export const inClusterStores = `
version: 1
system: factory
owner: platform@example.com
regions: { us-west-2: { cidr: 10.42.0.0/16 } }
network:
  zones: [a, b, c]
cluster:
  namespace: factory-system
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools:
    workers: { instances: [m7i.large], size: { min: 2, max: 6 } }
    redis:
      instances: [r6g.large]
      size: { min: 3, max: 3 }
      taints: [{ key: dedicated, value: redis, effect: NoSchedule }]
  addons: { aws-ebs-csi-driver: {}, external-secrets: {}, metrics-server: {} }
secrets:
  sessions-password: {}
stores:
  postgres: { kind: postgres, engine: in-cluster, backups: { schedule: "30 2 * * *", retention: 7d } }
  redis: { kind: redis, engine: in-cluster, storage: 8Gi }
  minio: { kind: bucket, engine: in-cluster, storage: 50Gi }
  sessions:
    kind: redis
    engine: in-cluster
    namespace: redis
    nodePool: redis
    shards: 3
    storage: 10Gi
    secret: sessions-password
services:
  api:
    image: { repository: factory/api, tag: 1.0.0 }
    port: 8080
    probes: { readiness: { path: /ready }, liveness: { path: /alive } }
    migrations: { command: [migrate] }
    uses: { postgres: read-write, redis: read-write, minio: read-write, sessions: read-write }
  web:
    image: { repository: factory/web, tag: 1.0.0 }
    port: 3000
    probes: { readiness: { path: /ready }, liveness: { path: /alive } }
    uses: { api: connect }
`;
