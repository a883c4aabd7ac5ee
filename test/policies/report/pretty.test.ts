import { describe, expect, test } from "vitest";
import { showLines } from "../../../policies/hidden/show-lines.ts";
import { renderPretty } from "../../../policies/report/pretty.ts";
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

const golden = (name: string): string => `../../golden/reports/${name}`;

describe("pretty report", () => {
  test.each([
    ["findings", findingsReport],
    ["environments", environmentsReport],
    ["invalid", invalidReport],
    ["clean", cleanReport],
    ["changes", changesReport],
    ["laid-over", laidOverReport],
  ])("prints %s as its golden file", async (name, report) => {
    await expect(renderPretty(report, plainOptions)).toMatchFileSnapshot(golden(`${name}.txt`));
  });

  test("colours severities, gutters and the verdict, and nothing else differs", async () => {
    const colored = renderPretty(findingsReport, { ...plainOptions, color: true });
    await expect(colored).toMatchFileSnapshot(golden("findings.color.txt"));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(renderPretty(findingsReport, plainOptions));
  });

  test("fits every line into forty columns", async () => {
    const text = renderPretty(environmentsReport, { ...plainOptions, width: 40 });
    await expect(text).toMatchFileSnapshot(golden("environments.40-columns.txt"));
    for (const line of text.split("\n")) expect(line.length).toBeLessThanOrEqual(40);
  });

  test("says once what all environments share, and names the environments of what they do not", () => {
    const text = renderPretty(environmentsReport, plainOptions);
    expect(text.match(/high\[net-nodes-private-subnets\]/g)).toHaveLength(1);
    expect(text).toContain("environments: base, dev");
  });

  test("cuts a long line around the place it points at", () => {
    const line = `services: { ${"a".repeat(90)}: { image: x }, api: { tag: latest }, ${"b".repeat(90)}: {} }`;
    const column = line.indexOf("latest") + 1;
    const range = { line: 1, column, endLine: 1, endColumn: column + 6 };
    const text = renderPretty(withText(line, range), { ...plainOptions, width: 60 });
    const [shown = "", underline = ""] = text.split("\n").filter((row) => /^(1| ) \|./.test(row));
    expect(shown.length).toBeLessThanOrEqual(60);
    expect(shown).toMatch(/^1 \| ….*…$/);
    expect(shown.slice(underline.indexOf("^"), underline.lastIndexOf("^") + 1)).toBe("latest");
  });

  test("keeps the underline in place behind wide characters", () => {
    const range = { line: 1, column: 11, endLine: 1, endColumn: 14 };
    const text = renderPretty(withText('name: "日本"; x', range), plainOptions);
    // Each of the two wide characters takes two columns.
    expect(text).toContain(`  | ${" ".repeat(12)}^^^`);
  });

  test("shows the key above a value of several lines", () => {
    const range = { line: 2, column: 3, endLine: 3, endColumn: 9 };
    const text = renderPretty(withText("workers:\n  size: 1\n  b: 2\n", range), plainOptions);
    expect(text).toContain("1 | workers:\n2 |   size: 1\n  |   ^^^^^^^\n");
  });

  test("survives a range that the text does not have", () => {
    const range = { line: 99, column: 7, endLine: 99, endColumn: 8 };
    expect(renderPretty(withText("a: 1\n", range), plainOptions)).toContain("spec.yaml:99:7");
  });

  test.each(["\u001b]0;owned\u0007", "\u009b31m", "a\u202eb", "first\nsecond", "\ud800"])(
    "shows %j of a spec as an escape",
    (hostile) => {
      const text = renderPretty(reportSaying(hostile), plainOptions);
      expect(text).not.toContain(hostile);
      expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}|\p{Cs}/u);
    },
  );
});

function withText(text: string, range: typeof openFinding.range): typeof findingsReport {
  const [shop] = findingsReport.systems;
  if (!shop) throw new Error("the sample has no system");
  return { ...findingsReport, systems: [{ ...shop, lines: showLines(text), findings: [{ ...openFinding, range }] }] };
}
