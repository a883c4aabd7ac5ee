import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckReport } from "../../../policies/check-report.ts";
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

  test("links to lines where somebody knows the address", () => {
    const text = renderMarkdown(changesReport, { ...plainOptions, sourceUrl: "https://github.com/o/r/blob/abc/" });
    expect(text).toContain("[`spec/shop/spec.yaml:7`](https://github.com/o/r/blob/abc/spec/shop/spec.yaml#L7)");
  });

  test.each(["a | b", "</details><script>alert(1)</script>", "@everyone", "[x](https://evil.example)", "a\n# b"])(
    "lets %j of a spec start nothing in what changes",
    (hostile) => {
      const [system] = reportSaying(hostile).systems;
      const [open, waived] = system?.findings ?? [];
      if (!system || !open || !waived) throw new Error("the sample has two findings");
      const changes = (["new", "waived", "fixed"] as const).map((change) => ({
        change,
        finding: change === "new" ? open : waived,
        was: hostile,
      }));
      const lost = [{ address: `data/aws_s3_bucket.${hostile}` as const, loses: "data" as const }];
      const resources = { created: [], changed: [], replaced: lost, destroyed: lost };
      const delta = {
        against: hostile,
        systems: [{ file: system.file, system: hostile, state: "compared" as const, findings: changes, resources }],
        files: [],
      };
      const text = renderMarkdown({ ...changesReport, systems: [system], delta }, plainOptions).replace(
        markdownMarker,
        "",
      );
      const prose = text.replaceAll(/(`+)(?!`).*?(?<!`)\1(?!`)/g, "code");
      expect(prose).not.toMatch(/@\w|:\/\/|<script/);
      expect(prose.match(/^#/gm)).toHaveLength(1);
      expect(prose.match(/<\/details>/g)?.length).toBe(prose.match(/<details>/g)?.length);
    },
  );

  test("is cut below the length of a comment when an edit changes more than it can hold", () => {
    const text = renderMarkdown(editWith(900), plainOptions);
    expect(text.length).toBeLessThanOrEqual(markdownLimit);
    expect(text).toContain("**Cut here**");
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  test("is one screen of an edit, with the rest folded and nothing short cut away", () => {
    const text = renderMarkdown(editWith(900), plainOptions);
    const unfolded = text.replaceAll(/\n<details>\n(<details>|(?!<details>)[\s\S])*?<\/details>\n/g, "");
    expect(tableRows(unfolded)).toHaveLength(22);
    expect(text).toContain("<summary>880 more</summary>");
    const ends = text.match(/^`shop`: |<b>high<.b>|<summary>[a-z ]+1<|^Not part of/gm);
    expect(ends).toEqual([
      ...["`shop`: ", ...Array.from({ length: 20 }, () => "<b>high</b>")],
      ...["<summary>waived 1<", "<summary>no longer asked 1<", "<summary>fixed 1<", "Not part of"],
    ]);
  });

  test("has a line for each system that changes, and one for all others", () => {
    const { delta } = changesReport;
    const [system] = delta?.systems ?? [];
    if (!delta || !system) throw new Error("the sample has a system");
    const none = { created: [], changed: [], replaced: [], destroyed: [] };
    const quiet = ["dev", "prod"].map((environment) => ({ ...system, environment, findings: [], resources: none }));
    const text = renderMarkdown({ ...changesReport, delta: { ...delta, systems: [system, ...quiet] } }, plainOptions);
    expect(text).toContain("\n`shop`: +1 created,");
    expect(text).toContain("\n`shop (dev)`, `shop (prod)`: no resource changes\n");
  });

  test("ends with the waivers that no edit makes loud", () => {
    const expired = {
      ...openFinding,
      policy: "waiver-expired",
      status: "known" as const,
      message: 'the waiver of "net-flow-logs" expired on 2026-11-01',
    };
    const systems = changesReport.systems.map((system) => ({ ...system, findings: [...system.findings, expired] }));
    expect(
      renderMarkdown({ ...changesReport, systems }, plainOptions)
        .split("\n")
        .at(-2),
    ).toBe(
      '**Waivers to decide about again:** the waiver of "net-flow-logs" expired on 2026-11-01; the waiver of `img-tag-immutable` on `services.api.image` ends on 2026-12-01.',
    );
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

  test.each([
    ["0.0.0.0/0", "0\\.0.0.0/0"],
    ["10) ten", "10\\) ten"],
    ["- one", "\\- one"],
    ["=", "\\="],
    ["+80", "\\+80"],
    ["a-b 1.2.3.4", "a-b 1.2.3.4"],
  ])("starts no list with %s, and can be copied as it is shown", (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
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

/** The sample of an edit with more new findings. */
function editWith(number: number): CheckReport {
  const { delta } = changesReport;
  const added = Array.from({ length: number - 2 }, (_, index) => ({ ...openFinding, key: `k${index}` }));
  const systems = delta?.systems.map((system) =>
    system.state === "compared"
      ? { ...system, findings: [...system.findings, ...added.map((finding) => ({ change: "new" as const, finding }))] }
      : system,
  );
  return { ...changesReport, ...(delta && systems && { delta: { ...delta, systems } }) };
}

function tableRows(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.startsWith("|"));
}
