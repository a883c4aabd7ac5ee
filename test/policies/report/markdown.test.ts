import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeMarkdown, markdownCode, tableCode } from "../../../policies/report/escape-markdown.ts";
import { markdownLimit } from "../../../policies/report/markdown/pieces.ts";
import { markdownMarker, renderMarkdown } from "../../../policies/report/markdown.ts";
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

describe("markdown report", () => {
  test.each([
    ["findings", findingsReport],
    ["environments", environmentsReport],
    ["invalid", invalidReport],
    ["clean", cleanReport],
    ["changes", changesReport],
    ["laid-over", laidOverReport],
  ])("prints %s as its golden file", async (name, report) => {
    await expect(renderMarkdown(report, plainOptions)).toMatchFileSnapshot(`../../golden/reports/${name}.md`);
  });

  test("begins with the marker that a bot looks for, then the verdict", () => {
    const [marker, verdict] = renderMarkdown(findingsReport, plainOptions).split("\n");
    expect(marker).toBe(markdownMarker);
    expect(verdict).toBe("### groundplan: failed, 1 finding high or worse");
  });

  test.each([
    "## all policies passed",
    "a | b",
    "</details><script>alert(1)</script>",
    "@everyone",
    "owner/repo#12 and GH-12",
    "[click](https://evil.example)",
    "www.evil.example",
    "`code`",
    "line\n\n# heading",
    "<!-- -->",
  ])("lets %j of a spec start nothing", (hostile) => {
    const text = renderMarkdown(reportSaying(hostile), plainOptions).replace(markdownMarker, "");
    // In code nothing is markup, and in a summary no Markdown is read.
    const prose = text.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "code");
    expect(prose).not.toMatch(/@\w|\w#\d|\bGH-\d|:\/\/|www\.|<script|<!--/);
    expect(prose.replaceAll(/<summary>.*/g, "")).not.toMatch(/(?<!\\)\[click/);
    expect(prose.match(/^#/gm)).toHaveLength(1);
    expect(prose.match(/<\/details>/g)).toHaveLength(1);
    const widths = tableRows(text).map((row) => row.split(/(?<!\\)\|/).length - 2);
    expect(widths).toEqual([5, 5, 5, 4, 4, 4, 6, 6, 6, 3, 3, 3]);
  });

  test("escapes any text to one line without markup", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const escaped = escapeMarkdown(text);
        expect(escaped).not.toMatch(/[\n<>]|(?<!\\)(\\\\)*[`|*_[\]](?!.*)/);
        expect(escaped.replaceAll(/\\./g, "")).not.toMatch(/[`*_[\]|#~^$]/);
      }),
    );
  });

  test("fences code with more backticks than it holds", () => {
    expect(markdownCode("a``b")).toBe("```a``b```");
    expect(markdownCode("`a`")).toBe("`` `a` ``");
    expect(tableCode("a|b")).toBe("`a\\|b`");
  });

  test("is cut below the length of a comment, and says so", () => {
    const [shop] = findingsReport.systems;
    const findings = Array.from({ length: 400 }, (_, index) => ({
      ...openFinding,
      key: `k${index}`,
      message: `m${index}`,
    }));
    const report = { ...findingsReport, systems: shop ? [{ ...shop, findings }] : [] };
    const text = renderMarkdown(report, plainOptions);
    expect(text.length).toBeLessThanOrEqual(markdownLimit);
    expect(text).toMatch(/\*\*Cut here\*\*, because a comment may not be longer: \d+ entries left out/);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});

function tableRows(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.startsWith("|"));
}
