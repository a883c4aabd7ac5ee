import { count } from "../../../schema/count.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import type { ChangedFinding, PolicyFinding, SystemDelta } from "../../check-report.ts";
import {
  changedFindings,
  changeWords,
  deltaName,
  deltaSummary,
  noResourceChanges,
  resourceCounts,
  stateWords,
} from "../delta-view.ts";
import { inOnly } from "../in-only.ts";
import type { Occurrence } from "../report-by-file.ts";
import { anchorsOf } from "./numbered-findings.ts";
import type { Section } from "./section.ts";

/** What differs from the state that the run is compared with: findings that come and go, and what becomes of resources. */
export const changes: Section = {
  id: "changes",
  title: "Changes",
  data({ report: { delta }, files, outcome }) {
    if (!delta) return undefined;
    const findings = changedFindings(delta);
    const anchorOf = anchorsOf(files);
    return {
      against: delta.against,
      summary: deltaSummary(findings, outcome),
      findings: findings.map((change) => findingRow(change, anchorOf)),
      systems: delta.systems.map(systemData),
    };
  },
  template: `<p>Against <code>{{against}}</code>: <strong>{{summary}}</strong></p>
{{#if findings.length}}
<div class="scroll" tabindex="0" role="region" aria-labelledby="changes"><table>
<thead><tr><th scope="col">Change</th><th scope="col">Severity</th><th scope="col">Policy</th><th scope="col">Where</th><th scope="col">Target</th><th scope="col">What</th></tr></thead>
<tbody>
{{#each findings}}
<tr><td>{{change}}{{#if was}} ({{was}} before){{/if}}</td><td class="{{severity}}"><span class="severity">{{severity}}</span></td><td>{{#if anchor}}<a href="#{{anchor}}"><code>{{policy}}</code></a>{{else}}<code>{{policy}}</code>{{/if}}</td><td>{{#if anchor}}<code>{{file}}:{{line}}</code>{{/if}}</td><td><code>{{target}}</code>{{environments}}</td><td>{{message}}</td></tr>
{{/each}}
</tbody></table></div>
{{/if}}
{{#each systems}}
<p><strong>{{name}}</strong>: {{#if state}}{{state}}{{#if counts.length}}; {{/if}}{{/if}}{{#each counts}}{{#if isLoss}}<strong>{{text}}</strong>{{else}}{{text}}{{/if}}{{#unless @last}}, {{/unless}}{{/each}}</p>
{{#if resources.length}}
<details><summary>{{resourceCount}}</summary>
<table><thead><tr><th scope="col">Change</th><th scope="col">Resource</th></tr></thead><tbody>
{{#each resources}}
<tr><td>{{change}}</td><td>{{#if loses}}<strong><code>{{address}}</code></strong>, {{loses}}{{else}}<code>{{address}}</code>{{/if}}</td></tr>
{{/each}}
</tbody></table></details>
{{/if}}
{{/each}}`,
};

function findingRow(
  { item: { change, finding, was }, environments }: Occurrence<ChangedFinding>,
  anchorOf: (finding: PolicyFinding) => string,
): object {
  const { severity, policy, file, range, target, message } = finding;
  return {
    change: changeWords[change],
    was: was ?? "",
    severity,
    policy,
    file,
    line: range.line,
    anchor: anchorOf(finding),
    target: formatSpecPath(target),
    environments: inOnly(environments),
    message,
  };
}

function systemData(system: SystemDelta): object {
  const { state, resources } = system;
  const counts = resources ? resourceCounts(resources) : [];
  const plain = (change: string, addresses: readonly string[]): readonly object[] =>
    addresses.map((address) => ({ change, address, loses: "" }));
  const words = { data: "with its data", address: "and its address" };
  const lost = (change: "replaced" | "destroyed"): readonly object[] =>
    (resources?.[change] ?? []).map(({ address, loses }) => ({ change, address, loses: loses ? words[loses] : "" }));
  const all = [
    ...lost("replaced"),
    ...lost("destroyed"),
    ...plain("changed", resources?.changed ?? []),
    ...plain("created", resources?.created ?? []),
  ];
  return {
    name: deltaName(system),
    state: stateWords[state],
    counts: resources && counts.length === 0 ? [{ text: noResourceChanges, isLoss: false }] : counts,
    resources: all,
    resourceCount: count(all.length, "resource"),
  };
}
