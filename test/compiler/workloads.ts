/** A small spec with a service of every kind of workload. */
export const workloads = `
version: 1
system: depot
owner: platform@example.com
regions: { eu-west-1: { cidr: 10.30.0.0/16 } }
network:
  zones: [a, b]
cluster:
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools:
    workers: { instances: [m7i.large], size: { min: 2, max: 4 } }
  addons: { external-secrets: {}, aws-ebs-csi-driver: {} }
secrets:
  api-key: {}
queues:
  jobs: {}
services:
  nightly:
    image: { repository: depot/tools, tag: 1.4.2 }
    schedule: "0 3 * * *"
    timeout: 30m
    args: [tidy, --all]
    secrets: { API_KEY: { secret: api-key } }
    uses: { jobs: send }
  seed:
    image: { repository: depot/tools, tag: 1.4.2 }
    run: once
    timeout: 2h
    retries: 0
    command: [seed]
  events:
    image: { external: docker.io/library/redis, tag: 7.4.2 }
    port: 6379
    replicas: 3
    stateful: { storage: 20Gi, mountPath: /data }
  sessions:
    image: { external: docker.io/library/redis, tag: 7.4.2 }
    stateful: { storage: 5Gi, mountPath: /data, storageClass: io2 }
`;
