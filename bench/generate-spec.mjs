/**
 * Writes a spec of N services, the same on every machine: `node generate-spec.mjs 100 > spec.yaml`.
 * One region with three zones and three tiers, a NAT gateway per zone, EKS with two node pools and every add-on, and
 * for each service an own repository, queue and dead-letter queue, IRSA role, Deployment, Service, autoscaler,
 * disruption budget and network policy. About 0.7 KB a service.
 */
import { pathToFileURL } from "node:url";

/** How the keys of the spec are ordered. What is compiled must not depend on it. */
export const orders = {
  /** As a person would write it. */
  written: (entries) => entries,
  /** Every map that stands on one line backwards: no line moves. */
  inline: (entries) => entries,
  /** Every map backwards: lines move with their keys. */
  backwards: (entries) => [...entries].reverse(),
};

/** The text of a spec with `count` services, its keys in one of {@link orders}. */
export function generateSpec(count, order = "written") {
  const names = Array.from({ length: count }, (_, index) => serviceName(index));
  const blocks = orders[order];
  const inline = (map) => printInline(map, order !== "written");
  const services = names.map((name, index) => [name, service(name, index, names)]);
  const queues = names.map((name) => [
    `${name}-jobs`,
    { visibilityTimeout: "2m", retention: "4d", deadLetter: { after: 5 } },
  ]);
  const sections = [
    ["version", "1"],
    ["system", "bench"],
    ["owner", "platform@example.com"],
    ["description", `A system of ${count} services, for measuring`],
    ["profile", "regulated"],
    ["account", '"111122223333"'],
    ["regions", "{ eu-west-1: { cidr: 10.0.0.0/16 } }"],
    [
      "network",
      blocks([
        ["zones", "[a, b, c]"],
        ["tiers", inline({ public: {}, private: {}, data: {} })],
        ["nat", "per-zone"],
        ["flowLogs", inline({ retention: "365d" })],
      ]),
    ],
    ["cluster", cluster(blocks, inline)],
    ["queues", blocks(queues).map(([name, queue]) => [name, inline(queue)])],
    [
      "services",
      blocks(services).map(([name, keys]) => [
        name,
        blocks(Object.entries(keys)).map(([key, value]) => [key, printValue(value, inline)]),
      ]),
    ],
    ["routes", blocks([["public", inline(publicRoute(names[0]))]])],
  ];
  return printBlock(blocks(sections), "");
}

function serviceName(index) {
  return `svc-${String(index).padStart(4, "0")}`;
}

function cluster(blocks, inline) {
  const pool = (instances, min, max) => inline({ instances, size: { min, max }, disk: "50Gi" });
  return blocks([
    ["version", '"1.35"'],
    ["logRetention", "365d"],
    [
      "access",
      inline({
        platform: { role: "platform-admin", policy: "cluster-admin" },
        delivery: { role: "delivery", policy: "edit", namespaces: ["team-0"] },
      }),
    ],
    [
      "nodePools",
      blocks([
        ["general", pool(["m7i.2xlarge"], 3, 50)],
        ["batch", pool(["m7i.large", "m6i.large"], 3, 50)],
      ]),
    ],
    [
      "addons",
      inline({
        "aws-load-balancer-controller": {},
        "cluster-autoscaler": {},
        "container-insights": {},
        "external-secrets": {},
        "metrics-server": {},
      }),
    ],
  ]);
}

/** Each service has a queue of its own and calls the one before it. */
function service(name, index, names) {
  const neighbour = index === 0 ? {} : { [names[index - 1]]: "connect" };
  return {
    namespace: `team-${index % 25}`,
    image: { repository: name, tag: `1.${index % 40}.${index % 7}`, keep: 20 },
    port: 8080,
    env: { LOG_LEVEL: "info", APP_NAME: name, WORKERS: String(2 + (index % 4)) },
    scale: { min: 3, max: 12, cpu: 70 },
    resources: { cpu: "250m", memory: "256Mi", limits: { cpu: "500m", memory: "512Mi" } },
    probes: {
      liveness: { path: "/health", initialDelay: "30s", period: "10s" },
      readiness: { path: "/ready", initialDelay: "5s", period: "5s" },
    },
    metrics: { path: "/metrics" },
    labels: { team: `team-${index % 25}` },
    gracePeriod: "45s",
    uses: { [`${name}-jobs`]: "send-receive", ...neighbour },
  };
}

function publicRoute(target) {
  return {
    scheme: "internal",
    listen: { 443: target },
    certificate: "arn:aws:acm:eu-west-1:111122223333:certificate/6b5c1a2e-8f0d-4e3b-9a7c-1d2e3f4a5b6c",
  };
}

function printBlock(entries, indent) {
  return entries
    .map(([key, value]) =>
      Array.isArray(value) ? `${indent}${key}:\n${printBlock(value, `${indent}  `)}` : `${indent}${key}: ${value}\n`,
    )
    .join("");
}

function printValue(value, inline) {
  return typeof value === "object" ? inline(value) : String(value);
}

function printInline(map, backwards) {
  if (Array.isArray(map)) return `[${map.join(", ")}]`;
  if (typeof map !== "object") return /^\d+(\.\d+)?$/.test(map) && typeof map === "string" ? `"${map}"` : String(map);
  const entries = Object.entries(map).map(([key, value]) => `${key}: ${printInline(value, backwards)}`);
  if (entries.length === 0) return "{}";
  return `{ ${(backwards ? entries.reverse() : entries).join(", ")} }`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.stdout.write(generateSpec(Number(process.argv[2] ?? 10), process.argv[3]));
