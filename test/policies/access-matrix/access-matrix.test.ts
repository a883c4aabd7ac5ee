import { describe, expect, test } from "vitest";
import { shop } from "../../compiler/compile.ts";
import { matrixOf, matrixOfCase, undeclared, waysBetween } from "./matrix-of.ts";

describe("what a spec declares", () => {
  const matrix = matrixOf(shop);

  test("an edge on a queue is a way with its port, its actions and its line", () => {
    const [way] = waysBetween(matrix, "services.api", "queues.jobs");
    expect(way).toMatchObject({
      kind: "aws",
      state: "open",
      ports: ["443"],
      because: [{ kind: "uses", path: "services.api.uses.jobs", says: "send", line: 22 }],
      actions: [
        { name: "sqs:GetQueueAttributes", asked: true },
        { name: "sqs:GetQueueUrl", asked: true },
        { name: "sqs:SendMessage", asked: true },
      ],
    });
    expect(way?.path.at(0)).toBe("pod Deployment/api");
  });

  test("a secret that External Secrets delivers is one, by the line that asks for it", () => {
    expect(waysBetween(matrix, "services.api", "secrets.stripe")).toMatchObject([
      { kind: "delivery", because: [{ kind: "secret", path: "services.api.secrets.STRIPE_KEY" }] },
    ]);
  });

  test("the internet has a way to what a public route leads to, and to nothing else", () => {
    const reached = matrix.cells.filter(({ source }) => source === "internet").map(({ target }) => target);
    expect(reached).toEqual(["services.api"]);
    expect(waysBetween(matrix, "internet", "services.api")).toMatchObject([
      { ports: ["443"], because: [{ kind: "route", path: "routes.public" }] },
    ]);
  });

  test("whoever calls an API of AWS without an endpoint gets to the internet, for that", () => {
    expect(waysBetween(matrix, "services.worker", "internet")).toMatchObject([
      { ports: ["443"], because: [{ path: "services.worker.uses.jobs" }] },
    ]);
    const withEndpoints = matrixOf(shop.replace("zones: [a, b]", "zones: [a, b]\n  endpoints: { sqs: {}, sts: {} }"));
    expect(waysBetween(withEndpoints, "services.worker", "internet")).toEqual([]);
  });

  test("a service that uses nothing is a row without a cell", () => {
    expect(matrix.sources).toContain("services.prices");
    expect(matrix.cells.filter(({ source }) => source === "services.prices")).toEqual([]);
  });

  test("nodes, controllers, the control plane and people have rows of their own", () => {
    expect(matrix.sources).toEqual(
      expect.arrayContaining(["nodes", "cluster", "cluster.addons.vpc-cni", "cluster.access.platform"]),
    );
    expect(waysBetween(matrix, "cluster.access.platform", "kubernetes")[0]?.actions).toEqual([
      { name: "AmazonEKSClusterAdminPolicy in the cluster", asked: true },
    ]);
  });

  test("nothing is undeclared", () => {
    expect(undeclared(matrix)).toEqual([]);
  });
});

describe("what a spec does not declare", () => {
  test("an override that opens the nodes' security group, where nodes have public addresses", () => {
    const open = shop
      .replace("zones: [a, b]", "zones: [a, b]\n  tiers: { public: {} }\n  nat: none")
      .replace("size: { min: 2, max: 4 }", "size: { min: 2, max: 4 }, tier: public")
      .concat("overrides:\n  network/aws_vpc_security_group_ingress_rule.nodes_kubelet: { cidrIpv4: 0.0.0.0/0 }\n");
    expect(undeclared(matrixOf(open))).toEqual(["internet → nodes open 10250"]);
  });

  test("an override that lets a service out to a range that is nobody's", () => {
    const rule = "{ to: [{ ipBlock: { cidr: 198.51.100.0/24 } }], ports: [{ protocol: TCP, port: 22 }] }";
    const open = `${shop}overrides:\n  workloads/NetworkPolicy.shop.prices: { spec: { egress: [${rule}] } }\n`;
    expect(undeclared(matrixOf(open))).toEqual(["services.prices → 198.51.100.0/24 open 22"]);
  });

  test("an override that lets a service out to all the internet, on more ports than its edges need", () => {
    const rule = "{ to: [{ ipBlock: { cidr: 0.0.0.0/0 } }], ports: [{ port: 443 }, { port: 8000, endPort: 9000 }] }";
    const open = `${shop}overrides:\n  workloads/NetworkPolicy.shop.worker: { spec: { egress: [${rule}] } }\n`;
    expect(undeclared(matrixOf(open))).toContain("services.worker → internet open 8000-9000");
    expect(waysBetween(matrixOf(open), "services.worker", "internet")).toMatchObject([{ ports: ["443"] }, {}]);
  });

  test("an override that opens more ports of a host elsewhere than an edge needs", () => {
    const rule = "{ to: [{ ipBlock: { cidr: 10.50.0.0/16 } }], ports: [{ port: 5432 }, { port: 22 }] }";
    const open = shop
      .replace("uses: { jobs: receive }", "uses: { legacy: connect }")
      .concat("external: { legacy: { host: db.corp.example.com, port: 5432, cidrs: [10.50.0.0/16] } }\n")
      .concat(`overrides:\n  workloads/NetworkPolicy.shop.worker: { spec: { egress: [${rule}] } }\n`);
    expect(undeclared(matrixOf(open))).toEqual(["services.worker → 10.50.0.0/16 unknown 22"]);
  });

  test("two services without network policies", () => {
    const matrix = matrixOfCase({
      spec: { services: { api: { uses: { jobs: null } }, worker: { port: 9000, uses: { jobs: null } } } },
      patch: [{ nodes: "workloads/NetworkPolicy.*", drop: true }],
    });
    expect(undeclared(matrix)).toEqual(
      expect.arrayContaining([
        "services.api → services.worker open 9000",
        "services.worker → services.api open 8000",
        "services.api → internet open every",
      ]),
    );
  });

  test("a bucket that a role may read, and that no network policy leads to", () => {
    const matrix = matrixOfCase({
      spec: {
        stores: { files: { kind: "bucket", engine: "s3" } },
        services: { api: { uses: { files: "read" } }, worker: { uses: { jobs: null }, identity: "irsa" } },
      },
      patch: [
        {
          nodes: "identity/aws_iam_role.service_worker",
          set: {
            inlinePolicy: [
              {
                name: "more",
                policy: '{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}',
              },
            ],
          },
        },
      ],
    });
    expect(undeclared(matrix)).toEqual([
      "services.worker → stores.files closed 443 s3:GetObject",
      "services.worker → aws open s3:GetObject",
    ]);
    expect(waysBetween(matrix, "services.worker", "stores.files")[0]?.reason).toMatch(
      /^no egress policy of Deployment/,
    );
  });

  test("an action beyond what an edge implies", () => {
    const matrix = matrixOfCase({
      patch: [
        {
          nodes: "identity/data.aws_iam_policy_document.service_worker",
          set: {
            "statement[1]": {
              actions: ["sqs:PurgeQueue"],
              resources: [{ $ref: "data/aws_sqs_queue.jobs", attribute: "arn" }],
            },
          },
        },
      ],
    });
    expect(undeclared(matrix)).toEqual(["services.worker → queues.jobs open 443 sqs:PurgeQueue"]);
  });

  test("a right in Kubernetes beyond what an edge implies", () => {
    const matrix = matrixOfCase({
      spec: {
        services: {
          api: { uses: { runner: "run" } },
          runner: { image: { repository: "runner", tag: "1.0.0" }, run: "on-demand" },
        },
      },
      patch: [
        {
          nodes: "workloads/Role.shop.api.run.runner",
          set: { "rules[2]": { apiGroups: [""], resources: ["secrets"], verbs: ["get"] } },
        },
      ],
    });
    expect(undeclared(matrix)).toEqual(["services.api → kubernetes open 443 get secrets in shop"]);
  });

  test("a store that another service gets to", () => {
    const matrix = matrixOfCase({
      spec: {
        network: { tiers: { data: {} } },
        cluster: { addons: { "external-secrets": {} } },
        external: { legacy: { host: "db.corp.example.com", port: 5432, cidrs: ["10.0.0.0/8"] } },
        stores: { orders: { kind: "postgres", engine: "rds", instance: "db.m7g.large" } },
        services: { api: { uses: { orders: "read-write" } }, worker: { uses: { legacy: "connect" } } },
      },
    });
    expect(undeclared(matrix)).toEqual(["services.worker → stores.orders open 5432"]);
  });

  test("a store elsewhere that another service gets to by wider addresses", () => {
    const matrix = matrixOfCase({
      spec: {
        cluster: { addons: { "external-secrets": {} } },
        secrets: { "ledger-url": {} },
        external: { partner: { host: "db.partner.example.com", port: 5432, cidrs: ["203.0.0.0/16"] } },
        stores: {
          ledger: {
            ...{ kind: "postgres", engine: "external", host: "db.example.com", secret: "ledger-url" },
            cidrs: ["203.0.113.0/24"],
          },
        },
        services: { api: { uses: { ledger: "read-write" } }, worker: { uses: { partner: "connect" } } },
      },
    });
    expect(undeclared(matrix)).toEqual(["services.worker → stores.ledger open 5432"]);
  });

  test("a security group of somebody else that the nodes' own admits", () => {
    const rule = "{ referencedSecurityGroupId: sg-0a1b2c3d4e5f67890 }";
    const open = `${shop}overrides:\n  network/aws_vpc_security_group_ingress_rule.nodes_kubelet: ${rule}\n`;
    expect(undeclared(matrixOf(open))).toEqual(["sg-0a1b2c3d4e5f67890 → nodes open 10250"]);
  });

  test("a group of Kubernetes that has a role", () => {
    const matrix = matrixOfCase({
      spec: {
        services: {
          api: { uses: { runner: "run" } },
          runner: { image: { repository: "runner", tag: "1.0.0" }, run: "on-demand" },
        },
      },
      patch: [
        {
          nodes: "workloads/RoleBinding.shop.api.run.runner",
          set: { "subjects[1]": { kind: "Group", name: "system:unauthenticated" } },
        },
      ],
    });
    expect(undeclared(matrix)).toEqual([
      expect.stringMatching(/^group system:unauthenticated → kubernetes open 443 create jobs in shop /),
    ]);
  });
});

describe("what a spec declares in vain", () => {
  test("an edge whose network policy is gone says which hop is missing", () => {
    const matrix = matrixOfCase({
      patch: [{ nodes: "workloads/NetworkPolicy.shop.api", remove: ["spec.egress"] }],
    });
    expect(waysBetween(matrix, "services.api", "queues.jobs")).toMatchObject([
      {
        state: "closed",
        reason: "no egress policy of Deployment/api allows any public address:443",
        because: [{ path: "services.api.uses.jobs" }],
      },
    ]);
  });

  test("a route whose load balancer admits nobody", () => {
    const matrix = matrixOfCase({
      patch: [{ nodes: "network/aws_vpc_security_group_ingress_rule.route_public_443", drop: true }],
    });
    expect(waysBetween(matrix, "internet", "services.api")).toMatchObject([
      { state: "closed", because: [{ path: "routes.public" }] },
    ]);
  });

  test("a database whose rule is known only at apply", () => {
    const matrix = matrixOfCase({
      spec: {
        network: { tiers: { data: {} } },
        cluster: { addons: { "external-secrets": {} } },
        stores: { orders: { kind: "postgres", engine: "rds", instance: "db.m7g.large" } },
        services: { api: { uses: { orders: "read-write" } } },
      },
      patch: [
        {
          nodes: "network/aws_vpc_security_group_ingress_rule.store_orders_from_nodes",
          remove: ["referencedSecurityGroupId"],
          set: { prefixListId: { $ref: "network/aws_vpc.main", attribute: "id" } },
        },
      ],
    });
    expect(waysBetween(matrix, "services.api", "stores.orders")[0]).toMatchObject({
      state: "unknown",
      reason: "a rule of security group store-orders is known only at apply",
    });
  });
});
