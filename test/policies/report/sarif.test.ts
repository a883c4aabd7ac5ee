import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import type { Log } from "sarif";
import { describe, expect, test } from "vitest";
import type { ReportOptions } from "../../../policies/report/renderer.ts";
import { renderSarif } from "../../../policies/report/sarif.ts";
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

const validate = sarifValidator();

describe("SARIF report", () => {
  test.each([
    ["findings", findingsReport],
    ["environments", environmentsReport],
    ["invalid", invalidReport],
    ["clean", cleanReport],
    ["changes", changesReport],
    ["laid-over", laidOverReport],
  ])("prints %s as its golden file, and as the SARIF schema says", async (name, report) => {
    const text = renderSarif(report, plainOptions);
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    await expect(text).toMatchFileSnapshot(`../../golden/reports/${name}.sarif`);
  });

  test("suppresses waived findings with the reason, and fingerprints without line numbers", () => {
    const [open, waived] = sarif(findingsReport).runs[0]?.results ?? [];
    expect(open?.suppressions).toBeUndefined();
    expect(waived?.suppressions).toMatchObject([{ justification: expect.stringContaining("newest build") }]);
    expect(open?.partialFingerprints).toEqual({
      "groundplanFinding/v2": "shop|net-nodes-private-subnets|cluster.nodePools.workers|subnet:public-a",
    });
  });

  test("fingerprints what differs between environments and systems apart", () => {
    const [shop] = findingsReport.systems;
    if (!shop) throw new Error("the sample has a system");
    const dev = { ...shop, environment: "dev", findings: [{ ...openFinding, actual: "subnet public-b" }] };
    const file = "spec/other/spec.yaml";
    const other = { ...shop, file, system: "other", findings: [{ ...openFinding, file }] };
    const results = sarif({ ...findingsReport, systems: [shop, dev, other] }).runs[0]?.results ?? [];
    const fingerprints = results.map(({ partialFingerprints }) => partialFingerprints?.["groundplanFinding/v2"]);
    expect(new Set(fingerprints).size).toBe(4);
  });

  test.each([
    ["a\u202eb\u001b[31m", "a\\u{202e}b\\u{1b}[31m"],
    ["see [here](javascript:alert(1)) or waivers[0]", "see \\[here](javascript:alert(1)) or waivers[0]"],
  ])("keeps %j of a spec text", (hostile, shown) => {
    const [open, waived] = sarif(reportSaying(hostile)).runs[0]?.results ?? [];
    expect(open?.message.text).toBe(`${shown}\nexpected: ${shown}\nactual: ${shown}\nhelp: ${shown}`);
    expect(waived?.suppressions?.[0]?.justification).toBe(`${shown} (${shown}, until 2026-12-01, ${shown})`);
  });

  test("says of a mistake's rule what it means, as of any other", () => {
    const rules = sarif(invalidReport).runs[0]?.tool.driver.rules ?? [];
    expect(rules.map(({ id }) => id)).toContain("unknown-key");
    for (const rule of rules)
      expect(rule).toMatchObject({
        fullDescription: { text: expect.any(String) },
        help: { text: expect.any(String) },
        properties: { "security-severity": expect.any(String) },
      });
  });

  test("gives each result the index of its rule", () => {
    const [run] = sarif(invalidReport).runs;
    for (const result of run?.results ?? [])
      expect(run?.tool.driver.rules?.[result.ruleIndex ?? -1]?.id).toBe(result.ruleId);
  });

  test.each([
    ["spec/a b/ü#.yaml", "", "spec/a%20b/%C3%BC%23.yaml"],
    ["./spec/a/spec.yaml", "", "spec/a/spec.yaml"],
    ["..\\spec\\spec.yaml", "", "../spec/spec.yaml"],
    ["/tmp/spec.yaml", "infra/", "file:///tmp/spec.yaml"],
    ["C:\\spec.yaml", "infra/", "file:///C:/spec.yaml"],
    ["./spec/a/spec.yaml", "infra/a b/", "infra/a%20b/spec/a/spec.yaml"],
    ["../spec.yaml", "infra/", "spec.yaml"],
  ])("names the file %s in the folder '%s' as %s", (file, sourceFolder, uri) => {
    const [shop] = findingsReport.systems;
    const systems = shop ? [{ ...shop, file, findings: [{ ...openFinding, file }] }] : [];
    const [result] = sarif({ ...findingsReport, systems }, { sourceFolder }).runs[0]?.results ?? [];
    expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(uri);
  });
});

function sarif(report: typeof findingsReport, options: Partial<ReportOptions> = {}): Log {
  return JSON.parse(renderSarif(report, { ...plainOptions, ...options })) as Log;
}

/** The schema is draft 4, of which ajv reads all but the name of the id. One of its patterns is valid without the u flag only. */
function sarifValidator() {
  const file = new URL("fixtures/sarif-2.1.0-rtm.5.json", import.meta.url);
  const { $schema: _draft, id, ...schema } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, unicodeRegExp: false });
  return ajv.compile({ ...schema, $id: String(id) });
}
