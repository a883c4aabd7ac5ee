import { readFileSync } from "node:fs";
import { compileModel } from "../../compiler/compile-model.ts";
import type { ResourceGraph } from "../../schema/graph/graph.ts";
import type { Model } from "../../schema/model/model.ts";
import { modelOf } from "../schema/harness.ts";

/** A spec's text through read, parse, resolve and compile. Fails the test, with the findings, if it is not valid. */
export function compile(text: string, environment?: string): { readonly model: Model; readonly graph: ResourceGraph } {
  const model = modelOf(text, environment);
  return { model, graph: compileModel(model) };
}

/** The text of a system's spec. */
export function specOf(system: string): string {
  return readFileSync(new URL(`../../spec/${system}/spec.yaml`, import.meta.url), "utf8");
}

/** A small spec with something of every kind; tests say what they change in it. */
export const shop = `
version: 1
system: shop
owner: platform@example.com
regions: { eu-west-1: { cidr: 10.20.0.0/16 } }
network:
  zones: [a, b]
cluster:
  access: { platform: { role: platform-admin, policy: cluster-admin } }
  nodePools:
    workers: { instances: [m7i.large], size: { min: 2, max: 4 } }
  addons: { aws-load-balancer-controller: {}, external-secrets: {}, metrics-server: {} }
secrets:
  stripe: {}
queues:
  jobs: { visibilityTimeout: 2m }
services:
  api:
    image: { repository: shop/api, tag: 1.4.2 }
    port: 8080
    secrets: { STRIPE_KEY: { secret: stripe, property: key } }
    uses: { jobs: send, prices: connect }
  prices:
    image: { repository: shop/prices, tag: 2.0.0 }
    port: 9000
    replicas: 3
  worker:
    image: { repository: shop/worker, tag: 1.4.2 }
    uses: { jobs: receive }
routes:
  public: { listen: { 443: api }, certificate: "arn:aws:acm:eu-west-1:111122223333:certificate/abc" }
`;
