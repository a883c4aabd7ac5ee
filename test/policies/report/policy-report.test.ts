import { describe, expect, test } from "vitest";
import { renderOpenReport, renderPolicyReport } from "../../../policies/report/policy-report.ts";
import type { Manifest } from "../../validate/graph-of.ts";
import { isOfficiallyValid } from "../../validate/official.ts";
import {
  changesReport,
  cleanReport,
  environmentsReport,
  findingsReport,
  invalidReport,
  laidOverReport,
  plainOptions,
} from "./sample-report.ts";

interface PolicyReport extends Manifest {
  readonly summary: Readonly<Record<string, number>>;
  readonly results: readonly { readonly result: string; readonly policy: string; readonly message: string }[];
}

function itemsOf(text: string): readonly PolicyReport[] {
  return JSON.parse(text).items;
}

describe("PolicyReport", () => {
  test.each([
    ["findings", findingsReport],
    ["environments", environmentsReport],
    ["invalid", invalidReport],
    ["clean", cleanReport],
    ["changes", changesReport],
    ["laid-over", laidOverReport],
  ])("prints %s as its golden file, as its official schema says, with a summary that adds up", async (name, report) => {
    const text = renderPolicyReport(report, plainOptions);
    for (const item of itemsOf(text)) {
      const { summary, results, metadata } = item;
      expect(await isOfficiallyValid(item)).toBe(true);
      expect(Object.values(summary).reduce((sum, count) => sum + count, 0)).toBe(results.length);
      expect(metadata.name).toMatch(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);
    }
    await expect(text).toMatchFileSnapshot(`../../golden/reports/${name}.policy-report.json`);
  });

  test("is the same as an OpenReport, whose results have a schema of their own", async () => {
    const [policyReport] = itemsOf(renderPolicyReport(findingsReport, plainOptions));
    const [openReport] = itemsOf(renderOpenReport(findingsReport, plainOptions));
    const open = { apiVersion: "openreports.io/v1alpha1", kind: "Report" };
    expect(openReport).toEqual({ ...policyReport, ...open });
    for (const result of openReport?.results ?? [])
      expect(await isOfficiallyValid({ ...open, ...result, kind: "ReportResult" } as unknown as Manifest)).toBe(true);
  });

  test("has a name of its own for each system in each environment", () => {
    const [shop] = findingsReport.systems;
    if (!shop) throw new Error("the sample has a system");
    const systems = [shop, { ...shop, environment: "dev" }, { ...shop, system: "shop-dev" }];
    const names = itemsOf(renderPolicyReport({ ...findingsReport, systems }, plainOptions)).map(
      ({ metadata }) => metadata.name,
    );
    expect(names).toEqual(["groundplan-shop", "groundplan-shop.dev", "groundplan-shop-dev"]);
  });

  test("fails, warns and skips by gate and waiver", () => {
    const [gated] = itemsOf(renderPolicyReport(findingsReport, plainOptions));
    const [open] = itemsOf(renderPolicyReport({ ...findingsReport, failOn: "never" }, plainOptions));
    expect(gated?.results.map(({ result }) => result).slice(0, 2)).toEqual(["fail", "skip"]);
    expect(open?.results[0]?.result).toBe("warn");
  });
});
