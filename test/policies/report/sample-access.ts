import type { AccessMatrix } from "../../../policies/access-matrix/access.ts";
import type { CheckReport, PolicyFinding } from "../../../policies/check-report.ts";
import { findingsReport, openFinding } from "./sample-report.ts";

const edge = { kind: "uses", path: "services.api.uses.jobs", says: "send", line: 11 } as const;

const matrix: AccessMatrix = {
  sources: ["services.api", "services.worker"],
  targets: ["stores.orders", "queues.jobs"],
  cells: [
    {
      source: "services.api",
      target: "queues.jobs",
      ways: [
        {
          kind: "aws",
          state: "closed",
          reason: "no egress policy of Deployment/api allows any public address:443",
          ports: ["443"],
          path: ["pod Deployment/api"],
          actions: [{ name: "sqs:SendMessage", asked: true }],
          because: [edge],
        },
      ],
    },
    {
      source: "services.worker",
      target: "stores.orders",
      ways: [
        {
          kind: "network",
          state: "open",
          ports: ["5432"],
          path: ["pod Deployment/worker", "security group store-orders admits nodes:5432"],
          actions: [],
          because: [],
        },
      ],
    },
  ],
};

/** What a policy finds on the second cell of the sample. */
export const strangerFinding: PolicyFinding = {
  ...openFinding,
  policy: "access-stores-undeclared",
  target: ["stores", "orders"],
  key: "from:services.worker",
  message: '"worker" reaches the store "orders" without using it',
};

/** The sample with who can reach what: an edge without a way, and a way without an edge. */
export const accessReport: CheckReport = {
  ...findingsReport,
  systems: findingsReport.systems.map((system) => ({
    ...system,
    findings: [strangerFinding, ...system.findings],
    access: matrix,
  })),
};

/** A matrix of as many columns as a page shows, with long names. */
export const wideAccessReport: CheckReport = accessOf(
  Array.from({ length: 28 }, (_, index) => ({
    source: "services.a-service-whose-name-nobody-abbreviates",
    target: `services.another-service-with-a-long-name-${index}`,
  })),
);

/** The same where every name of the matrix is this one. */
export function accessSaying(hostile: string): CheckReport {
  return accessOf([{ source: hostile, target: hostile }], hostile);
}

function accessOf(pairs: readonly { readonly source: string; readonly target: string }[], step = ""): CheckReport {
  const [, { ways = [] } = {}] = matrix.cells;
  const cells = pairs.map((pair) => ({
    ...pair,
    ways: ways.map((way) => ({ ...way, ...(step && { path: [step] }) })),
  }));
  const access = { sources: pairs.map(({ source }) => source), targets: pairs.map(({ target }) => target), cells };
  return { ...findingsReport, systems: findingsReport.systems.map((system) => ({ ...system, access })) };
}
