import type { Section } from "./section.ts";

/** What was looked at, and how much came of it. */
export const systems: Section = {
  id: "systems",
  title: "Systems",
  data({ report }) {
    if (report.systems.length === 0) return undefined;
    const rows = report.systems.map(({ system, environment, file, totals }) => ({
      name: system ?? "",
      environment: environment ?? "",
      file,
      ...(totals ?? { stacks: "", resources: "", objects: "" }),
    }));
    return { systems: rows };
  },
  template: `<div class="scroll" tabindex="0" role="region" aria-labelledby="systems"><table>
<thead><tr><th scope="col">System</th><th scope="col">Environment</th><th scope="col">Spec</th><th scope="col">Stacks</th><th scope="col">Resources</th><th scope="col">Kubernetes objects</th></tr></thead>
<tbody>
{{#each systems}}
<tr><td>{{name}}</td><td>{{environment}}</td><td><code>{{file}}</code></td><td class="number">{{stacks}}</td><td class="number">{{resources}}</td><td class="number">{{objects}}</td></tr>
{{/each}}
</tbody></table></div>`,
};
