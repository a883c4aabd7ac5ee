import type { ResolvedSpec, Service } from "../model/model.ts";
import { workloadKind } from "../model/workload.ts";
import { type DrawnThing, namespaceId, regionId, tierId, vpcId } from "./drawn.ts";

/** Routes, services, and what they use beside stores. */
export function drawServices(spec: ResolvedSpec): readonly DrawnThing[] {
  return [
    ...Object.entries(spec.routes).map(([name, { loadBalancer, scheme }]): DrawnThing => {
      const tier = scheme === "internet-facing" ? "public" : "private";
      return {
        id: `routes.${name}`,
        kind: "route",
        name,
        details: [`${loadBalancer} load balancer`, scheme],
        path: ["routes", name],
        group: Object.hasOwn(spec.network.tiers, tier) ? tierId(tier) : vpcId,
      };
    }),
    ...Object.entries(spec.services).map(
      ([name, service]): DrawnThing => ({
        id: `services.${name}`,
        kind: "service",
        name,
        details: detailsOf(service),
        path: ["services", name],
        group: namespaceId(service.namespace),
      }),
    ),
    ...inRegion("queues", "queue", spec.queues, ({ fifo, deadLetter }) => [
      fifo ? "SQS, in order" : "SQS",
      deadLetter.enabled ? `dead letters after ${deadLetter.after}` : "no dead letters",
    ]),
    ...inRegion("userPools", "user pool", spec.userPools, ({ clients }) => [
      "Cognito",
      Object.keys(clients).length === 1 ? "1 client" : `${Object.keys(clients).length} clients`,
    ]),
    ...inRegion("secrets", "secret", spec.secrets, () => ["Secrets Manager"]),
    ...Object.entries(spec.external).map(
      ([name, { host }]): DrawnThing => ({
        id: `external.${name}`,
        kind: "host elsewhere",
        name,
        details: [host],
        path: ["external", name],
      }),
    ),
  ];
}

function inRegion<Item>(
  section: "queues" | "userPools" | "secrets",
  kind: DrawnThing["kind"],
  items: Readonly<Record<string, Item>>,
  details: (item: Item) => readonly string[],
): readonly DrawnThing[] {
  return Object.entries(items).map(([name, item]) => ({
    id: `${section}.${name}`,
    kind,
    name,
    details: details(item),
    path: [section, name],
    group: regionId,
  }));
}

const runs = { CronJob: "job by schedule", Job: "job at each change", JobTemplate: "job on demand" } as const;

function detailsOf(service: Service): readonly string[] {
  const kind = workloadKind(service);
  const what = kind === "Deployment" || kind === "StatefulSet" ? pods(service) : runs[kind];
  return [
    service.port === undefined ? what : `${what} on port ${service.port}`,
    ...(service.nodePool === undefined ? [] : [`node pool ${service.nodePool}`]),
    ...(kind === "StatefulSet" ? ["volumes of its own"] : []),
  ];
}

function pods({ scale, replicas, stateful }: Service): string {
  if (scale) return `${scale.min}–${scale.max} pods`;
  const number = replicas ?? (stateful ? 1 : 2);
  return number === 1 ? "1 pod" : `${number} pods`;
}
