import { expect, test } from "vitest";
import { declaredEdges, wayOf } from "../../../policies/facts/declared-edges.ts";
import { factsOf } from "../../../policies/facts/facts.ts";
import { check, compileCase } from "../check-case.ts";

const spec = {
  network: { tiers: { data: {} }, endpoints: { sqs: {} } },
  cluster: { addons: { "external-secrets": {} } },
  stores: { orders: { kind: "postgres", engine: "rds", instance: "db.m7g.large" } },
  services: { api: { uses: { orders: "read-write", worker: "connect" } }, worker: { port: 9000 } },
};

function ways() {
  const { model, graph } = compileCase({ spec });
  const { reachability } = factsOf(graph);
  return new Map(
    declaredEdges(model).map((edge) => [`${edge.service} ${edge.target}`, wayOf(model, reachability, edge)]),
  );
}

test("the way to a database passes the pod's policy and both security groups", () => {
  expect(ways().get("api orders")).toEqual({
    ports: [5432],
    actions: [],
    publicPorts: [],
    answer: {
      reaches: "yes",
      steps: [
        "pod Deployment/api",
        "egress policy of Deployment/api api allows 10.0.192.0/22 and 10.0.196.0/22 and 10.0.200.0/22:5432",
        "security group nodes lets out to store-orders:5432",
        "security group store-orders admits nodes:5432",
      ],
    },
  });
});

test("the way to another service passes the policies of both", () => {
  expect(ways().get("api worker")?.answer.steps).toEqual([
    "pod Deployment/api",
    "Service worker:9000 → Deployment/worker:9000",
    "egress policy of Deployment/api api allows Deployment/worker:9000",
    "security group nodes lets out to nodes:9000",
    "security group nodes admits nodes:9000",
    "ingress policy of Deployment/worker worker allows Deployment/api on 9000",
  ]);
});

test("the way to a queue ends with what the role may do", () => {
  const way = ways().get("worker jobs");
  expect(way?.actions).toContain("sqs:ReceiveMessage");
  expect(way?.answer.steps.slice(-2)).toEqual([
    "service account worker → role service-worker",
    expect.stringMatching(/^role service-worker may sqs:.*sqs:ReceiveMessage on jobs$/),
  ]);
});

/** Services of which each calls the one before it and reads one store. */
function chain(length: number) {
  return Object.fromEntries(
    Array.from({ length }, (_, index) => [
      `service-${index}`,
      {
        image: { repository: `service-${index}`, tag: "1.0.0" },
        port: 8000,
        uses: { jobs: "send", ...(index > 0 && { [`service-${index - 1}`]: "connect" }), "app-db": "read" },
      },
    ]),
  );
}

test("hundreds of services that use one store all get to it", () => {
  const { coverage } = check({
    cluster: {
      addons: { "aws-ebs-csi-driver": {}, "external-secrets": {} },
      nodePools: { workers: { size: { max: 200 } } },
    },
    stores: { "app-db": { kind: "postgres", engine: "in-cluster" } },
    services: chain(300),
  });
  const uses = coverage.find(({ policy }) => policy === "access-uses-work");
  expect(uses).toMatchObject({ compliant: 300 * 3 + 1, open: 0, notEvaluated: [] });
});

/** What a policy found to be right. */
function passesOf(wanted: string, changes: unknown) {
  const { coverage } = check(changes, { keepPasses: true });
  return coverage.find(({ policy }) => policy === wanted)?.passes ?? [];
}

test("a store that somebody else runs is reached by those who use it, which its evidence says", () => {
  const passes = passesOf("access-stores-undeclared", {
    cluster: { addons: { "external-secrets": {} } },
    secrets: { "ledger-url": {} },
    stores: { ledger: { kind: "postgres", engine: "external", host: "db.example.com", secret: "ledger-url" } },
    services: { api: { uses: { ledger: "read-write" } } },
  });
  expect(passes.map(({ evidence }) => evidence)).toEqual([
    ["store ledger → reached by services.api → declared in their uses"],
  ]);
});

test("what network policies allow is part of the evidence", () => {
  const passes = passesOf("pod-network-policy", {
    services: { worker: { port: 9000 }, api: { uses: { worker: "connect" } } },
  });
  expect(passes.find(({ resource }) => resource?.endsWith("Deployment.shop.worker"))?.evidence.slice(1)).toEqual([
    "Deployment/worker → from pods app.kubernetes.io/name=api of namespaces kubernetes.io/metadata.name=shop on TCP 9000",
    expect.stringMatching(/^Deployment\/worker → to .* on TCP 443/),
  ]);
});
