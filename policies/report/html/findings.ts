import { count } from "../../../schema/count.ts";
import { formatSpecPath } from "../../../schema/spec-path.ts";
import { inOnly } from "../in-only.ts";
import { knownWords } from "../outcome.ts";
import type { PolicyDescription } from "../renderer.ts";
import { suggestionPlace } from "../suggestion-place.ts";
import { filterScript } from "./filter-script.ts";
import { filterChoices, filtersTemplate } from "./filters.ts";
import { frameLines } from "./frame.ts";
import { type NumberedFinding, numberedFindings } from "./numbered-findings.ts";
import type { Section } from "./section.ts";
import { systemLabel } from "./shown-text.ts";

/** What the policies found, the worst first, each with its lines of the spec, and filters above them. */
export const findings: Section = {
  id: "findings",
  title: "Findings",
  data({ report, files, described }) {
    const shared = { described, knownText: knownWords(report) };
    const found = numberedFindings(files).map((finding) => findingData(finding, shared));
    return { ...filterChoices(found), findings: found };
  },
  template: `${filtersTemplate}
{{#each findings}}
<article id="{{anchor}}" class="{{severity}}" data-severity="{{severity}}" data-status="{{status}}" data-group="{{group}}" data-target="{{target}}" data-systems="{{#each systems}}{{this}}{{#unless @last}}|{{/unless}}{{/each}}">
<h3><span class="severity">{{severity}}</span> <code>{{policy}}</code> {{message}}</h3>
<p class="soft"><code>{{file}}:{{line}}:{{column}}</code> · <code>{{target}}</code>, finding <code>{{key}}</code>{{environments}}{{#if waiver}} · waived{{/if}}{{#if known}} · {{known}}{{/if}}</p>
{{> frame}}
<dl>
<dt>expected</dt><dd>{{expected}}</dd>
<dt>actual</dt><dd>{{actual}}</dd>
{{#if evidence.length}}<dt>evidence</dt><dd><ol>{{#each evidence}}<li>{{this}}</li>{{/each}}</ol></dd>{{/if}}
{{#if resource}}<dt>resource</dt><dd><code>{{resource}}</code></dd>{{/if}}
{{#each notes}}<dt>note</dt><dd>{{this}}</dd>{{/each}}
{{#if waiver}}<dt>waived</dt><dd>by {{waiver.owner}} until {{waiver.expires}} ({{waiver.left}}){{#if waiver.ticket}}, {{waiver.ticket}}{{/if}}: {{waiver.reason}}</dd>{{/if}}
<dt>why</dt><dd>{{prose rationale}}</dd>
<dt>help</dt><dd>{{prose help}}</dd>{{#if suggestion}}
<dt>change</dt><dd>{{suggestion.place}}, which <code>groundplan check --fix</code> makes:<pre><code>{{suggestion.text}}</code></pre></dd>{{/if}}
{{#if anchors.length}}<dt>asked for by</dt><dd>{{#each anchors}}{{#if url}}<a href="{{url}}" rel="noreferrer">{{control}}</a>{{else}}{{control}}{{/if}}{{#unless @last}}, {{/unless}}{{/each}}</dd>{{/if}}
</dl>
</article>
{{else}}
<p>No policy found anything.</p>
{{/each}}`,
  script: filterScript,
};

function findingData(
  { item, environments, file, anchor }: NumberedFinding,
  { described, knownText }: { readonly described: ReadonlyMap<string, PolicyDescription>; readonly knownText: string },
) {
  const { range, target, waiver, resource, status, suggestion } = item;
  const policy = described.get(item.policy);
  return {
    ...item,
    ...range,
    anchor,
    systems: file.systems
      .filter(({ environment }) => environments.length === 0 || environments.includes(environment ?? "base"))
      .map(systemLabel),
    target: formatSpecPath(target),
    environments: inOnly(environments),
    frame: frameLines(file.lines, range),
    group: policy?.group ?? "",
    rationale: policy?.rationale ?? "",
    anchors: (policy?.anchors ?? []).map(({ control, url = "" }) => ({ control, url })),
    resource: resource ?? "",
    known: status === "known" ? knownText : "",
    suggestion: suggestion ? { place: suggestionPlace(suggestion), text: suggestion.lines.join("\n") } : false,
    waiver: waiver ? { ...waiver, ticket: waiver.ticket ?? "", left: `${count(waiver.daysLeft, "day")} left` } : false,
  };
}
