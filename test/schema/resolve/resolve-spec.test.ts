import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { parseSpecPath } from "../../../schema/spec-path.ts";
import { complete } from "../fixtures.ts";
import { load, modelOf, places, smallest } from "../harness.ts";

const service = (rest: string) => `${smallest}services:\n  api: { image: { repository: api, tag: "1" }, ${rest} }\n`;
const path = (text: string) => parseSpecPath(text) ?? [];

describe("what nobody wrote is filled in", () => {
  test("the smallest spec is a whole system", () => {
    const { spec, name, region, environment } = modelOf(smallest);
    expect({ name, region, environment }).toEqual({ name: "shop", region: "eu-west-1", environment: undefined });
    expect(spec).toMatchObject({
      description: "The system shop",
      profile: "base",
      network: {
        zones: ["a", "b", "c"],
        nat: "per-zone",
        tiers: {
          public: { zones: ["a", "b", "c"], autoPublicIp: false, cidrs: { a: "10.0.128.0/22" } },
          private: { zones: ["a", "b", "c"], autoPublicIp: false, cidrs: { a: "10.0.0.0/20", c: "10.0.32.0/20" } },
        },
      },
      cluster: { name: "shop", nodePools: { workers: { tier: "private", size: { min: 2, desired: 2, max: 4 } } } },
    });
  });

  test("a service has a namespace, pods, a memory limit and the port of its probes", () => {
    expect(
      modelOf(service("port: 80, metrics: {}, probes: { liveness: { path: / } }")).spec.services["api"],
    ).toMatchObject({
      namespace: "shop",
      replicas: 2,
      resources: { memory: "128Mi", limits: { memory: "128Mi" } },
      probes: { liveness: { port: 80 } },
      metrics: { path: "/metrics", port: 80 },
    });
  });

  test("a service is in the cluster's namespace unless it names its own", () => {
    const { spec } = modelOf(service("port: 80").replace("cluster:\n", "cluster:\n  namespace: apps\n"));
    expect(Object.values(spec.services).map(({ namespace }) => namespace)).toEqual(["apps"]);
  });

  test("a service that scales has no number of pods", () => {
    expect(modelOf(service("scale: { min: 1, max: 3, cpu: 70 }")).spec.services["api"]).not.toHaveProperty("replicas");
  });

  test("a public tier gives addresses to what starts in it only where nodes do", () => {
    const { spec } = modelOf(smallest.replace("max: 4 }", "max: 4 }, tier: public"));
    expect(spec.network.tiers.public?.autoPublicIp).toBe(true);
    expect(spec.network.tiers.private?.autoPublicIp).toBe(false);
  });

  test("a secret has a name that carries the environment", () => {
    const yaml = `${smallest}secrets: { key: {} }\nenvironments: { dev: {} }\n`;
    expect(modelOf(yaml).spec.secrets["key"]?.name).toBe("shop/key");
    expect(modelOf(yaml, "dev").spec.secrets["key"]?.name).toBe("shop-dev/key");
  });

  test("zones are those that the region has", () => {
    const zones = (region: string) => modelOf(smallest.replace("eu-west-1", region)).spec.network.zones;
    expect(zones("ap-northeast-1")).toEqual(["a", "c", "d"]);
    expect(zones("ca-central-1")).toEqual(["a", "b", "d"]);
    expect(zones("us-east-1")).toEqual(["a", "b", "c"]);
  });

  test("zones cannot be chosen where accounts do not have the same", () => {
    const yaml = smallest.replace("eu-west-1", "us-west-1");
    expect(load(yaml).findings).toMatchObject([{ code: "missing-key", path: ["network", "zones"] }]);
    expect(load(`${yaml}network: { zones: [a, c] }\n`).findings).toEqual([]);
  });

  test("zones may be written in full", () => {
    const yaml = `${smallest}network:
  zones: [eu-west-1a, b]
  tiers: { public: { cidrs: { eu-west-1a: 10.0.255.0/24 } }, private: {} }
`;
    const model = modelOf(yaml);
    expect(model.spec.network.zones).toEqual(["a", "b"]);
    expect(model.spec.network.tiers.public?.cidrs["a"]).toBe("10.0.255.0/24");
    expect(model.sourcePath(path("network.tiers.public.cidrs.a"))).toEqual(
      path("network.tiers.public.cidrs.eu-west-1a"),
    );
  });
});

describe("every value knows where it comes from", () => {
  const model = modelOf(complete, "dev");

  test.each([
    ["network.nat", { kind: "overlay", environment: "dev", path: path("environments.dev.network.nat") }],
    [
      "services.api.scale.max",
      { kind: "overlay", environment: "dev", path: path("environments.dev.services.api.scale.max") },
    ],
    ["services.api.scale.cpu", { kind: "spec", path: path("services.api.scale.cpu") }],
    ["services.api", { kind: "spec", path: path("services.api") }],
    ["network.tiers.public.cidrs.a", { kind: "spec", path: path("network.tiers.public.cidrs.a") }],
    ["network.tiers.public.cidrs.c", { kind: "default", rule: "computed from the VPC's range, tier and zone" }],
    ["network.tiers.public.zones[0]", { kind: "default", rule: "zones of the network" }],
    ["services.worker.nodePool", { kind: "default", rule: "language default" }],
    ["services.cache.replicas", { kind: "default", rule: "two pods without a scale" }],
    ["queues.emails.retention", { kind: "default", rule: "language default" }],
  ])("%s", (at, origin) => expect(model.originOf(path(at))).toEqual(origin));

  test("what a default decided is pointed at where it would be written", () => {
    const at = model.sourcePath(path("network.tiers.public.cidrs.c"));
    expect(model.source.locate(at)).toMatchObject({ line: 20 });
  });
});

describe("an environment", () => {
  test("that the spec does not have is a mistake, with the one that was meant", () => {
    expect(load(complete, "prd").findings).toMatchObject([
      { code: "unknown-environment", help: 'did you mean "prod"?' },
    ]);
  });

  test("names its resources", () => {
    expect(modelOf(complete, "dev")).toMatchObject({ name: "shop-dev", environment: "dev" });
  });

  test("does not show in a spec that is resolved without one", () => {
    expect(modelOf(complete).spec.network.nat).toBe("single");
    expect(modelOf(complete).spec).not.toHaveProperty("environments");
  });

  test("that breaks the spec is pointed at, and not what it breaks", () => {
    const yaml = `${smallest}environments:\n  dev:\n    cluster:\n      nodePools:\n        workers: { size: { min: 9 } }\n`;
    expect(places(load(yaml).findings)).toEqual([]);
    expect(places(load(yaml, "dev").findings)).toEqual(["out-of-range 15:33-15:34"]);
  });

  test("that removes what is used elsewhere leaves a reference to nothing", () => {
    const yaml = complete.replace("    profile: base", "    queues: { emails: null }");
    expect(load(yaml, "dev").findings).toMatchObject([
      { code: "unknown-reference", path: ["services", "worker", "uses", "emails"] },
    ]);
  });
});

test("names that AWS would refuse are refused here", () => {
  const yaml = service("port: 80")
    .replace("system: shop", "system: shop-of-all-good-things")
    .replace("  api:", "  the-api-that-answers-all-requests:")
    .concat("queues: { messages-to-everybody-who-ordered: { fifo: true } }\nenvironments: { production: {} }\n");
  expect(load(yaml, "production").findings.map(({ code, path: at }) => [code, at.join(".")])).toEqual([
    ["name-too-long", "services.the-api-that-answers-all-requests"],
    ["name-too-long", "queues.messages-to-everybody-who-ordered"],
  ]);
});

test("names that every object answers to are no references", () => {
  expect(load(service("nodePool: constructor, uses: { valueof: connect }")).findings.map(({ code }) => code)).toEqual([
    "unknown-reference",
    "unknown-reference",
  ]);
});

test("the order of keys makes no difference", () => {
  const expected = JSON.stringify(modelOf(complete, "dev").spec);
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
      const shuffled = stringify(shuffleKeys(parse(complete), () => numbers.next().value ?? 0));
      expect(JSON.stringify(modelOf(shuffled, "dev").spec)).toBe(expected);
    }),
    { numRuns: 20 },
  );
});

function shuffleKeys(value: unknown, next: () => number): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffleKeys(item, next));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, part]) => [next(), key, shuffleKeys(part, next)] as const);
  return Object.fromEntries(entries.sort(([left], [right]) => left - right).map(([, key, part]) => [key, part]));
}
