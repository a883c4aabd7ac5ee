/** A small spec with containers beside those of its services. */
export const helpers = `
version: 1
system: blog
owner: platform@example.com
regions: { eu-west-1: { cidr: 10.30.0.0/16 } }
network:
  zones: [a, b]
cluster:
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools:
    workers: { instances: [m7i.large], size: { min: 2, max: 4 } }
  addons: { external-secrets: {} }
secrets:
  api-key: {}
services:
  web:
    image: { repository: blog/web, tag: 1.0.0 }
    port: 8080
    env: { MODE: production, COLOR: blue }
    secrets: { API_KEY: { secret: api-key } }
    files: { /etc/blog.yaml: "title: blog" }
    volumes:
      assets: { mountPath: /srv/assets, size: 1Gi }
    init:
      unpack:
        image: { repository: blog/assets, tag: 1.0.0 }
        mounts: { assets: /target }
        resources: { cpu: "1", memory: 1Gi }
      check:
        image: { external: docker.io/library/busybox, tag: 1.37.0 }
        command: [test, -f, /etc/blog.yaml]
    sidecars:
      proxy:
        image: { external: docker.io/library/nginx, tag: 1.29.2 }
        port: 8443
        env: { LOG: "off" }
        variables: [API_KEY, MODE]
        mounts: { assets: /usr/share/nginx/html }
        probes: { readiness: { path: /ready }, liveness: { port: 8443 } }
    migrations: { command: [migrate] }
  tidy:
    image: { repository: blog/web, tag: 1.0.0 }
    schedule: "@daily"
    sidecars:
      shipper:
        image: { external: docker.io/fluent/fluent-bit, tag: 4.1.0 }
`;
