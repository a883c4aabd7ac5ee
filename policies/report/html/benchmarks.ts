import { inexpressible, type UncheckedControls, unchecked } from "../../benchmarks/beyond-the-spec.ts";
import { type BenchmarkView, benchmarkViews, controlStates } from "../benchmarks.ts";
import type { Section } from "./section.ts";

/** How the run stands against public benchmarks, and what of them no policy can or does check. */
export const benchmarks: Section = {
  id: "benchmarks",
  title: "Benchmarks",
  data({ report, policies }) {
    const views = benchmarkViews(report, policies);
    return views.length === 0 ? undefined : { benchmarks: views.map(benchmarkData), gaps };
  },
  template: `<p class="soft">The benchmarks have the controls that a policy checks. Controls of accounts, people and running nodes cannot be seen in a spec, and are not claimed; those of services that a spec can or could name are listed below with the reason why no policy checks them.</p>
{{#each benchmarks}}
<details><summary><strong>{{name}}</strong>: {{summary}}</summary>
<table><thead><tr><th scope="col">Control</th><th scope="col">State</th><th scope="col">Policies</th></tr></thead><tbody>
{{#each controls}}
<tr><td>{{#if url}}<a href="{{url}}" rel="noreferrer">{{control}}</a>{{else}}{{control}}{{/if}}</td><td>{{state}}{{#each why}}<div class="soft">{{this}}</div>{{/each}}</td><td>{{#each policies}}<code>{{this}}</code>{{#unless @last}}, {{/unless}}{{/each}}</td></tr>
{{/each}}
</tbody></table></details>
{{/each}}
{{#each gaps}}
<details><summary><strong>{{name}}</strong>: {{count}} controls</summary>
<table><thead><tr><th scope="col">Controls</th><th scope="col">Why</th></tr></thead><tbody>
{{#each list}}
<tr><td>{{#each controls}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}</td><td>{{reason}}</td></tr>
{{/each}}
</tbody></table></details>
{{/each}}`,
};

const gaps = [gapData("Not expressible in a spec", inexpressible), gapData("Not checked", unchecked)];

function benchmarkData({ name, controls }: BenchmarkView): object {
  const numbers = controlStates.map(
    (state) => [state, controls.filter((control) => control.state === state).length] as const,
  );
  const summary = numbers.flatMap(([state, number]) => (number > 0 ? [`${number} ${state}`] : [])).join(", ");
  return { name, controls, summary };
}

function gapData(name: string, list: readonly UncheckedControls[]): object {
  return { name, list, count: list.flatMap(({ controls }) => controls).length };
}
