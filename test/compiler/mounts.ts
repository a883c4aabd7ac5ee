/** A small spec with files and volumes. */
export const mounts = `
version: 1
system: web
owner: platform@example.com
regions: { eu-west-1: { cidr: 10.30.0.0/16 } }
network:
  zones: [a, b]
cluster:
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools:
    workers: { instances: [m7i.large], size: { min: 2, max: 4 } }
services:
  proxy:
    image: { repository: web/proxy, tag: 1.0.0 }
    port: 8080
    files:
      /etc/proxy/proxy.conf: |
        listen 8080;
        log {{ .Level }};
      /etc/proxy/mime/types: "text/html html\\n"
      /opt/types: "{}"
    volumes:
      cache: { mountPath: /var/cache/proxy, size: 1Gi }
      spool: { mountPath: /var/spool/proxy, size: 512Mi }
      sockets: { mountPath: /run/proxy, size: 16Mi, memory: true }
    migrations: { command: [migrate] }
  report:
    image: { repository: web/report, tag: 1.0.0 }
    run: once
    files: { /etc/report.yaml: "pages: 2" }
`;
