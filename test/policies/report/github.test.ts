import { describe, expect, test } from "vitest";
import { renderGithub } from "../../../policies/report/github.ts";
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

describe("annotations for GitHub Actions", () => {
  test.each([
    ["findings", findingsReport],
    ["environments", environmentsReport],
    ["invalid", invalidReport],
    ["clean", cleanReport],
    ["changes", changesReport],
    ["laid-over", laidOverReport],
  ])("prints %s as its golden file", async (name, report) => {
    await expect(renderGithub(report, plainOptions)).toMatchFileSnapshot(`../../golden/reports/${name}.github.txt`);
  });

  test("stands on the line and columns of the finding", () => {
    expect(renderGithub(findingsReport, plainOptions)).toContain(
      "::error file=spec/shop/spec.yaml,line=7,col=13,endColumn=18,title=groundplan high%3A net-nodes-private-subnets::",
    );
  });

  test("names the file from the top of the repository", () => {
    const text = renderGithub(changesReport, { ...plainOptions, sourceFolder: "infra/a b/" });
    expect(text.match(/^::\w+ file=[^,]*/gm)).toEqual([
      "::error file=infra/a b/spec/shop/spec.yaml",
      "::warning file=infra/a b/spec/shop/spec.yaml",
    ]);
  });

  test("warns of what does not fail the run", () => {
    const text = renderGithub({ ...findingsReport, failOn: "critical" }, plainOptions);
    expect(text).toMatch(/^::warning file=/);
  });

  test("says how many annotations GitHub would not show", () => {
    const findings = Array.from({ length: 14 }, (_, index) => ({ ...openFinding, key: `subnet:${index}` }));
    const [system] = findingsReport.systems;
    const text = renderGithub({ ...findingsReport, systems: system ? [{ ...system, findings }] : [] }, plainOptions);
    expect(text.match(/^::error/gm)).toHaveLength(10);
    expect(text).toContain("groundplan: 4 more of the level error; the other report formats show them\n");
  });

  test("gives what is on lines that the edit does not touch one annotation, before the limit", () => {
    const findings = Array.from({ length: 14 }, (_, index) => ({ ...openFinding, key: `subnet:${index}` }));
    const far = { ...openFinding, range: { line: 2, column: 1, endLine: 2, endColumn: 3 }, key: "far" };
    const systems = changesReport.systems.map((system) => ({ ...system, findings: [...findings, far] }));
    const text = renderGithub({ ...changesReport, systems }, plainOptions);
    const [first = ""] = text.split("\n");
    expect(first).toContain("::error file=spec/shop/spec.yaml,line=6,title=groundplan 1 new finding on a line");
    expect(first).toContain("spec/shop/spec.yaml:2 high");
    expect(text.match(/^::error/gm)).toHaveLength(10);
    expect(text).toContain("groundplan: 5 more of the level error");
  });

  test("says of an edit's overrides and renames only", () => {
    const [system] = laidOverReport.systems;
    const { delta } = changesReport;
    if (!system || !delta) throw new Error("the sample has a system");
    const notices = (line: number) => {
      const files = [{ file: system.file, changed: [{ line, endLine: line }] }];
      const text = renderGithub({ ...laidOverReport, delta: { ...delta, files } }, plainOptions);
      return text.match(/^::notice .*overrides and renames::.*/gm);
    };
    expect(notices(10)).toEqual([expect.stringMatching(/line=10,.*::line 10: queues.jobs was tasks[^%]*$/)]);
    expect(notices(1)).toBeNull();
  });

  test("lets no text of a spec start a command", () => {
    const text = renderGithub(reportSaying("a\n::add-mask::b\r\n%0A::error::c,d:e"), plainOptions);
    expect(text.split("\n").filter((line) => line.startsWith("::"))).toHaveLength(
      text.match(/^::(error|warning|notice) file=/gm)?.length ?? 0,
    );
    expect(text).not.toContain("%0A::error::c");
  });
});
