import type { ResolvedSpec } from "../model/model.ts";
import type { Store } from "../stores/registry.ts";
import type { ThingKind } from "./architecture.ts";
import { type DrawnThing, namespaceId, regionId, tierId, vpcId } from "./drawn.ts";

const kinds: Readonly<Record<Store["kind"], ThingKind>> = { postgres: "database", redis: "cache", bucket: "bucket" };
const names: Readonly<Record<Store["kind"], string>> = { postgres: "PostgreSQL", redis: "Redis", bucket: "Bucket" };

/** The stores, each where its engine puts it: in a namespace, in the tier `data`, in the region, or elsewhere. */
export function drawStores({ stores, network }: ResolvedSpec): readonly DrawnThing[] {
  const dataTier = Object.hasOwn(network.tiers, "data") ? tierId("data") : vpcId;
  return Object.entries(stores).map(([name, store]) => {
    const group = groupOf(store, dataTier);
    return {
      id: `stores.${name}`,
      kind: kinds[store.kind],
      name,
      details: detailsOf(store),
      path: ["stores", name],
      ...(group !== undefined && { group }),
    };
  });
}

function groupOf(store: Store, dataTier: string): string | undefined {
  if (store.engine === "external") return undefined;
  if (store.engine === "in-cluster") return namespaceId(store.namespace ?? "");
  return store.engine === "s3" ? regionId : dataTier;
}

function detailsOf(store: Store): readonly string[] {
  const name = names[store.kind];
  switch (store.engine) {
    case "external":
      return [`${name} elsewhere`, store.host];
    case "in-cluster":
      return [
        `${name} in the cluster`,
        "shards" in store && store.shards > 1 ? `${store.shards} shards` : store.storage,
      ];
    case "rds":
      return [`${name} ${store.version} on RDS`, `${store.instance}, ${store.multiAz ? "two zones" : "one zone"}`];
    case "elasticache":
      return [
        `Valkey ${store.version} on ElastiCache`,
        `${store.nodeType}, ${store.multiAz ? "several zones" : "one zone"}`,
      ];
    case "s3":
      return ["Bucket on S3"];
  }
}

/** The TCP port that a store answers on: that of the AWS API where it is called through it. */
export function storePort(store: Store): number {
  if (store.engine === "s3") return 443;
  if ("port" in store) return store.port;
  return { postgres: 5432, redis: 6379, bucket: 9000 }[store.kind];
}
