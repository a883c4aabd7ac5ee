/** A small spec with a store of every kind; tests say what they change in it. */
export const storesSpec = `
version: 1
system: shop
owner: platform@example.com
regions: { eu-west-1: { cidr: 10.20.0.0/16 } }
network:
  zones: [a, b]
  tiers: { public: {}, private: {}, data: {} }
cluster:
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools:
    workers: { instances: [m7i.large], size: { min: 2, max: 4 } }
  addons: { external-secrets: {}, metrics-server: {} }
stores:
  orders-db: { kind: postgres, engine: rds, instance: db.t4g.medium, storage: 50Gi }
  uploads: { kind: bucket, engine: s3, lifecycle: { glacier: 90d } }
  sessions: { kind: redis, engine: elasticache, nodeType: cache.t4g.small }
  scores: { kind: redis, engine: elasticache, nodeType: cache.m7g.large, shards: 2, port: 6380, deletionProtection: false }
services:
  api:
    image: { repository: shop/api, tag: 1.4.2 }
    port: 8080
    probes: { readiness: { path: /ready }, liveness: { path: /alive } }
    uses: { orders-db: read-write }
  other:
    image: { repository: shop/other, tag: 1.4.2 }
  writer:
    image: { repository: shop/writer, tag: 1.4.2 }
    uses: { uploads: write }
  player:
    image: { repository: shop/player, tag: 1.4.2 }
    uses: { sessions: read-write, scores: read }
`;
