import { describe, expect, test } from "vitest";
import { renderJunit } from "../../../policies/report/junit.ts";
import {
  cleanReport,
  environmentsReport,
  findingsReport,
  invalidReport,
  openFinding,
  plainOptions,
  reportSaying,
} from "./sample-report.ts";

describe("JUnit report", () => {
  test.each([
    ["findings", findingsReport],
    ["environments", environmentsReport],
    ["invalid", invalidReport],
    ["clean", cleanReport],
  ])("prints %s as its golden file", async (name, report) => {
    await expect(renderJunit(report, plainOptions)).toMatchFileSnapshot(`../../golden/reports/${name}.junit.xml`);
  });

  test("fails no case below the gate", () => {
    expect(renderJunit({ ...findingsReport, failOn: "critical" }, plainOptions)).not.toContain("<failure");
  });

  test("keeps text of a spec text", () => {
    const report = reportSaying('</system-out><failure a="b"/> & ]]> \u0007');
    const judged = { policy: openFinding.policy, compliant: 0, open: 1, waived: 1, notEvaluated: [] };
    const systems = report.systems.map((system) => ({ ...system, coverage: [judged] }));
    const text = renderJunit({ ...report, systems }, plainOptions);
    expect(text).toContain("&lt;/system-out&gt;&lt;failure a=&quot;b&quot;/&gt; &amp; ]]&gt; \\u{7}");
    expect(text).not.toMatch(/[^\n\P{Cc}]/u);
  });
});
