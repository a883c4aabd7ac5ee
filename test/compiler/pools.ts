/** A small spec with a node pool of every kind; tests say what they change in it. */
export const poolsSpec = `
version: 1
system: lab
owner: platform@example.com
regions: { eu-west-1: { cidr: 10.40.0.0/16 } }
network:
  zones: [a, b]
cluster:
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools:
    general: { instances: [m7i.large], size: { min: 2, max: 4 } }
    graviton: { instances: [m7g.large], size: { min: 1, max: 4 } }
    gpu: { instances: [g4dn.xlarge], size: { min: 0, max: 4 } }
    cache: { instances: [r6g.large], size: { min: 1, max: 3 }, perZone: true, taints: [{ key: dedicated, value: cache }] }
    spot: { instances: [m7i.large, m6i.large, m5.large], size: { min: 0, max: 5 }, capacity: spot, update: { maxUnavailable: 50% }, taints: [{ key: spot }] }
  addons: { cluster-autoscaler: {}, secrets-store-csi-driver: {}, secrets-store-csi-driver-provider-aws: {} }
services:
  api:
    image: { repository: lab/api, tag: 1.4.2 }
    port: 8080
  both:
    image: { repository: lab/both, tag: 1.4.2, platforms: [linux/amd64, linux/arm64] }
  cache:
    image: { repository: lab/cache, tag: 1.4.2, platforms: [linux/arm64] }
    nodePool: cache
  speech:
    image: { repository: lab/speech, tag: 1.4.2 }
    nodePool: gpu
    resources: { gpu: 1 }
    migrations: { command: [migrate] }
  vision:
    image: { repository: lab/vision, tag: 1.4.2 }
    resources: { gpu: 1 }
`;
