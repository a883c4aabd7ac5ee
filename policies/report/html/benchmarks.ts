import { gapKinds } from "../../benchmarks/benchmark.ts";
import type { UncheckedRow } from "../../benchmarks/benchmarks.ts";
import { type BenchmarkView, benchmarkViews, controlStates } from "../benchmarks.ts";
import type { Section } from "./section.ts";

/** How the run stands against public benchmarks, and what of them no policy can or does check. */
export const benchmarks: Section = {
  id: "benchmarks",
  title: "Benchmarks",
  weight: "reference",
  data({ report, policies }) {
    const views = benchmarkViews(report, policies);
    return views.length === 0 ? undefined : { benchmarks: views.map(benchmarkData) };
  },
  template: `<p class="soft">Every control of each benchmark: how the policies that check it came out, the worst over all systems, or why none does. A policy checks what a spec makes, and nothing that others made in the account or the cluster.</p>
{{#each benchmarks}}
<details><summary><strong>{{name}}</strong>: {{summary}}</summary>
<table><thead><tr><th scope="col">Control</th><th scope="col">Asks that</th><th scope="col">State</th><th scope="col">Policies</th></tr></thead><tbody>
{{#each controls}}
<tr><td>{{#if url}}<a href="{{url}}" rel="noreferrer">{{control}}</a>{{else}}{{control}}{{/if}}</td><td>{{title}}{{#if limit}}<div class="soft">{{limit}}</div>{{/if}}</td><td>{{state}}{{#each why}}<div class="soft">{{this}}</div>{{/each}}</td><td>{{#each policies}}<code>{{this}}</code>{{#unless @last}}, {{/unless}}{{/each}}</td></tr>
{{/each}}
</tbody></table>
{{#if unchecked.length}}
<table><thead><tr><th scope="col">Not checked</th><th scope="col">Asks that</th><th scope="col">Why not</th></tr></thead><tbody>
{{#each unchecked}}
<tr><td>{{controls}}</td><td>{{title}}</td><td><em>{{kind}}</em>: {{reason}}</td></tr>
{{/each}}
</tbody></table>
{{/if}}
</details>
{{/each}}`,
};

function benchmarkData({ name, controls, unchecked }: BenchmarkView): object {
  const rest = unchecked.reduce((total, row) => total + row.controls.length, 0);
  const numbers = [
    ...controlStates.map((state) => [controls.filter((control) => control.state === state).length, state] as const),
    [rest, "not checked"] as const,
  ];
  return {
    name,
    controls: controls.map((control) => ({ ...control, url: control.url ?? "", limit: control.limit ?? "" })),
    unchecked: unchecked.map(uncheckedData),
    summary: numbers.flatMap(([number, state]) => (number > 0 ? [`${number} ${state}`] : [])).join(", "),
  };
}

function uncheckedData({ controls, title, gap }: UncheckedRow): object {
  return {
    controls: controls.map(({ control }) => control).join(", "),
    title,
    kind: gapKinds[gap.kind],
    reason: gap.reason,
  };
}
