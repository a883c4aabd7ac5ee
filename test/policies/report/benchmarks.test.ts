import { describe, expect, test } from "vitest";
import type { CheckReport, PolicyCoverage, SystemReport } from "../../../policies/check-report.ts";
import { policies } from "../../../policies/registry.ts";
import { benchmarkViews, type ControlRow, controlStates } from "../../../policies/report/benchmarks.ts";
import { check } from "../check-case.ts";
import { problem } from "./sample-report.ts";

/** The base with some changes, as a run reports it. */
function systemWith(spec: object = {}, rest: Partial<SystemReport> = {}): SystemReport {
  return {
    file: "spec/shop/spec.yaml",
    text: "",
    system: "shop",
    problems: [],
    ...check(spec, { keepPasses: true }),
    ...rest,
  };
}

const broken: SystemReport = {
  file: "spec/broken/spec.yaml",
  text: "",
  problems: [problem],
  findings: [],
  coverage: [],
};

function controls(...systems: readonly SystemReport[]): ReadonlyMap<string, ControlRow> {
  const report: CheckReport = { today: "2026-11-20", failOn: "high", systems };
  const rows = benchmarkViews(report, policies).flatMap((view) => view.controls);
  return new Map(rows.map((row) => [row.control, row]));
}

const inShort = (row: ControlRow | undefined): string => [row?.state, ...(row?.why ?? [])].join(": ");

const database = {
  stores: {
    db: {
      ...{ kind: "postgres", engine: "rds", instance: "db.m7g.large", storage: "20Gi" },
      ...{ multiAz: false, deletionProtection: false },
    },
  },
  network: { tiers: { data: {} } },
};

describe("a control", () => {
  test("is not asked where the profile does not ask, and says what would", () => {
    const rows = controls(systemWith(database));
    expect(inShort(rows.get("FSBP RDS.5"))).toBe("not asked: data-multi-az: the profile prod asks it");
    expect(inShort(rows.get("CIS-AWS 3.2.4"))).toBe("not asked: data-multi-az: the profile prod asks it");
    expect(inShort(rows.get("FSBP RDS.8"))).toBe("not asked: data-deletion-protection: the profile prod asks it");
    expect(inShort(rows.get("FSBP RDS.10"))).toBe("not asked: data-iam-auth: the profile regulated asks it");
    expect(inShort(rows.get("NSA C-0270"))).toBe("not asked: pod-cpu-limit: a pack has to turn it on");
  });

  test("fails where the profile asks, and passes where nothing is wrong", () => {
    const rows = controls(systemWith({ ...database, profile: "prod" }));
    expect(inShort(rows.get("FSBP RDS.5"))).toBe("fail");
    expect(inShort(rows.get("CIS-AWS 3.2.1"))).toBe("pass");
  });

  test("is not applicable where its policy judged resources of other types only", () => {
    const rows = controls(systemWith(database));
    expect(inShort(rows.get("FSBP RDS.3"))).toBe("pass");
    expect(inShort(rows.get("FSBP ElastiCache.4"))).toBe("not applicable");
    const files = controls(systemWith({ stores: { files: { kind: "bucket", engine: "s3" } } }));
    expect(inShort(files.get("CIS-AWS 3.1.1"))).toBe("pass");
    expect(inShort(files.get("CIS-AWS 3.2.1"))).toBe("not applicable");
  });

  test("fails by a fault of its own type, and not by one of another", () => {
    const patch = [{ nodes: "data/aws_s3_bucket_server_side_encryption_configuration.*", set: { rule: [] } }];
    const spec = { ...database, stores: { ...database.stores, files: { kind: "bucket", engine: "s3" } } };
    const outcome = check(spec, { keepPasses: true, patch });
    expect(outcome.findings.map(({ policy }) => policy)).toContain("data-encrypted-at-rest");
    expect(inShort(controls(systemWith(spec, outcome)).get("CIS-AWS 3.2.1"))).toBe("pass");
    const broken = check(spec, {
      keepPasses: true,
      patch: [{ nodes: "data/aws_db_instance.*", set: { storageEncrypted: false } }],
    });
    expect(inShort(controls(systemWith(spec, broken)).get("CIS-AWS 3.2.1"))).toBe("fail");
  });

  test("is not evaluated in a spec with mistakes, whatever it asks", () => {
    const states = [...controls(broken).values()].map(inShort);
    expect(new Set(states)).toEqual(new Set(["not evaluated: no policy is asked of a spec with mistakes"]));
  });

  test("never passes beside a spec with mistakes", () => {
    const rows = [...controls(systemWith(database), broken).values()];
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(["not evaluated"]));
    expect(rows[0]?.why).toEqual(["no policy is asked of a spec with mistakes (spec/broken/spec.yaml)"]);
  });

  test("names the environments that do not ask it", () => {
    const dev = systemWith(database, { environment: "dev" });
    const prod = systemWith(
      { ...database, profile: "prod", stores: { db: { ...database.stores.db, multiAz: true } } },
      { environment: "prod" },
    );
    expect(inShort(controls(dev, prod).get("FSBP RDS.5"))).toBe(
      "not asked: data-multi-az: the profile prod asks it (shop (dev))",
    );
  });

  test("is not evaluated where a policy of it was not asked and the spec has no mistake", () => {
    const rows = controls(systemWith({}, { coverage: [], notAsked: [] }));
    expect(inShort(rows.get("CIS-EKS 5.4.2"))).toBe("not evaluated: eks-endpoint-private was not asked");
  });
});

describe("the worst of all states is the control's", () => {
  const policy = "pod-seccomp";
  const control = "PSS restricted: Seccomp";
  const counts = { policy, compliant: 1, open: 0, waived: 0, notEvaluated: [] };
  const unknown = { target: ["services", "api"], reason: "known only at apply" };
  const coverage: Readonly<Record<string, PolicyCoverage>> = {
    fail: { ...counts, open: 1, waived: 1, notEvaluated: [unknown] },
    "not evaluated": { ...counts, waived: 1, notEvaluated: [unknown] },
    waived: { ...counts, waived: 1 },
    pass: counts,
    "not applicable": { ...counts, compliant: 0 },
  };
  const systemOf = (state: string): SystemReport => {
    const own = coverage[state];
    return systemWith({}, own ? { coverage: [own] } : { coverage: [], notAsked: [{ policy, by: "prod" }] });
  };

  test.each(controlStates)("%s, in one system", (state) => {
    expect(controls(systemOf(state)).get(control)?.state).toBe(state);
  });

  test.each(controlStates)("%s, over several systems", (state) => {
    const milder = controlStates.slice(controlStates.indexOf(state));
    for (const other of milder) {
      expect(controls(systemOf(state), systemOf(other)).get(control)?.state).toBe(state);
      expect(controls(systemOf(other), systemOf(state)).get(control)?.state).toBe(state);
    }
  });

  test("over several policies: one that was not asked leaves no pass", () => {
    const system = systemWith({}, { coverage: [counts], notAsked: [{ policy: "pod-apparmor", by: "optional" }] });
    const more: SystemReport = { ...system, coverage: [...system.coverage, { ...counts, policy: "pod-selinux" }] };
    expect(inShort(controls(more).get("NSA C-0055"))).toBe("not asked: pod-apparmor: a pack has to turn it on");
  });
});

test("what no policy checks is in the view of its benchmark, with the reason", () => {
  const report: CheckReport = { today: "2026-11-20", failOn: "high", systems: [systemWith()] };
  const views = benchmarkViews(report, policies);
  expect(views.map(({ name }) => name)).toHaveLength(5);
  const unchecked = views[0]?.unchecked.find(({ controls: [first] }) => first?.control === "CIS-EKS 5.1.2");
  expect(unchecked).toMatchObject({ title: "Few people may use the image registry", gap: { kind: "account" } });
});

test("what the rule of a pack checks is not among what nobody checks", () => {
  const report: CheckReport = { today: "2026-11-20", failOn: "high", systems: [systemWith()] };
  const own = {
    ...policies[0],
    id: "acme-registry",
    anchors: [{ control: "CIS-EKS 5.1.2" }, { control: "FSBP SES.3" }],
  };
  const [eks, , fsbp] = benchmarkViews(report, [...policies, own as (typeof policies)[number]]);
  expect(eks?.controls.find(({ control }) => control === "CIS-EKS 5.1.2")?.policies).toEqual(["acme-registry"]);
  const left = [eks, fsbp].flatMap((view) => view?.unchecked ?? []).flatMap((row) => row.controls);
  expect(left.map(({ control }) => control)).not.toContain("CIS-EKS 5.1.2");
  expect(left.map(({ control }) => control)).not.toContain("FSBP SES.3");
});
