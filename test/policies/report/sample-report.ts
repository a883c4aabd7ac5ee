import type { CheckReport, PolicyFinding, SystemReport } from "../../../policies/check-report.ts";
import { showLines } from "../../../policies/hidden/show-lines.ts";
import type { PolicyDescription, ReportOptions } from "../../../policies/report/renderer.ts";
import type { SpecFinding } from "../../../schema/finding.ts";
import { pictureSaying } from "./sample-picture.ts";

/** The spec that the sample's findings point into. */
const text = `version: 1
system: shop
owner: platform@example.com
cluster:
  nodePools:
    workers:
      tier: public
      instances: [t3.medium]
services:
  api:
    image: { repository: api, tag: latest }
`;

export const openFinding: PolicyFinding = {
  policy: "net-nodes-private-subnets",
  severity: "high",
  file: "spec/shop/spec.yaml",
  target: ["cluster", "nodePools", "workers"],
  path: ["cluster", "nodePools", "workers", "tier"],
  range: { line: 7, column: 13, endLine: 7, endColumn: 19 },
  key: "subnet:public-a",
  message: 'node pool "workers" is in subnets with a route to the internet',
  help: "move the pool to the private tier, or waive the finding for a demo",
  expected: "subnets without a route to an internet gateway",
  actual: "subnet public-a",
  evidence: ["pool workers → subnet public-a", "subnet public-a → route 0.0.0.0/0 → internet gateway main"],
  resource: "cluster/aws_eks_node_group.workers",
  status: "open",
  notes: ["its waiver expired on 2026-03-31"],
};

export const waivedFinding: PolicyFinding = {
  ...openFinding,
  policy: "img-tag-immutable",
  severity: "medium",
  target: ["services", "api", "image"],
  path: ["services", "api", "image", "tag"],
  range: { line: 11, column: 37, endLine: 11, endColumn: 43 },
  key: "tag",
  message: 'image "api" runs under the moving tag "latest"',
  help: "pin a version or a digest",
  expected: "a version or a digest",
  actual: "latest",
  evidence: [],
  status: "waived",
  notes: [],
  waiver: {
    index: 0,
    reason: "The demo always runs the newest build.",
    owner: "platform@example.com",
    expires: "2026-12-01",
    daysLeft: 11,
    ticket: "PLAT-142",
  },
};

export const problem: SpecFinding = {
  code: "unknown-key",
  file: "spec/broken/spec.yaml",
  path: ["cluster", "nodePool"],
  range: { line: 2, column: 3, endLine: 2, endColumn: 11 },
  message: 'unknown key "nodePool"',
  help: 'did you mean "nodePools"?',
};

const shop: SystemReport = {
  file: "spec/shop/spec.yaml",
  text,
  lines: showLines(text),
  system: "shop",
  problems: [],
  findings: [openFinding, waivedFinding],
  coverage: [
    { policy: "net-nodes-private-subnets", compliant: 0, open: 1, waived: 0, notEvaluated: [] },
    {
      policy: "sec-rotation",
      compliant: 4,
      open: 0,
      waived: 0,
      notEvaluated: [{ target: ["secrets", "database-url"], reason: "the secret's rotation is known only at apply" }],
      passes: [
        {
          target: ["secrets", "api-key"],
          evidence: ["secret api-key → rotation_rules.automatically_after_days = 30"],
          resource: "data/aws_secretsmanager_secret.api_key",
        },
      ],
    },
    { policy: "queue-encrypted", compliant: 0, open: 0, waived: 0, notEvaluated: [] },
  ],
  notAsked: [
    { policy: "node-pool-min-size", by: "prod" },
    { policy: "pod-cpu-limit", by: "optional" },
  ],
  totals: { stacks: 4, resources: 61, objects: 7 },
};

const brokenText = "cluster:\n  nodePool: {}\n";

const broken: SystemReport = {
  file: "spec/broken/spec.yaml",
  text: brokenText,
  lines: showLines(brokenText),
  problems: [problem],
  findings: [],
  coverage: [],
};

/** A report of one system with findings. */
export const findingsReport: CheckReport = { today: "2026-11-20", failOn: "high", systems: [shop] };

/** A report of a system in three environments, of which one is better. */
export const environmentsReport: CheckReport = {
  ...findingsReport,
  systems: [shop, { ...shop, environment: "dev" }, { ...shop, environment: "prod", findings: [waivedFinding] }],
};

/** A report in which one spec of two is wrong. */
export const invalidReport: CheckReport = { ...findingsReport, systems: [broken, shop] };

/** A report of a system with an override and a rename. */
export const laidOverReport: CheckReport = {
  ...findingsReport,
  systems: [
    {
      ...shop,
      overrides: [{ pattern: "aws_sqs_queue.*", line: 9, addresses: ["data/aws_sqs_queue.jobs"] }],
      renames: [
        { path: ["queues", "jobs"], from: "tasks", line: 10, moved: 3, replaced: ["identity/aws_iam_role.worker"] },
        { path: ["stores", "files"], from: "uploads", line: 11, moved: 1, replaced: [] },
      ],
    },
  ],
};

const known: PolicyFinding = { ...openFinding, key: "subnet:public-b", status: "known", notes: [] };
const elsewhere: PolicyFinding = {
  ...openFinding,
  severity: "medium",
  range: { line: 2, column: 9, endLine: 2, endColumn: 13 },
  key: "subnet:public-c",
  notes: ["it was waived until 2027-03-31 before"],
};

/** A report of an edit: of one system everything that can become of findings and resources, and one that went. */
export const changesReport: CheckReport = {
  ...findingsReport,
  systems: [{ ...shop, findings: [elsewhere, openFinding, known, waivedFinding] }],
  delta: {
    against: "origin/main (1a2b3c4)",
    systems: [
      {
        file: shop.file,
        system: "shop",
        state: "compared",
        findings: [
          { change: "new", finding: openFinding },
          { change: "unwaived", finding: elsewhere, was: "waived until 2027-03-31" },
          { change: "waived", finding: waivedFinding, was: "open" },
          { change: "unasked", finding: { ...openFinding, policy: "obs-alarms", severity: "low" } },
          { change: "fixed", finding: { ...openFinding, key: "subnet:public-z", severity: "critical" } },
        ],
        resources: {
          created: ["data/aws_sqs_queue.jobs"],
          changed: ["cluster/aws_eks_node_group.workers", "workloads/Deployment.shop.api"],
          replaced: [
            { address: "data/aws_db_instance.app_db", loses: "data" },
            { address: "identity/aws_iam_role.worker" },
          ],
          destroyed: [{ address: "network/aws_subnet.private_c", loses: "address" }],
        },
      },
      { file: "spec/old/spec.yaml", system: "old", environment: "prod", state: "removed", findings: [] },
    ],
    files: [{ file: shop.file, changed: [{ line: 6, endLine: 8 }] }],
  },
};

/** A report with nothing to say. */
export const cleanReport: CheckReport = { ...findingsReport, systems: [{ ...shop, findings: [], coverage: [] }] };

/** The policies of the sample. */
const policies: readonly PolicyDescription[] = [
  {
    id: "net-nodes-private-subnets",
    title: "Nodes are in private subnets",
    group: "network",
    severity: "high",
    rationale: "A node with a public address is one open port away from the internet.",
    remediation: "Set the pool's tier to private.",
    anchors: [{ control: "CIS-EKS 5.4.3", url: "https://www.cisecurity.org/benchmark/amazon_web_services" }],
  },
  {
    id: "img-tag-immutable",
    title: "Images are pinned",
    group: "secrets",
    severity: "medium",
    rationale: "A moving tag runs whatever was pushed last.",
    remediation: "Name a version or a digest.",
    anchors: [],
  },
];

/** Options as a test wants them: no colour, eighty columns. */
export const plainOptions: ReportOptions = { color: false, width: 80, version: "0.0.0-test", policies };

/** The sample with one finding whose every text is this one. */
export function reportSaying(hostile: string): CheckReport {
  const said = {
    ...openFinding,
    message: hostile,
    help: hostile,
    expected: hostile,
    actual: hostile,
    evidence: [hostile],
    notes: [hostile],
    path: ["services", hostile],
    target: ["services", hostile],
  };
  const waiver = { index: 0, reason: hostile, owner: hostile, ticket: hostile, expires: "2026-12-01", daysLeft: 11 };
  const findings: readonly PolicyFinding[] = [said, { ...said, status: "waived", waiver }];
  const notEvaluated = [{ target: ["services", hostile], reason: hostile }];
  const passes = [{ target: ["services", hostile], evidence: [hostile] }];
  const coverage = [{ policy: "sec-rotation", compliant: 1, open: 0, waived: 0, notEvaluated, passes }];
  const hostileText = `${hostile.replaceAll("\n", " ")}\n`.repeat(8);
  return {
    ...findingsReport,
    systems: [{ ...shop, lines: showLines(hostileText), findings, coverage, picture: pictureSaying(hostile) }],
  };
}
