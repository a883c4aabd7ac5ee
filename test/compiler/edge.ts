/** A small spec with an application load balancer whose paths lead to one namespace. */
export const edge = `
version: 1
system: factory
owner: platform@example.com
regions: { us-west-2: { cidr: 10.42.0.0/16 } }
network: { zones: [a, b], nat: single }
cluster:
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools: { workers: { instances: [m7i.large], size: { min: 2, max: 6 } } }
  addons: { aws-load-balancer-controller: {}, metrics-server: {} }
services:
  api:
    image: { repository: factory/api, tag: 1.0.0 }
    port: 8080
    gracePeriod: 40s
    probes: { readiness: { path: /ready, port: 8081 } }
  web:
    image: { repository: factory/web, tag: 1.0.0 }
    port: 3000
routes:
  public:
    loadBalancer: application
    certificate: arn:aws:acm:us-west-2:111122223333:certificate/abc
    hosts:
      factory.example.com: { paths: { /api: api, /: web } }
`;

/** The same with a zone instead of a certificate, two hosts and two namespaces. */
export const zonedEdge = edge
  .replace(/certificate: .*/, "zone: example.com")
  .replace("hosts:", "hosts:\n      docs.example.com: { paths: { /: web } }")
  .replace("    port: 3000\n", "    port: 3000\n    namespace: front\n");
