import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { renderJson } from "../../../policies/report/json.ts";
import { jsonReportSchema } from "../../../policies/report/json-report-schema.ts";
import {
  changesReport,
  cleanReport,
  environmentsReport,
  findingsReport,
  invalidReport,
  laidOverReport,
  plainOptions,
  reportSaying,
} from "./sample-report.ts";

const validate = new Ajv2020({ allErrors: true }).compile(jsonReportSchema);

describe("JSON report", () => {
  test.each([
    ["findings", findingsReport],
    ["environments", environmentsReport],
    ["invalid", invalidReport],
    ["clean", cleanReport],
    ["changes", changesReport],
    ["laid-over", laidOverReport],
  ])("prints %s as its golden file, and as its schema says", async (name, report) => {
    const text = renderJson(report, plainOptions);
    expect(validate(JSON.parse(text)), JSON.stringify(validate.errors)).toBe(true);
    await expect(withoutTables(text)).toMatchFileSnapshot(`../../golden/reports/${name}.json`);
  });

  test("keeps every text of a spec, and prints no character that a terminal acts on", () => {
    const hostile = "\u001b[31m\u009b\u202e\u{e0001}\u2028";
    const text = renderJson(reportSaying(hostile), plainOptions);
    expect(JSON.parse(text)).toMatchObject({ systems: [{ findings: [{ message: hostile }, {}] }] });
    expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Zl}/u);
  });
});

/** A report without what is the same in each: the controls that no policy checks. */
function withoutTables(text: string): string {
  return text.replaceAll(/("unchecked": \[)[\s\S]*?\n {6}\]/g, "$1…]");
}
