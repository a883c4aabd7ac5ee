import { formatSpecPath } from "../../../schema/spec-path.ts";
import { applies, lackTexts, type PolicyCoverage } from "../../check-report.ts";
import { policyCounts, policyCountsText } from "../policy-counts.ts";
import type { PageInput, Section } from "./section.ts";

/** The passes of one policy that the page shows. The JSON report has all of them. */
const mostPasses = 100;

/**
 * How each policy came out over all its targets: what passed and what shows it, what could not be judged, and which
 * policies had nothing to judge or were not asked.
 */
export const coverage: Section = {
  id: "coverage",
  title: "Coverage",
  weight: "reference",
  data(input) {
    const rows = coverageOf(input);
    if (rows.length === 0) return undefined;
    const summary = policyCountsText(policyCounts(input.report));
    return { summary, coverage: rows, idle: idleOf(input), notAsked: notAskedOf(input) };
  },
  template: `<details><summary>{{summary}}</summary>
<table><thead><tr><th scope="col">Policy</th><th scope="col">Passed</th><th scope="col">Open</th><th scope="col">Waived</th><th scope="col">Not evaluated</th></tr></thead><tbody>
{{#each coverage}}
<tr><td><code>{{policy}}</code> {{title}}{{#if passes.length}}<details><summary>what shows it</summary><ul>
{{#each passes}}
<li><code>{{target}}</code>{{#each evidence}}<div>{{this}}</div>{{/each}}</li>
{{/each}}
{{#if more}}<li>{{more}} more, which the report in JSON has</li>{{/if}}
</ul></details>{{/if}}</td><td class="number">{{compliant}}</td><td class="number">{{open}}</td><td class="number">{{waived}}</td><td>{{#each notEvaluated}}<div><code>{{target}}</code>: {{reason}}</div>{{/each}}</td></tr>
{{/each}}
</tbody></table>
{{#if idle.length}}
<h3>Asked, with nothing to judge</h3>
<ul>{{#each idle}}<li><code>{{policy}}</code> {{title}}</li>{{/each}}</ul>
{{/if}}
{{#if notAsked.length}}
<h3>Not asked</h3>
<ul>{{#each notAsked}}<li><code>{{policy}}</code> {{title}} ({{by}})</li>{{/each}}</ul>
{{/if}}
</details>`,
};

/** The policies that had something to judge. */
function coverageOf({ report, described }: PageInput): readonly object[] {
  const all = report.systems.flatMap((system) => system.coverage);
  return byPolicy(all.filter(applies)).map(([policy, own]) => {
    const sum = (key: "compliant" | "open" | "waived"): number => own.reduce((total, entry) => total + entry[key], 0);
    const notEvaluated = own.flatMap((entry) =>
      entry.notEvaluated.map(({ target, reason }) => ({ target: formatSpecPath(target), reason })),
    );
    const title = described.get(policy)?.title ?? "";
    const passes = distinct(
      own
        .flatMap((entry) => entry.passes ?? [])
        .map(({ target, evidence }) => ({ target: formatSpecPath(target), evidence })),
    );
    return {
      ...{ policy, title, compliant: sum("compliant"), open: sum("open"), waived: sum("waived") },
      notEvaluated: distinct(notEvaluated),
      passes: passes.slice(0, mostPasses),
      more: Math.max(0, passes.length - mostPasses),
    };
  });
}

/** What several environments have in common is said once. */
function distinct<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

function idleOf({ report, described }: PageInput): readonly object[] {
  return byPolicy(report.systems.flatMap((system) => system.coverage))
    .filter(([, own]) => !own.some(applies))
    .map(([policy]) => ({ policy, title: described.get(policy)?.title ?? "" }));
}

function notAskedOf({ report, described }: PageInput): readonly object[] {
  const asked = new Set(report.systems.flatMap((system) => system.coverage.map(({ policy }) => policy)));
  const all = new Map(
    report.systems.flatMap((system) => (system.notAsked ?? []).map((each) => [each.policy, each] as const)),
  );
  return [...all.values()]
    .filter(({ policy }) => !asked.has(policy))
    .map(({ policy, by }) => ({ policy, title: described.get(policy)?.title ?? "", by: lackTexts[by] }));
}

function byPolicy(all: readonly PolicyCoverage[]): readonly (readonly [string, readonly PolicyCoverage[]])[] {
  const ids = [...new Set(all.map(({ policy }) => policy))].sort();
  return ids.map((id) => [id, all.filter(({ policy }) => policy === id)] as const);
}
