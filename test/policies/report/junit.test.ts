import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { renderJunit } from "../../../policies/report/junit.ts";
import {
  changesReport,
  cleanReport,
  environmentsReport,
  findingsReport,
  invalidReport,
  laidOverReport,
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
    ["changes", changesReport],
    ["laid-over", laidOverReport],
  ])("prints %s as its golden file, and as the schema of Jenkins says", async (name, report) => {
    const text = renderJunit(report, plainOptions);
    expect(await mistakesIn(text)).toEqual([]);
    await expect(text).toMatchFileSnapshot(`../../golden/reports/${name}.junit.xml`);
  });

  test("fails no case below the gate", () => {
    expect(renderJunit({ ...findingsReport, failOn: "critical" }, plainOptions)).not.toContain("<failure");
  });

  test("keeps text of a spec text", async () => {
    const report = reportSaying('</system-out><failure a="b"/> & ]]> \u0007');
    const judged = { policy: openFinding.policy, compliant: 0, open: 1, waived: 1, notEvaluated: [] };
    const systems = report.systems.map((system) => ({ ...system, coverage: [judged] }));
    const text = renderJunit({ ...report, systems }, plainOptions);
    expect(text).toContain("&lt;/system-out&gt;&lt;failure a=&quot;b&quot;/&gt; &amp; ]]&gt; \\u{7}");
    expect(text).not.toMatch(/[^\n\P{Cc}]/u);
    expect(await mistakesIn(text)).toEqual([]);
  });
});

async function mistakesIn(xml: string): Promise<readonly string[]> {
  const schema = readFileSync(new URL("fixtures/junit-4.xsd", import.meta.url), "utf8");
  const { errors } = await validateXML({ xml, schema });
  return errors.map(({ message }) => message);
}
