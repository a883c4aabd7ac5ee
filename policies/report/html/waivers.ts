import { formatSpecPath } from "../../../schema/spec-path.ts";
import { inOnly } from "../in-only.ts";
import { expiringDays } from "../outcome.ts";
import { type FileReport, waivedFindings } from "../report-by-file.ts";
import type { Section } from "./section.ts";

/** What is let through for a time, why, who answers for it, and how many days it has left. */
export const waivers: Section = {
  id: "waivers",
  title: "Waivers",
  data({ files }) {
    const rows = files.flatMap(waiversOf).sort((left, right) => left.daysLeft - right.daysLeft);
    const withFile = new Set(rows.map(({ file }) => file)).size > 1;
    return rows.length === 0 ? undefined : { waivers: rows.map((row) => ({ ...row, withFile })), withFile };
  },
  template: `<div class="scroll" tabindex="0" role="region" aria-labelledby="waivers"><table>
<thead><tr>{{#if withFile}}<th scope="col">Spec</th>{{/if}}<th scope="col">Policy</th><th scope="col">Target</th><th scope="col">Findings</th><th scope="col">Owner</th><th scope="col">Days left</th><th scope="col">Reason</th></tr></thead>
<tbody>
{{#each waivers}}
<tr>{{#if withFile}}<td>{{file}}</td>{{/if}}<td><code>{{policy}}</code></td><td><code>{{target}}</code>{{environments}}</td><td class="number">{{count}}</td><td>{{owner}}</td><td class="number">{{#if soon}}<strong>{{daysLeft}}</strong>{{else}}{{daysLeft}}{{/if}} <span class="day">({{expires}})</span></td><td>{{reason}}{{#if ticket}} ({{ticket}}){{/if}}</td></tr>
{{/each}}
</tbody></table></div>`,
};

function waiversOf(file: FileReport) {
  return waivedFindings(file).map(({ first, waiver, count, environments }) => ({
    file: file.file,
    policy: first.policy,
    target: formatSpecPath(first.target),
    environments: inOnly(environments),
    count,
    ...waiver,
    ticket: waiver.ticket ?? "",
    soon: waiver.daysLeft <= expiringDays,
  }));
}
