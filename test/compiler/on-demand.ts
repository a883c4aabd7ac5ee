/** A small spec with a service that others start and enter. */
export const onDemand = `
version: 1
system: factory
owner: platform@example.com
regions: { us-west-2: { cidr: 10.42.0.0/16 } }
network:
  zones: [a, b]
cluster:
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools:
    workers: { instances: [m7i.large], size: { min: 2, max: 4 } }
  addons: { external-secrets: {} }
secrets:
  token: {}
queues:
  results: {}
services:
  api:
    image: { repository: factory/api, tag: 1.0.0 }
    port: 8080
    uses: { runner: exec }
  controller:
    image: { repository: factory/controller, tag: 1.0.0 }
    replicas: 1
    uses: { runner: run }
  runner:
    image: { repository: factory/runner, tag: 1.0.0 }
    namespace: factory-runs
    run: on-demand
    timeout: 2h
    retries: 0
    env: { MODE: strict }
    resources: { cpu: "1", memory: 2Gi }
    secrets: { TOKEN: { secret: token } }
    uses: { results: send }
`;
