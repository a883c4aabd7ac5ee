import { describe, expect, test } from "vitest";
import { renderHtml } from "../../../policies/report/html.ts";
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

describe("HTML report", () => {
  test.each([
    ["findings", findingsReport],
    ["environments", environmentsReport],
    ["invalid", invalidReport],
    ["clean", cleanReport],
    ["changes", changesReport],
    ["laid-over", laidOverReport],
  ])("prints %s as its golden file", async (name, report) => {
    const text = withoutSharedParts(renderHtml(report, plainOptions));
    await expect(text).toMatchFileSnapshot(`../../golden/reports/${name}.html`);
  });

  test("loads nothing, and lets in its own style and script only", () => {
    const text = renderHtml(findingsReport, plainOptions);
    expect(text).toContain("default-src 'none'; style-src 'sha256-");
    expect(text).not.toMatch(/<(link|img|iframe|object|embed)\b|\b(src|srcset|on\w+)=|@import|url\(/);
    expect(text.match(/<script\b/g)).toHaveLength(1);
  });

  test.each([
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></script><b>",
    "{{version}}",
    "`<i>`",
    "javascript:alert(1)",
  ])("keeps %j of a spec text", (hostile) => {
    const text = renderHtml(reportSaying(hostile), plainOptions);
    const harmless = renderHtml(reportSaying("harmless"), plainOptions);
    const tags = (html: string): readonly string[] => html.match(/<\/?[a-z][^>]*>/gi) ?? [];
    const shape = (html: string) =>
      tags(html)
        .map((tag) => tag.replace(/^<(\/?\w+).*/s, "$1"))
        .filter((tag) => !/^\/?(code|mark)$/.test(tag));
    expect(shape(text)).toEqual(shape(harmless));
    expect(text).not.toContain('href="javascript:');
  });

  test("marks the part of each line that the finding is about", () => {
    const text = renderHtml(findingsReport, plainOptions);
    expect(text).toContain('<span class="number">7  </span>      tier: <mark>public</mark>');
  });

  test("puts the lines around a finding below each other where their numbers gain a digit", () => {
    const [system] = findingsReport.systems;
    const range = { line: 9, column: 1, endLine: 9, endColumn: 9 };
    const systems = system ? [{ ...system, findings: [{ ...openFinding, range }] }] : [];
    const text = renderHtml({ ...findingsReport, systems }, plainOptions);
    expect(text).toContain(
      '<span class="number"> 9  </span><mark>services</mark>:\n<span class="number">10  </span>  api:',
    );
  });

  test("leads from each change to its finding, as long as it is one", () => {
    const [, changes = ""] = /<h2 id="changes">([\s\S]*?)<h2/.exec(renderHtml(changesReport, plainOptions)) ?? [];
    const rows = changes.match(/<tr><td>(new|fixed).*/g);
    expect(rows?.[0]).toContain(
      '<a href="#finding-1"><code>net-nodes-private-subnets</code></a></td><td><code>spec/shop/spec.yaml:7</code>',
    );
    expect(rows?.[1]).not.toContain("<a ");
  });

  test("says how a benchmark's controls stand", () => {
    expect(renderHtml(findingsReport, plainOptions)).toMatch(/<strong>CIS [^<]*<\/strong>: 1 fail/);
  });
});

/** A page without what is the same on each: its style, its script, their hashes, and the controls that nobody checks. */
function withoutSharedParts(page: string): string {
  return page
    .replaceAll(/(<style>|<script>)[\s\S]*?(<\/style>|<\/script>)/g, "$1…$2")
    .replaceAll(/sha256-[^']+/g, "sha256-…")
    .replaceAll(/(<th scope="col">Not checked<\/th>.*\n)[\s\S]*?(<\/tbody>)/g, "$1…$2");
}
