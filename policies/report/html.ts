import { createHash } from "node:crypto";
import type { CheckReport } from "../check-report.ts";
import { countsOf } from "./html/counts.ts";
import { pageHtml, sectionHtml } from "./html/page.ts";
import { printScript } from "./html/print-script.ts";
import type { PageInput } from "./html/section.ts";
import { sections } from "./html/sections.ts";
import { pageStyle } from "./html/style.ts";
import { outcomeOf } from "./outcome.ts";
import type { ReportOptions } from "./renderer.ts";
import { reportByFile } from "./report-by-file.ts";
import { verdictText } from "./verdict-text.ts";

/**
 * One page that stands alone, for whoever answers for a system's security: findings with the lines of the spec,
 * filters, waivers with the days they have left, benchmarks and coverage. It loads nothing and runs without a network.
 */
export function renderHtml(report: CheckReport, { version, policies }: ReportOptions): string {
  const files = reportByFile(report);
  const outcome = outcomeOf(report, files);
  const described = new Map(policies.map((policy) => [policy.id, policy]));
  const input: PageInput = { report, files, outcome, policies, described };
  const shown = sections.flatMap((section) => {
    const data = section.data(input);
    return data ? [{ section, html: sectionHtml(section, data) }] : [];
  });
  const style = [pageStyle, ...shown.map(({ section }) => section.style ?? "")].join("");
  const scripts = [printScript, ...shown.flatMap(({ section }) => section.script ?? [])];
  const script = scripts.map((each) => `{${each}}\n`).join("");
  return pageHtml({
    style,
    script,
    styleHash: hashOf(style),
    scriptHash: hashOf(script),
    ...verdictText(report, outcome),
    passed: outcome.verdict === "clean",
    today: report.today,
    version,
    counts: countsOf(report, outcome),
    sections: shown.map(({ section: { id, title, weight = "result" }, html }) => ({ id, title, weight, html })),
  });
}

/** What lets the page's own style and script in, and no other. https://www.w3.org/TR/CSP3/#grammardef-hash-source */
function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
