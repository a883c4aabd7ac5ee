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
    expect(inShort(rows.get("FSBP RDS.3"))).toBe("pass");
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
    const system = systemWith(
      {},
      { coverage: [counts], notAsked: [{ policy: "pod-dedicated-service-account", by: "optional" }] },
    );
    const more: SystemReport = {
      ...system,
      coverage: [...system.coverage, { ...counts, policy: "iam-workload-identity-required" }],
    };
    expect(inShort(controls(more).get("CIS-EKS 5.2.1"))).toBe(
      "not asked: pod-dedicated-service-account: a pack has to turn it on",
    );
  });
});
