/** A spec to begin with: small, valid, and clean under every base policy. `schema` is the path from it to the JSON Schema. */
export function firstSpec(name: string, schema: string): string {
  return `# yaml-language-server: $schema=${schema}
# Everything that is not said here has a careful default: \`groundplan resolve\` shows them all.
version: 1
system: ${name}
owner: platform@example.com          # who answers for it: a person or a team

regions:
  eu-west-1: { cidr: 10.0.0.0/16 }   # the VPC's addresses

network:
  endpoints: { s3: {} }              # images come through it, free of charge, and not through a NAT gateway

cluster:
  access:                            # who may use the cluster; here a role that must exist in the account
    platform: { role: platform-admin, policy: cluster-admin }
  nodePools:
    workers:
      instances: [m7i.large]
      size: { min: 2, max: 6 }
  addons:
    cluster-autoscaler: {}           # keeps the pool between min and max
    metrics-server: {}               # scale: below measures with it

services:
  api:
    image: { repository: ${name}-api, tag: "0.1.0" }   # the repository is created for you
    port: 8080
    scale: { min: 2, max: 6, cpu: 70 }
    resources: { cpu: 250m, memory: 256Mi }
    probes:
      readiness: { path: /ready }    # can it answer now?
      liveness: { path: /health }    # does the process still work?
    uses: { jobs: send-receive }     # the only way to reach anything: permissions follow from it

queues:
  jobs: {}                           # encrypted, with a dead-letter queue
`;
}
